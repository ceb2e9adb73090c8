// The conference form and the contract: defaults, what a stored conference looks like in the form, what the form sends.
// Pure; validation lives beside it in validateConference.ts, and no widget is known here.

import type { z } from 'zod';
import type {
  AccountView,
  ConferenceView,
  conferenceWriteSchema,
  PersonView,
  SiteView,
} from '../../server/contract/http.ts';
import type { SpecialDay } from '../../server/contract/rules.ts';
import type { Mode } from '../../server/contract/state.ts';
import {
  addDays,
  instantAt,
  isLocalDate,
  type LocalDate,
  localDateOf,
  localTimeOf,
  nextWorkingDay,
  parseTypedTime,
} from './localTime.ts';
import { inPrecedence, inPrecedenceWithRest } from './siteGroups.ts';

export type ConferenceKind = ConferenceView['kind'];

/** One agenda item while it is being typed. `''`: an empty number field. */
export interface AgendaDraft {
  /** Identity on this page only, so that a row keeps its focus when moved. */
  readonly key: string;
  readonly title: string;
  readonly durationMinutes: number | '';
  /** Minutes of one turn; `''`: no limit. */
  readonly speakingLimitMinutes: number | '';
}

export interface ConferenceForm {
  readonly kind: ConferenceKind;
  readonly title: string;
  readonly date: LocalDate | '';
  /** As typed; `HH:mm` once left. */
  readonly startTime: string;
  readonly endTime: string;
  /** Only a conference over midnight has it. */
  readonly endsNextDay: boolean;
  readonly mode: Mode;
  readonly chairId: string | null;
  readonly coChairIds: string[];
  readonly secretaryIds: string[];
  readonly siteIds: string[];
  readonly agenda: AgendaDraft[];
}

/** What is sent. */
export type ConferenceWrite = z.input<typeof conferenceWriteSchema>;

/** Minutes of one turn when nobody said otherwise: a district's opinion (domain §3.3). */
export const DEFAULT_SPEAKING_MINUTES = 5;
const DEFAULT_ITEM_MINUTES = 15;
const DEFAULT_START = '08:00';
const DEFAULT_END = '11:00';

/** Everybody and every site the form chooses from. */
export interface Directory {
  readonly people: readonly PersonView[];
  readonly sites: readonly SiteView[];
}

export function listChairs(people: readonly PersonView[]): readonly PersonView[] {
  return people.filter((person) => person.role === 'chair');
}

export function listSecretaries(people: readonly PersonView[]): readonly PersonView[] {
  return people.filter((person) => person.role === 'secretary');
}

/** A new conference: the next working day 08:00–11:00, giao ban, me as secretary, the first chair, the hub. */
export function newConferenceForm(
  directory: Directory,
  me: Pick<AccountView, 'accountId'>,
  now: number,
  specialDays: readonly SpecialDay[],
): ConferenceForm {
  const chair = listChairs(directory.people).find((person) => person.siteId !== null);
  const secretaries = listSecretaries(directory.people);
  const hubs = directory.sites.filter((site) => site.isHub).map((site) => site.siteId);
  return {
    kind: 'giaoBan',
    title: '',
    date: nextWorkingDay(now, specialDays),
    startTime: DEFAULT_START,
    endTime: DEFAULT_END,
    endsNextDay: false,
    mode: 'giaoBan',
    chairId: chair?.accountId ?? null,
    coChairIds: [],
    secretaryIds: secretaries.some((person) => person.accountId === me.accountId) ? [me.accountId] : [],
    siteIds: [...inPrecedence(chair?.siteId ? [...hubs, chair.siteId] : hubs, directory.sites)],
    agenda: [],
  };
}

/** An empty agenda row. `key` must be new on the page. */
export function newAgendaDraft(key: string): AgendaDraft {
  return { key, title: '', durationMinutes: DEFAULT_ITEM_MINUTES, speakingLimitMinutes: DEFAULT_SPEAKING_MINUTES };
}

/** A stored conference as the form shows it. */
export function toConferenceForm(view: ConferenceView): ConferenceForm {
  const date = localDateOf(view.startsAt);
  return {
    kind: view.kind,
    title: view.title,
    date,
    startTime: localTimeOf(view.startsAt),
    endTime: localTimeOf(view.endsAt),
    endsNextDay: localDateOf(view.endsAt) !== date,
    mode: view.mode,
    chairId: view.chair.accountId,
    coChairIds: view.coChairs.map((person) => person.accountId),
    secretaryIds: view.secretaries.map((person) => person.accountId),
    siteIds: view.sites.map((site) => site.siteId),
    agenda: view.agenda.map((item) => ({
      key: item.itemId,
      title: item.title,
      durationMinutes: item.durationMinutes,
      speakingLimitMinutes: item.speakingLimitSeconds === null ? '' : item.speakingLimitSeconds / 60,
    })),
  };
}

/** What the form sends. Shape: instants UTC, sites in precedence with the officers' sites among them. Only for a form that validates. */
export function toConferenceWrite(form: ConferenceForm, directory: Directory): ConferenceWrite {
  const endDate = form.endsNextDay ? addDays(form.date, 1) : form.date;
  return {
    kind: form.kind,
    title: tidy(form.title),
    startsAt: instantAt(form.date, parseTypedTime(form.startTime) ?? form.startTime),
    endsAt: instantAt(endDate, parseTypedTime(form.endTime) ?? form.endTime),
    mode: form.mode,
    chairId: form.chairId ?? '',
    coChairIds: form.coChairIds.filter((id) => id !== form.chairId),
    secretaryIds: form.secretaryIds,
    siteIds: [...inPrecedenceWithRest([...form.siteIds, ...listOfficerSites(form, directory.people)], directory.sites)],
    agenda: form.agenda.map((item) => ({
      title: tidy(item.title),
      durationMinutes: Number(item.durationMinutes),
      speakingLimitSeconds: item.speakingLimitMinutes === '' ? null : Math.round(item.speakingLimitMinutes * 60),
    })),
  };
}

/** What the deadline assistant is asked about the form as typed; undefined while it has no times. */
export function toDeadlineQuestion({ kind, date, startTime, endTime, endsNextDay }: ConferenceForm) {
  const start = parseTypedTime(startTime);
  const end = parseTypedTime(endTime);
  if (!isLocalDate(date) || start === undefined || end === undefined || (!endsNextDay && end <= start))
    return undefined;
  return { kind, startsAt: instantAt(date, start), endsAt: instantAt(endsNextDay ? addDays(date, 1) : date, end) };
}

/** Only what differs from the stored conference; both ends of the time when either moved. */
export function toConferenceEdit(
  form: ConferenceForm,
  base: ConferenceForm,
  directory: Directory,
): Partial<ConferenceWrite> {
  const mine = toConferenceWrite(form, directory);
  const stored = toConferenceWrite(base, directory);
  const changed = (field: keyof ConferenceWrite) => JSON.stringify(mine[field]) !== JSON.stringify(stored[field]);
  const timeMoved = changed('startsAt') || changed('endsAt');
  const fields = (Object.keys(mine) as (keyof ConferenceWrite)[]).filter(
    (field) => changed(field) || (timeMoved && (field === 'startsAt' || field === 'endsAt')),
  );
  return Object.fromEntries(fields.map((field) => [field, mine[field]]));
}

/** Sites that must be in because the chair or a co-chair sits there. */
export function listOfficerSites(
  form: { readonly chairId: string | null; readonly coChairIds: readonly string[] },
  people: readonly PersonView[],
): readonly string[] {
  const officers = new Set([form.chairId, ...form.coChairIds]);
  const siteIds = people.filter((person) => officers.has(person.accountId)).map((person) => person.siteId);
  return [...new Set(siteIds.filter((siteId) => siteId !== null))];
}

/** The list with one row moved; unchanged at either end. */
export function moveAgendaItem<T>(items: readonly T[], from: number, to: number): T[] {
  const moved = items[from];
  if (moved === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, moved);
}

function tidy(text: string): string {
  return text.normalize('NFC').trim();
}
