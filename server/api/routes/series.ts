// Series of conferences and templates over HTTP: looked at before they are saved, changed from one occurrence on or all together.
// One occurrence alone is an ordinary conference and has the ordinary doors.

import { type Request, Router } from 'express';
import type { ConferenceId } from '../../contract/index.ts';
import {
  type SeriesOutcome,
  seriesCancelSchema,
  seriesEditSchema,
  seriesQuerySchema,
  seriesSchema,
  templateRenameSchema,
  templateWriteSchema,
} from '../../contract/series.ts';
import { AppError } from '../../lib/AppError.ts';
import type { ApiContext } from '../context.ts';
import { answerVersioned, authorise, getIfMatch, parse, parseId } from '../request.ts';
import { presentFor } from './conferences.ts';

export function createSeriesRoutes(context: ApiContext): Router {
  const { store, clock, onConferenceChanged } = context;
  const router = Router();
  const tellAll = (conferenceIds: readonly ConferenceId[]) => {
    for (const conferenceId of conferenceIds) onConferenceChanged(conferenceId);
  };
  const answerOutcome = (outcome: SeriesOutcome) => {
    tellAll(outcome.changed);
    return { ...outcome, version: outcome.series.version };
  };

  router.post('/series', async (request, response) => {
    const { account } = authorise(request, 'series.write');
    const series = parse(seriesSchema, request.body);
    if (series.content.containsStateSecret === true) {
      await store.life.keepRefusal(series.content.title, account, clock());
      throw new AppError('stateSecret');
    }
    if (isDryRun(request)) {
      response.json(await store.series.preview(series, clock()));
      return;
    }
    const created = await store.series.create(series, clock(), account);
    tellAll(created.conferences.map((one) => one.conferenceId));
    answerVersioned(response, created, 201);
  });

  router.get('/series', async (request, response) => {
    authorise(request, 'conferences.readDrafts');
    response.json(await store.series.list(clock()));
  });

  router.get('/series/:seriesId', async (request, response) => {
    authorise(request, 'conferences.readDrafts');
    answerVersioned(response, await store.series.get(parseId(request, 'seriesId')));
  });

  router.patch('/series/:seriesId', async (request, response) => {
    const { account } = authorise(request, 'series.write');
    const seriesId = parseId(request, 'seriesId');
    const version = getIfMatch(request);
    const edit = parse(seriesEditSchema, request.body);
    const { content } = edit.change;
    if (content?.containsStateSecret === true) {
      const title = content.title ?? (await store.series.get(seriesId)).content.title;
      await store.life.keepRefusal(title, account, clock());
      throw new AppError('stateSecret');
    }
    if (isDryRun(request)) response.json(await store.series.previewEdit(seriesId, version, edit, clock()));
    else answerVersioned(response, answerOutcome(await store.series.edit(seriesId, version, edit, clock(), account)));
  });

  router.post('/series/:seriesId/cancel', async (request, response) => {
    const { account } = authorise(request, 'series.write');
    const seriesId = parseId(request, 'seriesId');
    const version = getIfMatch(request);
    const input = parse(seriesCancelSchema, request.body);
    const outcome = await store.series.cancel(seriesId, version, input, clock(), account);
    answerVersioned(response, answerOutcome(outcome));
  });

  router.get('/conferences/:conferenceId/series', async (request, response) => {
    const { account } = authorise(request, 'conferences.readDrafts');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    presentFor(account, await store.schedule.get(conferenceId));
    response.json(await store.series.findPlace(conferenceId));
  });

  router.use(createTemplateRoutes(context));
  return router;
}

function createTemplateRoutes({ store }: ApiContext): Router {
  const router = Router();
  router.get('/templates', async (request, response) => {
    authorise(request, 'series.write');
    response.json(await store.templates.list());
  });
  router.post('/templates', async (request, response) => {
    authorise(request, 'series.write');
    response.status(201).json(await store.templates.create(parse(templateWriteSchema, request.body)));
  });
  router.patch('/templates/:templateId', async (request, response) => {
    authorise(request, 'series.write');
    const templateId = parseId(request, 'templateId');
    const version = getIfMatch(request);
    const rename = parse(templateRenameSchema, request.body);
    answerVersioned(response, await store.templates.rename(templateId, version, rename));
  });
  router.delete('/templates/:templateId', async (request, response) => {
    authorise(request, 'series.write');
    await store.templates.remove(parseId(request, 'templateId'), getIfMatch(request));
    response.status(204).end();
  });
  return router;
}

function isDryRun(request: Request): boolean {
  return parse(seriesQuerySchema, request.query).dryRun === 'true';
}
