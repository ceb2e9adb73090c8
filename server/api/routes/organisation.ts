// Units, sites, accounts and people. A few hundred rows: searching is done here, by the domain's own rules of spelling.

import { Router } from 'express';
import type { AccountId, SiteId, SiteView, UnitId } from '../../contract/index.ts';
import {
  accountChangeSchema,
  accountCreateSchema,
  onDaySchema,
  organisationCloseSchema,
  organisationQuerySchema,
  siteChangeSchema,
  unitChangeSchema,
} from '../../contract/organisation.ts';
import type { LocalDate } from '../../contract/rules.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { matchesSearch } from '../../domain/text/fold.ts';
import type { ApiContext } from '../context.ts';
import { answerVersioned, authorise, getIfMatch, parse, parseId } from '../request.ts';

/** Without a day: today, as this service's clock has it. */
export function createOrganisationRoutes(context: ApiContext): Router {
  const router = Router();
  const today = () => localDateOf(context.clock().toISOString());
  addUnitRoutes(router, context, today);
  addSiteRoutes(router, context, today);
  return router;
}

function addUnitRoutes(router: Router, { store }: ApiContext, today: () => LocalDate): void {
  router.get('/units', async (request, response) => {
    const { role } = authorise(request, 'organisation.read');
    const { q, on = today() } = parse(organisationQuerySchema, request.query);
    const units = await store.organisation.listUnits(on);
    const found = units.filter((unit) => isFound(q, [unit.name, unit.shortName, unit.code]));
    response.json(role === 'observer' ? found.map((unit) => ({ ...unit, email: null })) : found);
  });
  router.post('/units', async (request, response) => {
    authorise(request, 'organisation.write');
    const { effectiveFrom = today(), ...input } = parse(unitChangeSchema, request.body);
    answerVersioned(response, await store.organisation.createUnit({ ...input, effectiveFrom }), 201);
  });
  router.patch('/units/:unitId', async (request, response) => {
    authorise(request, 'organisation.write');
    const unitId = parseId<UnitId>(request, 'unitId');
    const { effectiveFrom = today(), ...input } = parse(unitChangeSchema, request.body);
    const version = getIfMatch(request);
    answerVersioned(response, await store.organisation.editUnit(unitId, version, { ...input, effectiveFrom }));
  });
  router.post('/units/:unitId/close', async (request, response) => {
    authorise(request, 'organisation.write');
    const unitId = parseId<UnitId>(request, 'unitId');
    const { effectiveFrom } = parse(organisationCloseSchema, request.body);
    answerVersioned(response, await store.organisation.closeUnit(unitId, getIfMatch(request), effectiveFrom));
  });
  router.get('/units/:unitId/history', async (request, response) => {
    authorise(request, 'organisation.read');
    answerVersioned(response, await store.organisation.getUnitHistory(parseId<UnitId>(request, 'unitId')));
  });
}

function addSiteRoutes(router: Router, { store }: ApiContext, today: () => LocalDate): void {
  router.get('/sites', async (request, response) => {
    const { role } = authorise(request, 'organisation.read');
    const { q, on = today() } = parse(organisationQuerySchema, request.query);
    const sites = await store.organisation.listSites(on);
    const found = sites.filter((site) => isFound(q, [site.name, site.shortName, site.unitName]));
    response.json(role === 'observer' ? found.map(hideReach) : found);
  });
  router.post('/sites', async (request, response) => {
    authorise(request, 'organisation.write');
    const { effectiveFrom = today(), ...input } = parse(siteChangeSchema, request.body);
    answerVersioned(response, await store.organisation.createSite({ ...input, effectiveFrom }), 201);
  });
  router.patch('/sites/:siteId', async (request, response) => {
    authorise(request, 'organisation.write');
    const siteId = parseId<SiteId>(request, 'siteId');
    const { effectiveFrom = today(), ...input } = parse(siteChangeSchema, request.body);
    const version = getIfMatch(request);
    answerVersioned(response, await store.organisation.editSite(siteId, version, { ...input, effectiveFrom }));
  });
  router.post('/sites/:siteId/close', async (request, response) => {
    authorise(request, 'organisation.write');
    const siteId = parseId<SiteId>(request, 'siteId');
    const { effectiveFrom } = parse(organisationCloseSchema, request.body);
    answerVersioned(response, await store.organisation.closeSite(siteId, getIfMatch(request), effectiveFrom));
  });
  router.get('/sites/:siteId/history', async (request, response) => {
    const { role } = authorise(request, 'organisation.read');
    const history = await store.organisation.getSiteHistory(parseId<SiteId>(request, 'siteId'));
    const versions = role === 'observer' ? history.versions.map(hidePhone) : history.versions;
    const shown = { ...history, versions };
    answerVersioned(response, shown);
  });
}

export function createAccountRoutes({ store, onSessionsEnded }: ApiContext): Router {
  const router = Router();

  router.get('/accounts', async (request, response) => {
    authorise(request, 'accounts.manage');
    response.json(await store.accounts.list(parse(onDaySchema, request.query).on));
  });
  router.post('/accounts', async (request, response) => {
    authorise(request, 'accounts.manage');
    answerVersioned(response, await store.accounts.create(parse(accountCreateSchema, request.body)), 201);
  });
  router.patch('/accounts/:accountId', async (request, response) => {
    authorise(request, 'accounts.manage');
    const accountId = parseId<AccountId>(request, 'accountId');
    const edit = parse(accountChangeSchema, request.body);
    const { account, sessionsEnded } = await store.accounts.edit(accountId, getIfMatch(request), edit);
    if (sessionsEnded) onSessionsEnded(accountId);
    answerVersioned(response, account);
  });
  router.get('/accounts/:accountId/history', async (request, response) => {
    authorise(request, 'accounts.manage');
    answerVersioned(response, await store.accounts.getHistory(parseId<AccountId>(request, 'accountId')));
  });
  router.get('/people', async (request, response) => {
    authorise(request, 'people.read');
    response.json(await store.accounts.listPeople(parse(onDaySchema, request.query).on));
  });

  return router;
}

function isFound(query: string, texts: readonly string[]): boolean {
  return texts.some((text) => matchesSearch(query, text));
}

/** How a site is reached is for those who work with it. */
function hideReach(site: SiteView): SiteView {
  return { ...site, backupPhone: null, email: null };
}

function hidePhone<Site extends { readonly backupPhone: string | null }>(site: Site): Site {
  return { ...site, backupPhone: null };
}
