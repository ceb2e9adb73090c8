// Units, sites, accounts and people. A few hundred rows: searching is done here, by the domain's own rules of spelling.

import { Router } from 'express';
import { z } from 'zod';
import {
  type AccountId,
  accountCreateSchema,
  accountEditSchema,
  type SiteId,
  type SiteView,
  siteWriteSchema,
  type UnitId,
  unitWriteSchema,
} from '../../contract/index.ts';
import { matchesSearch } from '../../domain/text/fold.ts';
import type { ApiContext } from '../context.ts';
import { answerVersioned, authorise, getIfMatch, parse, parseId } from '../request.ts';

const searchSchema = z.strictObject({ q: z.string().max(100).default('') });

export function createOrganisationRoutes({ store }: ApiContext): Router {
  const router = Router();

  router.get('/units', async (request, response) => {
    authorise(request, 'organisation.read');
    const { q } = parse(searchSchema, request.query);
    const units = await store.organisation.listUnits();
    response.json(units.filter((unit) => isFound(q, [unit.name, unit.shortName, unit.code])));
  });
  router.post('/units', async (request, response) => {
    authorise(request, 'organisation.write');
    answerVersioned(response, await store.organisation.createUnit(parse(unitWriteSchema, request.body)), 201);
  });
  router.patch('/units/:unitId', async (request, response) => {
    authorise(request, 'organisation.write');
    const unitId = parseId<UnitId>(request, 'unitId');
    const input = parse(unitWriteSchema, request.body);
    answerVersioned(response, await store.organisation.editUnit(unitId, getIfMatch(request), input));
  });

  router.get('/sites', async (request, response) => {
    const { role } = authorise(request, 'organisation.read');
    const { q } = parse(searchSchema, request.query);
    const sites = await store.organisation.listSites();
    const found = sites.filter((site) => isFound(q, [site.name, site.shortName, site.unitName]));
    response.json(role === 'observer' ? found.map(hidePhone) : found);
  });
  router.post('/sites', async (request, response) => {
    authorise(request, 'organisation.write');
    answerVersioned(response, await store.organisation.createSite(parse(siteWriteSchema, request.body)), 201);
  });
  router.patch('/sites/:siteId', async (request, response) => {
    authorise(request, 'organisation.write');
    const siteId = parseId<SiteId>(request, 'siteId');
    const input = parse(siteWriteSchema, request.body);
    answerVersioned(response, await store.organisation.editSite(siteId, getIfMatch(request), input));
  });

  return router;
}

export function createAccountRoutes({ store, onSessionsEnded }: ApiContext): Router {
  const router = Router();

  router.get('/accounts', async (request, response) => {
    authorise(request, 'accounts.manage');
    response.json(await store.accounts.list());
  });
  router.post('/accounts', async (request, response) => {
    authorise(request, 'accounts.manage');
    answerVersioned(response, await store.accounts.create(parse(accountCreateSchema, request.body)), 201);
  });
  router.patch('/accounts/:accountId', async (request, response) => {
    authorise(request, 'accounts.manage');
    const accountId = parseId<AccountId>(request, 'accountId');
    const edit = parse(accountEditSchema, request.body);
    const { account, sessionsEnded } = await store.accounts.edit(accountId, getIfMatch(request), edit);
    if (sessionsEnded) onSessionsEnded(accountId);
    answerVersioned(response, account);
  });
  router.get('/people', async (request, response) => {
    authorise(request, 'people.read');
    response.json(await store.accounts.listPeople());
  });

  return router;
}

function isFound(query: string, texts: readonly string[]): boolean {
  return texts.some((text) => matchesSearch(query, text));
}

function hidePhone(site: SiteView): SiteView {
  return { ...site, backupPhone: null };
}
