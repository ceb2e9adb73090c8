// Rule sets, the table of holidays and the office's settings over HTTP: read by those who plan, changed by administrators.

import { Router } from 'express';
import { approvalSettingWriteSchema } from '../../contract/index.ts';
import { holidaysEditSchema, ruleSetSchema } from '../../contract/rules.ts';
import type { ApiContext } from '../context.ts';
import { answerVersioned, authorise, getIfMatch, parse } from '../request.ts';

export function createPlanningRuleRoutes({ store }: ApiContext): Router {
  const router = Router();

  router.get('/rule-sets', async (request, response) => {
    authorise(request, 'planningRules.read');
    response.json(await store.planningRules.listRuleSets());
  });
  router.post('/rule-sets', async (request, response) => {
    authorise(request, 'planningRules.write');
    answerVersioned(response, await store.planningRules.createRuleSet(parse(ruleSetSchema, request.body)), 201);
  });
  router.patch('/rule-sets/:ruleSetId', async (request, response) => {
    authorise(request, 'planningRules.write');
    const input = parse(ruleSetSchema, request.body);
    const edited = await store.planningRules.editRuleSet(request.params.ruleSetId, getIfMatch(request), input);
    answerVersioned(response, edited);
  });

  router.get('/holidays', async (request, response) => {
    authorise(request, 'planningRules.read');
    answerVersioned(response, await store.planningRules.getHolidays());
  });
  router.patch('/holidays', async (request, response) => {
    authorise(request, 'planningRules.write');
    const edit = parse(holidaysEditSchema, request.body);
    answerVersioned(response, await store.planningRules.editHolidays(getIfMatch(request), edit));
  });

  router.get('/settings/approval', async (request, response) => {
    authorise(request, 'settings.read');
    answerVersioned(response, await store.settings.getApproval());
  });
  router.patch('/settings/approval', async (request, response) => {
    authorise(request, 'settings.write');
    const input = parse(approvalSettingWriteSchema, request.body);
    answerVersioned(response, await store.settings.editApproval(getIfMatch(request), input));
  });
  router.get('/state-secret-refusals', async (request, response) => {
    authorise(request, 'refusals.read');
    response.json(await store.life.listRefusals());
  });

  return router;
}
