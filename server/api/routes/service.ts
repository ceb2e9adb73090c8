// What machines ask: is it alive, is it ready, what does it count. No names, no sessions.

import { Router } from 'express';
import type { ApiContext } from '../context.ts';

export function createServiceRoutes({ health, metrics }: ApiContext): Router {
  const router = Router();

  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const { ready, checks } = await health();
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ready' : 'notReady', checks });
  });
  router.get('/metrics', async (_request, response) => {
    response
      .type('text/plain; version=0.0.4; charset=utf-8')
      .set('Cache-Control', 'no-store')
      .send(await metrics());
  });

  return router;
}
