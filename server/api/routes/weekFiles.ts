// Lịch công tác tuần to take away, as CSV and .xlsx. Shows each account what its week page shows.

import { type Request, type Response, Router } from 'express';
import { weekFileSchema } from '../../contract/index.ts';
import { addDays, instantOf } from '../../domain/scheduling/civilDate.ts';
import { type WeekEntry, weekCsv, weekXlsx } from '../../records/week.ts';
import type { ApiContext } from '../context.ts';
import { isScopedToSite, listVisibleStatuses } from '../policy.ts';
import { authorise, parse } from '../request.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function createWeekFileRoutes({ store }: ApiContext): Router {
  const router = Router();

  const read = async (request: Request): Promise<{ from: string; entries: WeekEntry[] }> => {
    const { account, role } = authorise(request, 'conferences.read');
    const { from } = parse(weekFileSchema, request.query);
    const entries = await store.planning.listCalendar({
      from: new Date(instantOf(from, '00:00')),
      to: new Date(instantOf(addDays(from, 7), '00:00')),
      siteId: isScopedToSite(role) ? account.siteId : null,
      statuses: listVisibleStatuses(role),
    });
    return { from, entries: entries.map((entry) => ({ ...entry, participants: null })) };
  };

  router.get('/week.csv', async (request, response) => {
    const { from, entries } = await read(request);
    answerFile(response, `lich-tuan-${from}.csv`, 'text/csv; charset=utf-8', weekCsv(entries));
  });

  router.get('/week.xlsx', async (request, response) => {
    const { from, entries } = await read(request);
    answerFile(response, `lich-tuan-${from}.xlsx`, XLSX, await weekXlsx(entries));
  });

  return router;
}

function answerFile(response: Response, name: string, type: string, content: Buffer): void {
  response.attachment(name).type(type).send(content);
}
