// The life of a conference over HTTP: the acts, what each must say, its history, and the office's settings for approval.
// Who may do what and from where is domain/scheduling/life's.

import { z } from 'zod';
import { accountIdSchema } from './commands.ts';
import { CANCEL_REASONS, CONFERENCE_KINDS, type ConferenceStatus } from './http.ts';
import type { AccountId, ConferenceId } from './ids.ts';
import { LIMITS } from './limits.ts';

// ---- POST /api/conferences/:id/{submit,approve,return,publish,postpone,reschedule,cancel,conclude}, each with If-Match -----------
export const LIFE_ACTS = [
  'submit',
  'approve',
  'return',
  'publish',
  'postpone',
  'reschedule',
  'cancel',
  'conclude',
] as const;
export type LifeAct = (typeof LIFE_ACTS)[number];

const note = z.string().normalize('NFC').trim().max(LIMITS.textLength);
const conferenceId = z.uuid().transform((value) => value.toLowerCase() as ConferenceId);
const instant = z.iso.datetime({ offset: true });
const inOrder = (value: { startsAt: string; endsAt: string }) => Date.parse(value.startsAt) < Date.parse(value.endsAt);
const withinADay = (value: { startsAt: string; endsAt: string }) =>
  Date.parse(value.endsAt) - Date.parse(value.startsAt) <= LIMITS.conferenceHours * 3_600_000;

/** Body of submit, approve and conclude. */
export const lifeCommentSchema = z.strictObject({ comment: note.default('') });
/** "Trả lại để bổ sung": what is missing must be said. */
export const lifeReturnSchema = z.strictObject({ comment: note.min(1) });
export const lifePostponeSchema = z.strictObject({ reason: z.enum(CANCEL_REASONS), note: note.default('') });
/** "Dời họp": the new time, and why. */
export const lifeRescheduleSchema = z
  .strictObject({ startsAt: instant, endsAt: instant, reason: z.enum(CANCEL_REASONS), note: note.default('') })
  .refine(inOrder, { path: ['endsAt'], message: 'endsAt must be after startsAt' })
  .refine(withinADay, { path: ['endsAt'], message: 'too long' });

// ---- GET /api/conferences/:id/life (administrator, secretary, chair) ------------------------------------------------------------
/** One step of the history. create, edit and the live ones (open, pause, resume, close) are no acts of this door. */
export interface LifeStep {
  readonly act: LifeAct | 'create' | 'edit' | 'open' | 'pause' | 'resume' | 'close';
  readonly at: string;
  /** null: the service itself. */
  readonly byName: string | null;
  /** null: it did not exist before. */
  readonly from: ConferenceStatus | null;
  readonly to: ConferenceStatus;
  readonly reason: (typeof CANCEL_REASONS)[number] | null;
  /** Comment or note; '' when nothing was said. */
  readonly comment: string;
}
export interface LifeView {
  readonly conferenceId: ConferenceId;
  /** Oldest first; the newest LIMITS.lifeSteps of them. */
  readonly steps: readonly LifeStep[];
  /** What the asking account may do with it now. */
  readonly acts: readonly LifeAct[];
}

// ---- the office's settings: GET/PATCH /api/settings/approval --------------------------------------------------------------------
export const approvalSettingWriteSchema = z.strictObject({
  /** "Thư ký được phát hành không qua phê duyệt". */
  publishWithoutApproval: z.boolean(),
  /** Chair accounts that may approve and return in place of the conference's own chair. */
  delegateIds: z.array(accountIdSchema).max(20),
});
export interface ApprovalSettingView {
  readonly publishWithoutApproval: boolean;
  readonly delegates: readonly { readonly accountId: AccountId; readonly name: string }[];
  readonly version: number;
}

// ---- refusals of state-secret content: GET /api/state-secret-refusals (administrator), newest first -----------------------------
export interface StateSecretRefusal {
  readonly at: string;
  readonly byName: string;
  /** SHA-256 of the title, hexadecimal; nothing of the content is kept. */
  readonly titleHash: string;
}

// ---- the deadline assistant: POST /api/deadlines, GET /api/conferences/:id/deadlines; answers domain/scheduling's DeadlineAdvice -
export const deadlineQuestionSchema = z
  .strictObject({
    kind: z.enum(CONFERENCE_KINDS),
    startsAt: instant,
    endsAt: instant,
    /** The stored conference that is being edited: what of it has been sent counts. */
    conferenceId: conferenceId.optional(),
  })
  .refine(inOrder, { path: ['endsAt'], message: 'endsAt must be after startsAt' })
  .refine(withinADay, { path: ['endsAt'], message: 'too long' });
