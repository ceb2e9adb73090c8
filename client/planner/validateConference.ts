// What the conference form must hold before it is sent: the contract's limits, said at the field they belong to.
// Pure; answers codes, the page turns them into words. The server checks everything again.

import type { PersonView } from '../../server/contract/http.ts';
import { LIMITS } from '../../server/contract/limits.ts';
import { type AgendaDraft, type ConferenceForm, listOfficerSites } from './conferenceForm.ts';
import { addDays, instantAt, isLocalDate, parseTypedTime } from './localTime.ts';

export type FormProblem =
  | 'titleMissing'
  | 'titleTooLong'
  | 'dateInvalid'
  | 'timeInvalid'
  | 'endBeforeStart'
  | 'endPast'
  | 'tooLong'
  | 'chairMissing'
  | 'chairGone'
  | 'coChairGone'
  | 'secretaryGone'
  | 'chairWithoutSite'
  | 'coChairWithoutSite'
  | 'coChairIsChair'
  | 'tooManyCoChairs'
  | 'secretaryMissing'
  | 'tooManySecretaries'
  | 'sitesMissing'
  | 'tooManySites'
  | 'itemTitleMissing'
  | 'minutesInvalid'
  | 'limitInvalid'
  | 'tooManyItems';

/** Officers of one kind a conference may have (conferenceWriteSchema). */
const MAX_OFFICERS = 5;
const MAX_ITEM_MINUTES = 1440;

/**
 * Field path (`agenda.0.title`) → what is wrong there; empty when the form can be sent.
 * Shape: `people` those of the conference's day; `now` null when the end may lie in the past (it is not being moved).
 */
export function validateConference(
  form: ConferenceForm,
  people: readonly PersonView[],
  now: number | null,
): Record<string, FormProblem> {
  const problems: Record<string, FormProblem | undefined> = {
    title: checkTitle(form.title, 'titleMissing'),
    date: isLocalDate(form.date) ? undefined : 'dateInvalid',
    startTime: parseTypedTime(form.startTime) === undefined ? 'timeInvalid' : undefined,
    endTime: checkEnd(form, now),
    chairId: checkChair(form, people),
    coChairIds: checkCoChairs(form, people),
    secretaryIds: checkSecretaries(form, people),
    siteIds: checkCount(
      new Set([...form.siteIds, ...listOfficerSites(form, people)]).size,
      LIMITS.sitesPerConference,
      'sitesMissing',
      'tooManySites',
    ),
    agenda: form.agenda.length > LIMITS.agendaItems ? 'tooManyItems' : undefined,
  };
  for (const [index, item] of form.agenda.entries()) Object.assign(problems, checkItem(item, index));
  return Object.fromEntries(
    Object.entries(problems).filter((entry): entry is [string, FormProblem] => entry[1] !== undefined),
  );
}

function checkTitle(title: string, missing: FormProblem): FormProblem | undefined {
  const length = title.normalize('NFC').trim().length;
  if (length === 0) return missing;
  return length > LIMITS.titleLength ? 'titleTooLong' : undefined;
}

function checkEnd(form: ConferenceForm, now: number | null): FormProblem | undefined {
  const start = parseTypedTime(form.startTime);
  const end = parseTypedTime(form.endTime);
  if (end === undefined) return 'timeInvalid';
  if (start === undefined || !isLocalDate(form.date)) return undefined;
  const startsAt = Date.parse(instantAt(form.date, start));
  const endsAt = Date.parse(instantAt(form.endsNextDay ? addDays(form.date, 1) : form.date, end));
  if (endsAt <= startsAt) return 'endBeforeStart';
  if (endsAt - startsAt > LIMITS.conferenceHours * 3_600_000) return 'tooLong';
  return now !== null && endsAt <= now ? 'endPast' : undefined;
}

function checkChair(form: ConferenceForm, people: readonly PersonView[]): FormProblem | undefined {
  if (form.chairId === null) return 'chairMissing';
  if (!isThere(form.chairId, 'chair', people)) return 'chairGone';
  return hasNoSite(form.chairId, people) ? 'chairWithoutSite' : undefined;
}

function checkCoChairs(form: ConferenceForm, people: readonly PersonView[]): FormProblem | undefined {
  if (form.coChairIds.length > MAX_OFFICERS) return 'tooManyCoChairs';
  if (form.chairId !== null && form.coChairIds.includes(form.chairId)) return 'coChairIsChair';
  if (form.coChairIds.some((id) => !isThere(id, 'chair', people))) return 'coChairGone';
  return form.coChairIds.some((id) => hasNoSite(id, people)) ? 'coChairWithoutSite' : undefined;
}

function checkSecretaries({ secretaryIds }: ConferenceForm, people: readonly PersonView[]): FormProblem | undefined {
  const problem = checkCount(secretaryIds.length, MAX_OFFICERS, 'secretaryMissing', 'tooManySecretaries');
  if (problem !== undefined) return problem;
  return secretaryIds.some((id) => !isThere(id, 'secretary', people)) ? 'secretaryGone' : undefined;
}

function isThere(accountId: string, role: PersonView['role'], people: readonly PersonView[]): boolean {
  return people.some((person) => person.accountId === accountId && person.role === role);
}

function hasNoSite(accountId: string, people: readonly PersonView[]): boolean {
  return people.some((person) => person.accountId === accountId && person.siteId === null);
}

function checkCount(count: number, most: number, none: FormProblem, many: FormProblem): FormProblem | undefined {
  if (count === 0) return none;
  return count > most ? many : undefined;
}

function checkItem(item: AgendaDraft, index: number): Record<string, FormProblem | undefined> {
  const limit = item.speakingLimitMinutes;
  return {
    [`agenda.${index}.title`]: checkTitle(item.title, 'itemTitleMissing'),
    [`agenda.${index}.durationMinutes`]: isWholeMinutes(item.durationMinutes) ? undefined : 'minutesInvalid',
    [`agenda.${index}.speakingLimitMinutes`]: limit === '' || isLimit(limit) ? undefined : 'limitInvalid',
  };
}

function isWholeMinutes(minutes: number | ''): boolean {
  return minutes !== '' && Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_ITEM_MINUTES;
}

function isLimit(minutes: number): boolean {
  const seconds = Math.round(minutes * 60);
  return seconds >= 1 && seconds <= LIMITS.speakingLimitSeconds;
}
