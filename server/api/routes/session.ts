// Signing in and out, and what a person or a room sees of itself. Sets and clears the cookie; never sees a password hash.

import { Router } from 'express';
import { changePasswordSchema, type RoomView, signInSchema } from '../../contract/index.ts';
import { localDateOf } from '../../domain/scheduling/civilDate.ts';
import { AppError } from '../../lib/AppError.ts';
import type { ApiContext } from '../context.ts';
import { createSignInLimit } from '../guards.ts';
import { answerVersioned, authorise, findSession, parse } from '../request.ts';
import { clearSessionCookie, setSessionCookie } from '../sessions.ts';

export function createSessionRoutes(context: ApiContext): Router {
  const { store, clock, secureCookies } = context;
  const router = Router();

  router.post('/auth/sign-in', createSignInLimit(), async (request, response) => {
    const issued = await store.auth.signIn(parse(signInSchema, request.body), clock());
    const before = findSession(request);
    if (before !== undefined) await store.auth.signOut(before.token);
    setSessionCookie(response, issued.token, issued.expiresAt, secureCookies);
    answerVersioned(response, await store.accounts.get(issued.account.accountId));
  });

  router.post('/auth/sign-out', async (request, response) => {
    const session = findSession(request);
    if (session !== undefined) await store.auth.signOut(session.token);
    clearSessionCookie(response, secureCookies);
    response.status(204).end();
  });

  router.get('/me', async (request, response) => {
    const { account } = authorise(request, 'me.use');
    answerVersioned(response, await store.accounts.get(account.accountId));
  });

  router.post('/me/password', async (request, response) => {
    const { account, token } = authorise(request, 'me.use');
    await store.auth.changePassword(token, parse(changePasswordSchema, request.body), clock());
    context.onSessionsEnded(account.accountId);
    response.status(204).end();
  });

  router.get('/room', async (request, response) => {
    const { account } = authorise(request, 'room.read');
    if (account.siteId === null) throw new AppError('notFound');
    const [site, next] = await Promise.all([
      store.organisation.getSite(account.siteId, localDateOf(clock().toISOString())),
      store.schedule.findNextForSite(account.siteId, clock()),
    ]);
    const room: RoomView = {
      siteName: site.name,
      backupPhone: site.backupPhone,
      linkDownKbps: site.linkDownKbps,
      next,
    };
    response.json(room);
  });

  return router;
}
