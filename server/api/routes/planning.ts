// Free and busy times and the link check. Reads what the rules need and asks the domain; refuses no booking: the database does.

import { Router } from 'express';
import {
  type AvailabilityAsk,
  type AvailabilityView,
  availabilityAskSchema,
  type LinkCheckView,
  linkCheckAskSchema,
  type Role,
  type SiteId,
  type SiteView,
} from '../../contract/index.ts';
import type { LocalDate, WorkingHours } from '../../contract/rules.ts';
import { addDays, epochOf, instantOf, localDateOf, minutesOf } from '../../domain/scheduling/civilDate.ts';
import { explainWish, listBusy, type Planner, suggestSlots } from '../../domain/scheduling/freeBusy.ts';
import { checkLinks } from '../../domain/scheduling/linkCheck.ts';
import { createCalendar, isWorkingDay } from '../../domain/scheduling/workingDays.ts';
import { AppError } from '../../lib/AppError.ts';
import type { ApiContext } from '../context.ts';
import { listVisibleStatuses } from '../policy.ts';
import type { BusyBooking } from '../ports.ts';
import { authorise, parse } from '../request.ts';

/** Suggested times begin on the half hour, as invitations do. */
const STEP_MINUTES = 30;
/** Enough to choose from, few enough to read at a glance. */
const SUGGESTIONS = 6;
/** Stands for the title of what this reader may not know; presented as null. */
const HIDDEN = 'phiên họp chưa phát hành';

export function createPlanningRoutes(context: ApiContext): Router {
  const { store, clock } = context;
  const router = Router();

  router.post('/planning/availability', async (request, response) => {
    const { role } = authorise(request, 'planning.use');
    const ask = parse(availabilityAskSchema, request.body);
    response.json(presentAvailability(ask, await readPlanner(context, ask, role), clock()));
  });

  router.post('/planning/link-check', async (request, response) => {
    authorise(request, 'planning.use');
    const { on, siteIds, chairSiteId, ...ask } = parse(linkCheckAskSchema, request.body);
    const day = on ?? localDateOf(clock().toISOString());
    const sites = chooseSites(await store.organisation.listSites(day), siteIds);
    const chair = chairSiteId ?? sites.find((site) => site.isHub)?.siteId ?? sites[0]?.siteId;
    if (chair === undefined || !sites.some((site) => site.siteId === chair)) throw refuse('chairSiteId');
    const view: LinkCheckView = {
      sites: checkLinks({ ...ask, sites, chairSiteId: chair }).map(({ siteId, name, verdict, down, up, sentence }) => ({
        siteId,
        name,
        verdict,
        down: { needKbps: down.needKbps, haveKbps: down.haveKbps, verdict: down.verdict },
        up: { needKbps: up.needKbps, haveKbps: up.haveKbps, verdict: up.verdict },
        ...sentence,
      })),
    };
    response.json(view);
  });

  return router;
}

interface NamedPlanner extends Planner {
  readonly names: ReadonlyMap<string, string>;
}

/** Everything the domain needs to know; titles this role may not read are already hidden in it. Errors: invalidInput. */
async function readPlanner({ store }: ApiContext, ask: AvailabilityAsk, role: Role): Promise<NamedPlanner> {
  const [people, allSites, { days }, { workingHours }, bookings] = await Promise.all([
    store.accounts.listPeople(),
    store.organisation.listSites(ask.from),
    store.planningRules.getHolidays(),
    store.settings.getWorkingHours(),
    store.planning.listBusy({
      from: new Date(instantOf(ask.from, '00:00')),
      to: new Date(instantOf(addDays(ask.to, 1), '00:00')),
      chairIds: ask.chairIds,
      siteIds: ask.siteIds,
    }),
  ]);
  const chairs = ask.chairIds.map((id) => {
    const person = people.find(({ accountId }) => accountId === id);
    if (person === undefined) throw refuse('chairIds');
    return { resource: 'chair' as const, resourceId: person.accountId, name: person.name };
  });
  const sites = chooseSites(allSites, ask.siteIds).map((site) => ({
    resource: 'site' as const,
    resourceId: site.siteId,
    name: site.name,
  }));
  const resources = [...chairs, ...sites];
  const names = new Map(resources.map(({ resourceId, name }) => [resourceId, name]));
  return {
    names,
    resources,
    bookings: bookings.map((booking) => presentBooking(booking, names, role)),
    calendar: createCalendar(days),
    workingHours,
    ignoreConferenceId: ask.conferenceId,
  };
}

function presentBooking(
  booking: BusyBooking,
  names: ReadonlyMap<string, string>,
  role: Role,
): Planner['bookings'][number] {
  const { resource, resourceId, conferenceId } = booking;
  return {
    resource,
    resourceId,
    conferenceId,
    resourceName: names.get(resourceId) ?? '',
    conferenceTitle: listVisibleStatuses(role).includes(booking.status) ? booking.title : HIDDEN,
    startsAt: booking.startsAt.toISOString(),
    endsAt: booking.endsAt.toISOString(),
  };
}

function presentAvailability(ask: AvailabilityAsk, planner: NamedPlanner, now: Date): AvailabilityView {
  const acrossLunch = ask.durationMinutes > longestHalf(planner.workingHours);
  const days = listDays(ask);
  const wish = toWish(ask);
  return {
    rows: listBusy(planner).map(({ resource, resourceId, busy }) => ({
      resource: resource === 'chair' ? 'chair' : 'site',
      resourceId,
      name: planner.names.get(resourceId) ?? '',
      busy: busy.map(({ startsAt, endsAt, conferenceTitles }) => ({
        startsAt,
        endsAt,
        titles: conferenceTitles.map((title) => (title === HIDDEN ? null : title)),
      })),
    })),
    workingHours: planner.workingHours,
    workingDays: days.filter((day) => isWorkingDay(planner.calendar, day)),
    refusals:
      wish === null
        ? []
        : explainWish(planner, wish, { acrossLunch, now: now.toISOString() }).map(({ code, booking, vi, en }) => ({
            code,
            resourceId: booking?.resourceId ?? null,
            vi,
            en,
          })),
    suggestions: suggestSlots(planner, {
      window: { from: ask.from, to: ask.to },
      durationMinutes: ask.durationMinutes,
      stepMinutes: STEP_MINUTES,
      acrossLunch,
      notBefore: now.toISOString(),
      wished: wish?.startsAt ?? null,
      limit: SUGGESTIONS,
    }),
  };
}

/** A conference longer than the longest half day must run through the pause. Shape: minutes. */
function longestHalf(workingHours: WorkingHours): number {
  return Math.max(...workingHours.map((half) => minutesOf(half.to) - minutesOf(half.from)));
}

/** The wished time. Errors: invalidInput when it lies outside the days looked at, whose bookings alone are known. */
function toWish({ wishedAt, durationMinutes, from, to }: AvailabilityAsk): { startsAt: string; endsAt: string } | null {
  if (wishedAt === null) return null;
  const start = Date.parse(wishedAt);
  const end = start + durationMinutes * 60_000;
  if (start < epochOf(from, '00:00') || end > epochOf(addDays(to, 1), '00:00')) throw refuse('wishedAt');
  return { startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() };
}

function listDays({ from, to }: AvailabilityAsk): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** In order of precedence. Errors: invalidInput for a site that is not there. */
function chooseSites(all: readonly SiteView[], siteIds: readonly SiteId[]): SiteView[] {
  const wanted = new Set(siteIds);
  const chosen = all.filter((site) => wanted.has(site.siteId));
  if (chosen.length < wanted.size) throw refuse('siteIds');
  return chosen;
}

function refuse(field: string): AppError {
  return new AppError('invalidInput', { details: [{ code: 'custom', path: [field], message: '' }] });
}
