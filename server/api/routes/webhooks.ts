// Webhook subscriptions of other systems, for administrators: made with a secret shown once, edited, paused, tried out, removed, and what
// became of their calls.

import { Router } from 'express';
import { webhookCreateSchema, webhookEditSchema } from '../../contract/webhooks.ts';
import type { WebhookActor } from '../../jobs/webhooks/ports.ts';
import type { ApiContext } from '../context.ts';
import type { SessionAccount } from '../ports.ts';
import { answerVersioned, authorise, getIfMatch, parse, parseId } from '../request.ts';

export function createWebhookRoutes({ webhooks, clock }: ApiContext): Router {
  const router = Router();

  router.get('/webhooks', async (request, response) => {
    authorise(request, 'integration.manage');
    response.json(await webhooks.list());
  });
  router.post('/webhooks', async (request, response) => {
    const { account } = authorise(request, 'integration.manage');
    const issued = await webhooks.create(parse(webhookCreateSchema, request.body), toActor(account), clock());
    response.status(201).json(issued);
  });
  router.patch('/webhooks/:subscriptionId', async (request, response) => {
    const { account } = authorise(request, 'integration.manage');
    const version = getIfMatch(request);
    const edit = parse(webhookEditSchema, request.body);
    const subscriptionId = parseId<string>(request, 'subscriptionId');
    answerVersioned(response, await webhooks.edit(subscriptionId, version, edit, toActor(account)));
  });
  router.delete('/webhooks/:subscriptionId', async (request, response) => {
    const { account } = authorise(request, 'integration.manage');
    await webhooks.remove(parseId<string>(request, 'subscriptionId'), toActor(account));
    response.status(204).end();
  });
  router.get('/webhooks/:subscriptionId/deliveries', async (request, response) => {
    authorise(request, 'integration.manage');
    response.json(await webhooks.listDeliveries(parseId<string>(request, 'subscriptionId')));
  });
  router.post('/webhooks/:subscriptionId/test', async (request, response) => {
    authorise(request, 'integration.manage');
    // Whoever asked and left waits for no receiver.
    const left = new AbortController();
    response.on('close', () => left.abort());
    response.json(await webhooks.test(parseId<string>(request, 'subscriptionId'), clock(), left.signal));
  });

  return router;
}

function toActor({ accountId, name }: SessionAccount): WebhookActor {
  return { accountId, name };
}
