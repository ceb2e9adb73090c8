// The schedule over HTTP: who sees which conference and how much of it, and who changes it. Booking is the store's.

import { Router } from 'express';
import {
  type ConferenceId,
  type ConferenceView,
  conferenceCancelSchema,
  conferenceEditSchema,
  conferenceListSchema,
  conferenceWriteSchema,
} from '../../contract/index.ts';
import { matchesSearch } from '../../domain/text/fold.ts';
import { AppError } from '../../lib/AppError.ts';
import type { ApiContext } from '../context.ts';
import { isScopedToSite, listVisibleStatuses } from '../policy.ts';
import type { SessionAccount } from '../ports.ts';
import { answerVersioned, authorise, findIfMatch, getIfMatch, parse, parseId } from '../request.ts';

/** How far back a list without `from` reaches. */
const DEFAULT_PAST_MS = 31 * 86_400_000;

export function createConferenceRoutes({ store, clock, onConferenceChanged }: ApiContext): Router {
  const router = Router();

  router.get('/conferences', async (request, response) => {
    const { account, role } = authorise(request, 'conferences.read');
    const { from, to, q } = parse(conferenceListSchema, request.query);
    const listed = await store.schedule.list({
      from: from === undefined ? new Date(clock().getTime() - DEFAULT_PAST_MS) : new Date(from),
      to: to === undefined ? null : new Date(to),
      siteId: isScopedToSite(role) ? account.siteId : null,
      statuses: listVisibleStatuses(role),
    });
    const isFound = (text: string) => q === undefined || matchesSearch(q, text);
    response.json(listed.filter((conference) => isFound(conference.title) || isFound(conference.chairName)));
  });

  router.post('/conferences', async (request, response) => {
    const { account } = authorise(request, 'conferences.write');
    const input = parse(conferenceWriteSchema, request.body);
    if (input.containsStateSecret === true) {
      await store.life.keepRefusal(input.title, account, clock());
      throw new AppError('stateSecret');
    }
    const created = await store.schedule.create(input, clock(), account);
    onConferenceChanged(created.conferenceId);
    answerVersioned(response, created, 201);
  });

  router.get('/conferences/:conferenceId', async (request, response) => {
    const { account } = authorise(request, 'conferences.read');
    const conference = await store.schedule.get(parseId<ConferenceId>(request, 'conferenceId'));
    answerVersioned(response, presentFor(account, conference));
  });

  router.patch('/conferences/:conferenceId', async (request, response) => {
    const { account } = authorise(request, 'conferences.write');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    const edit = parse(conferenceEditSchema, request.body);
    const edited = await store.schedule.edit(conferenceId, getIfMatch(request), edit, clock(), account);
    onConferenceChanged(conferenceId);
    answerVersioned(response, edited);
  });

  router.post('/conferences/:conferenceId/publish', async (request, response) => {
    const { account } = authorise(request, 'conferences.write');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    const published = await store.schedule.publish(conferenceId, findIfMatch(request), clock(), account);
    onConferenceChanged(conferenceId);
    answerVersioned(response, published);
  });

  router.post('/conferences/:conferenceId/cancel', async (request, response) => {
    const { account } = authorise(request, 'conferences.write');
    const conferenceId = parseId<ConferenceId>(request, 'conferenceId');
    const reason = parse(conferenceCancelSchema, request.body);
    const cancelled = await store.schedule.cancel(conferenceId, findIfMatch(request), reason, clock(), account);
    onConferenceChanged(conferenceId);
    answerVersioned(response, cancelled);
  });

  return router;
}

/** What this account sees of it. Errors: notFound for what it does not see at all, as if it did not exist. */
export function presentFor(account: SessionAccount, conference: ConferenceView): ConferenceView {
  if (!listVisibleStatuses(account.role).includes(conference.status)) throw new AppError('notFound');
  if (!isScopedToSite(account.role)) return conference;
  const own = conference.sites.filter((site) => site.siteId === account.siteId);
  if (own.length === 0) throw new AppError('notFound');
  return { ...conference, sites: own, secretaries: [], cancelNote: null };
}
