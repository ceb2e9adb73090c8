// The organisation as a workbook over HTTP: out as it stands on a day, in from a day on, and who brought one in. Administrators only:
// the workbook names every account.

import express, { type RequestHandler, Router } from 'express';
import { LIMITS } from '../../contract/index.ts';
import { onDaySchema, organisationImportSchema } from '../../contract/organisation.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { AppError } from '../../lib/AppError.ts';
import { parseOrganisationSheet, writeOrganisationSheet } from '../../records/organisationSheet.ts';
import type { ApiContext } from '../context.ts';
import { authorise, parse } from '../request.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function createOrganisationSheetRoutes({ store, clock, onSessionsEnded }: ApiContext): Router {
  const router = Router();

  router.get('/organisation/export.xlsx', async (request, response) => {
    authorise(request, 'organisation.write');
    const { on = localDateOf(clock().toISOString()) } = parse(onDaySchema, request.query);
    const file = await writeOrganisationSheet(await store.organisationSheets.read(on));
    response.set('Content-Disposition', `attachment; filename="don-vi-diem-cau-${on}.xlsx"`).type(XLSX).send(file);
  });

  router.post('/organisation/import', refuseOthers, receiveWorkbook, async (request, response) => {
    const { account } = authorise(request, 'organisation.write');
    const { effectiveFrom, dryRun } = parse(organisationImportSchema, request.query);
    if (!Buffer.isBuffer(request.body)) throw new AppError('invalidInput', { message: 'Thiếu tệp bảng tính .xlsx.' });
    const { problems, ...rows } = await parseOrganisationSheet(
      request.body,
      new Set(await store.organisationSheets.listSiteCodes()),
    );
    const { report, endedIds } = await store.organisationSheets.import({
      rows,
      unread: problems,
      effectiveFrom,
      dryRun,
      by: account.accountId,
      now: clock(),
    });
    for (const accountId of endedIds) onSessionsEnded(accountId);
    response.json(report);
  });

  router.get('/organisation/imports', async (request, response) => {
    authorise(request, 'organisation.write');
    response.json(await store.organisationSheets.list());
  });

  return router;
}

/** Before the file is read: nobody else may make the service hold two megabytes. */
const refuseOthers: RequestHandler = (request, _response, next) => {
  authorise(request, 'organisation.write');
  parse(organisationImportSchema, request.query);
  next();
};

const receiveWorkbook = express.raw({ type: XLSX, limit: LIMITS.workbookBytes });
