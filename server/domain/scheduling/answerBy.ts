/** Until when invited sites are asked to answer. Pure. */

import { LIMITS } from '../../contract/limits.ts';

const HOUR_MS = 3_600_000;

export interface AnswerDeadline {
  readonly startsAt: string;
  /** What the giấy mời says; null: nothing. */
  readonly answerBy: string | null;
  /** When the invitation to the present date went out; null: not yet. */
  readonly invitedAt: string | null;
}

/**
 * The deadline the giấy mời gives, else one day before the start. One that is not before the start, or had passed when the
 * invitation to the present date went out, belongs to a date the conference no longer has.
 */
export function answerByOf({ startsAt, answerBy, invitedAt }: AnswerDeadline): string {
  const start = Date.parse(startsAt);
  const given = answerBy === null ? Number.NaN : Date.parse(answerBy);
  const holds = given < start && (invitedAt === null || given > Date.parse(invitedAt));
  return new Date(holds ? given : start - LIMITS.answerLeadHours * HOUR_MS).toISOString();
}
