// The deadline assistant (rules DL*): what must be sent by when, what is late, what to offer. It warns and never blocks.
// Pure: gets the rule set, the calendar and the time.

import type { CONFERENCE_KINDS } from '../../contract/http.ts';
import type { LocalDate, RuleSet } from '../../contract/rules.ts';
import { localDateOf } from './civilDate.ts';
import * as sentences from './deadlineSentences.ts';
import { describeRuleSet } from './ruleSets.ts';
import type { Sentence } from './wording.ts';
import { countWorkingDays, describeDayOff, lastDayAfter, lastSendingDay, type WorkingCalendar } from './workingDays.ts';

export type ConferenceKind = (typeof CONFERENCE_KINDS)[number];

/** Everything the assistant looks at; instants are ISO 8601. */
export interface DeadlineQuestion {
  readonly conference: { readonly kind: ConferenceKind; readonly startsAt: string; readonly endsAt: string };
  /** The one in force on the day of the meeting; undefined: none is known. */
  readonly ruleSet: RuleSet | undefined;
  readonly calendar: WorkingCalendar;
  readonly now: string;
  /** When it was done; null: not yet. */
  readonly done: {
    readonly invitationSentAt: string | null;
    readonly papersSentAt: string | null;
    readonly concludedAt: string | null;
  };
}

export type DeadlineId = 'invitation' | 'papers' | 'conclusion';

/** One deadline. due: not done, and there is still time. */
export interface Deadline {
  readonly id: DeadlineId;
  readonly state: 'met' | 'due' | 'late' | 'exempt';
  /** Last day that keeps the rule; null: exempt. */
  readonly dueDate: LocalDate | null;
  readonly doneOn: LocalDate | null;
  readonly requiredWorkingDays: number;
  /** Invitation and papers: working days before the meeting. Conclusion: working days past the limit. As done, else as if done now. */
  readonly workingDays: number;
}

export interface Warning extends Sentence {
  readonly code:
    | 'noRuleSet'
    | 'ruleSetUnconfirmed'
    | 'calendarIncomplete'
    | 'notWorkingDay'
    | 'outOfScope'
    | 'invitationLate'
    | 'papersLate'
    | 'conclusionLate'
    | 'tooLong';
  /** notice: worth knowing. warning: the rule is not kept. */
  readonly level: 'notice' | 'warning';
}

export interface DeadlineAdvice {
  /** "Bộ quy định áp dụng: …". */
  readonly ruleSet: Sentence;
  /** In the order invitation, papers, conclusion; empty without a rule set. */
  readonly deadlines: readonly Deadline[];
  readonly warnings: readonly Warning[];
  /** True if turning the meeting into a họp đột xuất would make it regular, and there is still time to. */
  readonly offerDotXuat: boolean;
}

/** The advice for one conference at one moment. Never refuses: the office decides. */
export function adviseDeadlines(question: DeadlineQuestion): DeadlineAdvice {
  const { ruleSet } = question;
  if (ruleSet === undefined) {
    const warnings = [sentences.noRuleSet(), ...adviseDay(question)];
    return { ruleSet: describeRuleSet(undefined), deadlines: [], warnings, offerDotXuat: false };
  }
  const deadlines = [
    sendingDeadline(question, ruleSet, 'invitation'),
    sendingDeadline(question, ruleSet, 'papers'),
    conclusionDeadline(question, ruleSet),
  ];
  const offerDotXuat = isOffered(question, ruleSet, deadlines);
  return {
    ruleSet: describeRuleSet(ruleSet),
    deadlines,
    warnings: [
      ...adviseRuleSet(question, ruleSet),
      ...adviseDay(question),
      ...adviseLength(question, ruleSet),
      ...deadlines.flatMap((deadline) => adviseLateness(deadline, question, offerDotXuat)),
    ],
    offerDotXuat,
  };
}

function sendingDeadline(question: DeadlineQuestion, ruleSet: RuleSet, id: 'invitation' | 'papers'): Deadline {
  const { calendar, conference, done, now } = question;
  const doneAt = id === 'invitation' ? done.invitationSentAt : done.papersSentAt;
  const doneOn = doneAt === null ? null : localDateOf(doneAt);
  const requiredWorkingDays = id === 'invitation' ? ruleSet.invitationWorkingDays : ruleSet.papersWorkingDays;
  const meetingOn = localDateOf(conference.startsAt);
  const workingDays = countWorkingDays(calendar, doneOn ?? localDateOf(now), meetingOn, ruleSet.counting);
  const common = { id, doneOn, requiredWorkingDays, workingDays };
  if (isExempt(ruleSet, conference.kind)) return { ...common, state: 'exempt', dueDate: null };
  const dueDate = lastSendingDay(calendar, meetingOn, requiredWorkingDays, ruleSet.counting);
  const isAfterStart = Date.parse(doneAt ?? now) >= Date.parse(conference.startsAt);
  const isKept = workingDays >= requiredWorkingDays && !isAfterStart;
  return { ...common, state: !isKept ? 'late' : doneOn === null ? 'due' : 'met', dueDate };
}

function conclusionDeadline(question: DeadlineQuestion, ruleSet: RuleSet): Deadline {
  const { calendar, conference, done, now } = question;
  const doneOn = done.concludedAt === null ? null : localDateOf(done.concludedAt);
  const requiredWorkingDays = ruleSet.conclusionWorkingDays;
  const common = { id: 'conclusion', doneOn, requiredWorkingDays } as const;
  if (ruleSet.outOfScopeKinds.includes(conference.kind))
    return { ...common, state: 'exempt', dueDate: null, workingDays: 0 };
  // "After the meeting day": of a meeting of several days the last one counts.
  const dueDate = lastDayAfter(calendar, localDateOf(conference.endsAt), requiredWorkingDays, ruleSet.counting);
  const asOf = doneOn ?? localDateOf(now);
  const workingDays = asOf <= dueDate ? 0 : countWorkingDays(calendar, dueDate, asOf, 'meetingDay');
  return { ...common, state: asOf > dueDate ? 'late' : doneOn === null ? 'due' : 'met', dueDate, workingDays };
}

function isExempt(ruleSet: RuleSet, kind: ConferenceKind): boolean {
  return ruleSet.exemptKinds.includes(kind) || ruleSet.outOfScopeKinds.includes(kind);
}

function isOffered({ conference, now }: DeadlineQuestion, ruleSet: RuleSet, deadlines: readonly Deadline[]): boolean {
  const isLate = deadlines.some((deadline) => deadline.id !== 'conclusion' && deadline.state === 'late');
  return isLate && ruleSet.exemptKinds.includes('dotXuat') && Date.parse(now) < Date.parse(conference.startsAt);
}

function adviseRuleSet({ conference }: DeadlineQuestion, ruleSet: RuleSet): Warning[] {
  if (ruleSet.outOfScopeKinds.includes(conference.kind)) return [sentences.outOfScope(conference.kind, ruleSet)];
  return ruleSet.confirmed ? [] : [sentences.ruleSetUnconfirmed(ruleSet)];
}

function adviseDay({ calendar, conference }: DeadlineQuestion): Warning[] {
  const day = localDateOf(conference.startsAt);
  const dayOff = describeDayOff(calendar, day);
  return [
    ...(calendar.years.has(day.slice(0, 4)) ? [] : [sentences.calendarIncomplete(day.slice(0, 4))]),
    ...(dayOff === null ? [] : [sentences.notWorkingDay(day, dayOff)]),
  ];
}

function adviseLength({ conference }: DeadlineQuestion, ruleSet: RuleSet): Warning[] {
  const capMinutes = ruleSet.capsMinutes[conference.kind];
  const minutes = Math.round((Date.parse(conference.endsAt) - Date.parse(conference.startsAt)) / 60_000);
  if (capMinutes === null || minutes <= capMinutes || ruleSet.outOfScopeKinds.includes(conference.kind)) return [];
  return [sentences.tooLong(conference.kind, minutes, capMinutes)];
}

function adviseLateness(deadline: Deadline, { conference, now }: DeadlineQuestion, offerDotXuat: boolean): Warning[] {
  if (deadline.state !== 'late' || deadline.dueDate === null) return [];
  if (deadline.id === 'conclusion') return [sentences.conclusionLate(deadline, deadline.dueDate)];
  const hasStarted = Date.parse(now) >= Date.parse(conference.startsAt);
  return [sentences.sentLate(deadline, hasStarted, offerDotXuat)];
}
