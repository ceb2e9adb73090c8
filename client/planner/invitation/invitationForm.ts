// The form of a giấy mời and the contract. Pure; answers codes of what is wrong, the form turns them into words.

import type { InvitationDetails, Signature } from '../../../server/contract/records.ts';
import { instantAt, localDateOf, localTimeOf, parseTypedTime } from '../localTime.ts';
import { fromLines, toLines } from './lines.ts';

export type InvitationFault = 'number' | 'minutes' | 'date' | 'time' | 'beforeStart';

/** Lists are text with one entry a line; '' and null: not given. */
export interface InvitationForm {
  readonly number: number | '';
  readonly issuedOn: string | null;
  readonly urgency: NonNullable<InvitationDetails['urgency']> | 'none';
  readonly subject: string;
  readonly hubInvitees: string;
  readonly siteInvitees: string;
  readonly chairTitle: string;
  readonly papers: string;
  readonly assignments: string;
  readonly rehearsalDate: string | null;
  readonly rehearsalTime: string;
  readonly arriveMinutesBefore: number | '';
  readonly answerDate: string | null;
  readonly answerTime: string;
  readonly recipients: string;
  readonly signature: Signature | null;
}

export const MAX_NUMBER = 99_999;
/** minutes; invitationDetailsSchema */
export const MAX_ARRIVE_MINUTES = 240;

export function toInvitationForm(details: InvitationDetails): InvitationForm {
  const { rehearsalAt, answerBy } = details;
  return {
    number: details.number ?? '',
    issuedOn: details.issuedOn,
    urgency: details.urgency ?? 'none',
    subject: details.subject ?? '',
    hubInvitees: fromLines(details.hubInvitees),
    siteInvitees: fromLines(details.siteInvitees),
    chairTitle: details.chairTitle ?? '',
    papers: details.papers ?? '',
    assignments: fromLines(details.assignments),
    rehearsalDate: rehearsalAt === null ? null : localDateOf(rehearsalAt),
    rehearsalTime: rehearsalAt === null ? '' : localTimeOf(rehearsalAt),
    arriveMinutesBefore: details.arriveMinutesBefore,
    answerDate: answerBy === null ? null : localDateOf(answerBy),
    answerTime: answerBy === null ? '' : localTimeOf(answerBy),
    recipients: fromLines(details.recipients ?? []),
    signature: details.signature,
  };
}

/** Of a form without faults. */
export function toDetails(form: InvitationForm): InvitationDetails {
  const recipients = toLines(form.recipients);
  return {
    number: form.number === '' ? null : form.number,
    issuedOn: form.issuedOn,
    urgency: form.urgency === 'none' ? null : form.urgency,
    subject: toText(form.subject),
    hubInvitees: toLines(form.hubInvitees),
    siteInvitees: toLines(form.siteInvitees),
    chairTitle: toText(form.chairTitle),
    papers: toText(form.papers),
    assignments: toLines(form.assignments),
    rehearsalAt: toInstant(form.rehearsalDate, form.rehearsalTime),
    arriveMinutesBefore: Number(form.arriveMinutesBefore),
    answerBy: toInstant(form.answerDate, form.answerTime),
    recipients: recipients.length === 0 ? null : recipients,
    signature: form.signature,
  };
}

/** The faults by field; empty: it can be sent. */
export function findFaults(
  form: InvitationForm,
  { startsAt }: { readonly startsAt: string },
): Partial<Record<keyof InvitationForm, InvitationFault>> {
  const { number, arriveMinutesBefore: minutes } = form;
  const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  return {
    ...(number === '' || isWhole(number, MAX_NUMBER) ? {} : { number: 'number' as const }),
    ...(minutes !== '' && isWhole(minutes, MAX_ARRIVE_MINUTES) ? {} : { arriveMinutesBefore: 'minutes' as const }),
    ...findMomentFault('rehearsalDate', form.rehearsalDate, 'rehearsalTime', form.rehearsalTime),
    ...findMomentFault('answerDate', form.answerDate, 'answerTime', form.answerTime, startsAt),
  };
}

function findMomentFault(
  dateField: keyof InvitationForm,
  date: string | null,
  timeField: keyof InvitationForm,
  time: string,
  before?: string,
): Partial<Record<keyof InvitationForm, InvitationFault>> {
  if (date === null) return time.trim() === '' ? {} : { [dateField]: 'date' };
  const at = toInstant(date, time);
  if (at === null) return { [timeField]: 'time' };
  return before === undefined || Date.parse(at) < Date.parse(before) ? {} : { [dateField]: 'beforeStart' };
}

function toText(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** null: no day, or no time that can be read. */
function toInstant(date: string | null, typed: string): string | null {
  const time = parseTypedTime(typed);
  return date === null || time === undefined ? null : instantAt(date, time);
}
