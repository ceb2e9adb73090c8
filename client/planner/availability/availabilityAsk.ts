// What the form asks about busy times, and what a suggestion makes of the form. Pure; never reads the clock.

import { type ConferenceForm, type Directory, listOfficerSites } from '../conferenceForm.ts';
import { addDays, instantAt, isLocalDate, localDateOf, localTimeOf, parseTypedTime } from '../localTime.ts';
import { inPrecedence } from '../siteGroups.ts';
import type { AvailabilityAsk } from './planningApi.ts';

/** Days from the chosen one on in which a time is looked for: two weekly briefings. */
export const SEARCH_DAYS = 14;

export interface Wish {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The chosen time; null while day or times are incomplete. */
export function wishOf(form: ConferenceForm): Wish | null {
  const start = parseTypedTime(form.startTime);
  const end = parseTypedTime(form.endTime);
  if (!isLocalDate(form.date) || start === undefined || end === undefined) return null;
  const endDate = form.endsNextDay ? addDays(form.date, 1) : form.date;
  const wish = { startsAt: instantAt(form.date, start), endsAt: instantAt(endDate, end) };
  return minutesBetween(wish) < 5 || minutesBetween(wish) > 1440 ? null : wish;
}

/** null: not enough is chosen to ask. */
export function availabilityAskOf(
  form: ConferenceForm,
  directory: Directory,
  conferenceId: string | null,
): AvailabilityAsk | null {
  const wish = wishOf(form);
  if (wish === null || form.chairId === null) return null;
  const siteIds = new Set([...form.siteIds, ...listOfficerSites(form, directory.people)]);
  return {
    from: form.date,
    to: addDays(form.date, SEARCH_DAYS - 1),
    chairIds: [form.chairId, ...form.coChairIds.filter((id) => id !== form.chairId)],
    siteIds: [...inPrecedence([...siteIds], directory.sites)],
    durationMinutes: minutesBetween(wish),
    wishedAt: wish.startsAt,
    conferenceId,
  };
}

/** The fields of the form a suggestion sets. */
export function toFormTime(slot: Wish): Pick<ConferenceForm, 'date' | 'startTime' | 'endTime' | 'endsNextDay'> {
  return {
    date: localDateOf(slot.startsAt),
    startTime: localTimeOf(slot.startsAt),
    endTime: localTimeOf(slot.endsAt),
    endsNextDay: localDateOf(slot.startsAt) !== localDateOf(slot.endsAt),
  };
}

function minutesBetween({ startsAt, endsAt }: Wish): number {
  return Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
}
