// Access tokens of other systems, for administrators: made and shown once, listed without their secrets, revoked.

import { Router } from 'express';
import { tokenCreateSchema } from '../../contract/integration.ts';
import type { ApiContext } from '../context.ts';
import { authorise, parse, parseId } from '../request.ts';

export function createTokenRoutes({ store, clock }: ApiContext): Router {
  const router = Router();

  router.get('/tokens', async (request, response) => {
    authorise(request, 'integration.manage');
    response.json(await store.tokens.list());
  });
  router.post('/tokens', async (request, response) => {
    const { account } = authorise(request, 'integration.manage');
    const issued = await store.tokens.create(parse(tokenCreateSchema, request.body), account.accountId, clock());
    response.status(201).json(issued);
  });
  router.post('/tokens/:tokenId/revoke', async (request, response) => {
    authorise(request, 'integration.manage');
    await store.tokens.revoke(parseId<string>(request, 'tokenId'), clock());
    response.status(204).end();
  });

  return router;
}
