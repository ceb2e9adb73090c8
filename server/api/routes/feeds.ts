// Calendar feeds: making and revoking private addresses, and the one address that calendar programs read without a cookie
// (ADR 0059). The token opens one read-only calendar; it is never logged and never told twice.

import { Router } from 'express';
import { type ConferenceSummary, type FeedCreated, type FeedId, feedCreateSchema } from '../../contract/index.ts';
import { AppError } from '../../lib/AppError.ts';
import type { CalendarEvent } from '../../records/calendar/model.ts';
import { writeFeed } from '../../records/calendar/writeCalendar.ts';
import type { ApiContext } from '../context.ts';
import { createFeedLimit } from '../guards.ts';
import { isAllowed, listVisibleStatuses } from '../policy.ts';
import type { CalendarEntry } from '../ports.ts';
import { authorise, parse, parseId } from '../request.ts';

const DAY_MS = 86_400_000;
/** How far a feed reaches back and ahead: last month's record, next year's series. */
const PAST_MS = 31 * DAY_MS;
const AHEAD_MS = 366 * DAY_MS;
const FEED_NAME = 'Lịch họp trực tuyến';
/** A token is 32 bytes in base64url. */
const FEED_PATH = /^\/feeds\/([\w-]{43})\.ics$/u;
const NOT_TAKING_PLACE: ReadonlySet<ConferenceSummary['status']> = new Set(['cancelled', 'postponed']);

/** Under /api, for the owner. */
export function createFeedRoutes({ store, clock }: ApiContext): Router {
  const router = Router();

  router.get('/feeds', async (request, response) => {
    const { account } = authorise(request, 'feeds.use');
    response.json(await store.feeds.list(account.accountId));
  });

  router.post('/feeds', async (request, response) => {
    const { account } = authorise(request, 'feeds.use');
    const { name } = parse(feedCreateSchema, request.body);
    const { feed, token } = await store.feeds.create(account.accountId, name, clock());
    response.status(201).json({ feed, path: `/feeds/${token}.ics` } satisfies FeedCreated);
  });

  router.delete('/feeds/:feedId', async (request, response) => {
    const { account } = authorise(request, 'feeds.use');
    await store.feeds.revoke(account.accountId, parseId<FeedId>(request, 'feedId'));
    response.status(204).end();
  });

  return router;
}

/** Outside /api, for calendar programs. Shows what an observer may see, never a draft: the address lives on phones. */
export function createFeedDoor({ store, clock }: ApiContext): Router {
  const router = Router();

  router.get(FEED_PATH, createFeedLimit(), async (request, response) => {
    const owner = await store.feeds.find(request.params[0] ?? '', clock());
    if (owner === undefined || !isAllowed(owner.role, 'feeds.use')) throw new AppError('notFound');
    const now = clock();
    const entries = await store.planning.listCalendar({
      from: new Date(now.getTime() - PAST_MS),
      to: new Date(now.getTime() + AHEAD_MS),
      siteId: null,
      statuses: listVisibleStatuses('observer'),
    });
    const base = `${request.protocol}://${request.host}`;
    const text = writeFeed(
      FEED_NAME,
      entries.map((entry) => toEvent(entry, base, now)),
    );
    response
      .set({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' })
      .attachment('lich-hop.ics')
      .type('text/calendar; charset=utf-8')
      .send(text);
  });

  return router;
}

function toEvent(entry: CalendarEntry, base: string, now: Date): CalendarEvent {
  return {
    id: entry.conferenceId,
    sequence: entry.version,
    startsAt: entry.startsAt,
    endsAt: entry.endsAt,
    title: entry.title,
    location: entry.place ?? 'Trực tuyến',
    description: `Chủ trì: ${entry.chairName}. ${entry.siteCount} điểm cầu.`,
    url: URL.canParse(base) ? `${base}/conferences/${entry.conferenceId}` : null,
    cancelled: NOT_TAKING_PLACE.has(entry.status),
    categories: ['Họp trực tuyến'],
    stampedAt: now.toISOString(),
    recurrence: null,
    replaces: null,
  };
}
