// Answers of invited sites: by the room's own account, by a signed link without any account, and the secretariat's table of them.
// A link opens one site's answer to one conference and nothing else; its token comes in a body, so that no log keeps it.

import { Router } from 'express';
import {
  answerByLinkSchema,
  answerLinkSchema,
  consentWriteSchema,
  siteAnswerWriteSchema,
} from '../../contract/answers.ts';
import type { ConferenceId, SiteId } from '../../contract/index.ts';
import { AppError } from '../../lib/AppError.ts';
import type { ApiContext } from '../context.ts';
import { createLinkLimit } from '../guards.ts';
import type { SessionAccount } from '../ports.ts';
import { authorise, parse, parseId } from '../request.ts';
import { presentFor } from './conferences.ts';

/** Who answered, when nobody signed in. */
const BY_LINK = { name: 'Liên kết trong thư mời' };

export function createAnswerRoutes({ store, clock, invitations }: ApiContext): Router {
  const router = Router();
  const limit = createLinkLimit();

  router.get('/conferences/:conferenceId/answers', async (request, response) => {
    const { account } = authorise(request, 'invitations.read');
    const conference = presentFor(account, await store.schedule.get(parseId<ConferenceId>(request, 'conferenceId')));
    response.json(await store.answers.list(conference.conferenceId));
  });
  router.post('/conferences/:conferenceId/answers/:siteId/consent', async (request, response) => {
    const { account } = authorise(request, 'answers.consent');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    const { consent } = parse(consentWriteSchema, request.body);
    const { chair } = await store.schedule.get(conferenceId);
    if (account.role === 'chair' && chair.accountId !== account.accountId) throw new AppError('forbidden');
    const siteId = parseId<SiteId>(request, 'siteId');
    response.json(await store.answers.consent(conferenceId, siteId, consent, account));
  });

  router.get('/conferences/:conferenceId/answer', async (request, response) => {
    const { account } = authorise(request, 'answers.give');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    response.json(await store.answers.getOwn(conferenceId, siteOf(account), clock()));
  });
  router.post('/conferences/:conferenceId/answer', async (request, response) => {
    const { account } = authorise(request, 'answers.give');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    const answer = parse(siteAnswerWriteSchema, request.body);
    response.json(await store.answers.answer(conferenceId, siteOf(account), answer, account, clock()));
  });

  router.post('/answer-links/open', limit, async (request, response) => {
    const { conferenceId, siteId } = invitations.openLink(parse(answerLinkSchema, request.body).token, clock());
    response.json(await store.answers.getOwn(conferenceId, siteId, clock()));
  });
  router.post('/answer-links/answer', limit, async (request, response) => {
    const { token, answer } = parse(answerByLinkSchema, request.body);
    const { conferenceId, siteId } = invitations.openLink(token, clock());
    response.json(await store.answers.answer(conferenceId, siteId, answer, BY_LINK, clock()));
  });
  return router;
}

/** Errors: notFound for an account that sits nowhere. */
function siteOf(account: SessionAccount): SiteId {
  if (account.siteId === null) throw new AppError('notFound');
  return account.siteId;
}
