// Invitations and answers over HTTP: the office's letterhead, where letters go, the paper of one conference with its signed copy,
// what became of its letters, and what the invited sites answered. Who may ask what is the HTTP door's table.

import { z } from 'zod';
import type { ConferenceId, SiteId } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { InvitationDetails, Letterhead } from './records.ts';
import type { Role } from './roles.ts';
import { type WorkingHours, workingHoursSchema } from './rules.ts';

// ---- GET/PATCH /api/settings/letterhead (letterheadSchema, If-Match); POST …/preview (letterheadSchema) answers a sample as PDF --
export interface LetterheadView {
  readonly letterhead: Letterhead;
  readonly version: number;
}

// ---- GET/PATCH /api/settings/working-hours (If-Match) -------------------------------------------------------------------------
/** The hours within which times are suggested. */
export const workingHoursWriteSchema = z.strictObject({ workingHours: workingHoursSchema });
export interface WorkingHoursView {
  readonly workingHours: WorkingHours;
  readonly version: number;
}

// ---- GET /api/mail-addresses; PATCH /api/mail-addresses/{sites,accounts}/:id (If-Match: the site's or account's version) -----
export const mailAddressWriteSchema = z.strictObject({
  /** null: no letters. */
  email: z.email().max(254).nullable(),
});
export interface MailAddressView {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly version: number;
}
export interface MailAddressesView {
  /** Sites in force today, in order of precedence. */
  readonly sites: readonly MailAddressView[];
  /** Enabled accounts; a site's own accounts get the site's letters. */
  readonly accounts: readonly (MailAddressView & { readonly role: Role })[];
}

// ---- GET/PATCH /api/conferences/:id/invitation (invitationDetailsSchema, If-Match), GET …/invitation.{docx,pdf};
//      POST …/invitation/preview (invitationDetailsSchema) answers the paper with these details as PDF and keeps nothing ------------
export interface SignedInvitation {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly uploadedAt: string;
  readonly uploadedByName: string;
  /** False: the plan was changed after the signing, so letters no longer carry it. */
  readonly isCurrent: boolean;
}
export interface InvitationView {
  readonly conferenceId: ConferenceId;
  readonly details: InvitationDetails;
  /** "Bản đã ký số", goes with letters in place of the paper made here; null: none yet. */
  readonly signed: SignedInvitation | null;
  /** 0: nobody has saved details yet. */
  readonly version: number;
}

// ---- GET /api/conferences/:id/letters, POST /api/conferences/:id/letters/:deliveryId/repeat -----------------------------------
export const LETTER_KINDS = ['invitation', 'update', 'cancel', 'reminder'] as const;
export const LETTER_STATES = ['queued', 'sending', 'sent', 'failed', 'givenUp'] as const;
export interface LetterView {
  readonly deliveryId: string;
  readonly kind: (typeof LETTER_KINDS)[number];
  readonly address: string;
  readonly name: string;
  readonly state: (typeof LETTER_STATES)[number];
  readonly lastError: string | null;
  /** Nobody can tell whether it arrived: a person decides about a repeat. */
  readonly isInDoubt: boolean;
  readonly createdAt: string;
  readonly nextAttemptAt: string | null;
  readonly sentAt: string | null;
}

// ---- GET /api/outbox, GET /api/outbox/:mailId (the message as it would have left); notFound when a mail server is set ----------
export interface OutboxMailView {
  readonly mailId: string;
  readonly to: string;
  readonly subject: string;
  readonly at: string;
  /** The text part, for reading. */
  readonly text: string;
}

// ---- answers ------------------------------------------------------------------------------------------------------------------
/** Xác nhận tham dự, Báo vắng, Đề nghị cử người dự thay. */
export const ANSWERS = ['attending', 'absent', 'substitute'] as const;
/** The secretary's or chair's word on a substitute. */
export const CONSENTS = ['pending', 'agreed', 'refused'] as const;

const line = (maxLength: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !/\p{Cc}/u.test(text), { error: 'must be one line without control characters' });
const delegateSchema = z.strictObject({ name: line(LIMITS.nameLength), title: line(LIMITS.nameLength) });
const reason = z.string().normalize('NFC').trim().max(LIMITS.textLength);

/** The first delegate is the head. Counts include those who are not named. */
const delegation = {
  delegates: z.array(delegateSchema).min(1).max(LIMITS.delegatesPerSite),
  headCount: z.int().min(1).max(LIMITS.headCountPerSite),
};
const coversNamed = (value: { delegates: readonly unknown[]; headCount: number }) =>
  value.headCount >= value.delegates.length;
const tooFew = { path: ['headCount'], message: 'headCount must count everybody named' };

export const siteAnswerWriteSchema = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('attending'), ...delegation }).refine(coversNamed, tooFew),
  z.strictObject({ answer: z.literal('absent'), reason: reason.min(1) }),
  z.strictObject({ answer: z.literal('substitute'), reason: reason.min(1), ...delegation }).refine(coversNamed, tooFew),
]);
export type SiteAnswerWrite = z.output<typeof siteAnswerWriteSchema>;
export type Delegate = z.output<typeof delegateSchema>;

export const consentWriteSchema = z.strictObject({ consent: z.enum(['agreed', 'refused']) });
/** POST /api/answer-links/open: the token stands in a body, never in an address. */
export const answerLinkSchema = z.strictObject({ token: z.string().min(1).max(400) });
/** POST /api/answer-links/answer */
export const answerByLinkSchema = z.strictObject({ token: z.string().min(1).max(400), answer: siteAnswerWriteSchema });

export interface SiteAnswerView {
  readonly answer: (typeof ANSWERS)[number];
  /** '' when attending. */
  readonly reason: string;
  readonly delegates: readonly Delegate[];
  /** 0 when absent. */
  readonly headCount: number;
  /** null unless a substitute was asked for. */
  readonly consent: (typeof CONSENTS)[number] | null;
  readonly consentByName: string | null;
  readonly answeredAt: string;
  readonly byName: string;
}
/** What the page of one site shows: GET /api/conferences/:id/answer (role site), POST /api/answer-links/open. */
export interface OwnAnswerView {
  readonly conferenceId: ConferenceId;
  readonly siteId: SiteId;
  readonly siteName: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly chairName: string;
  readonly agenda: readonly string[];
  readonly answerBy: string;
  /** False once the conference began, was put off, or was cancelled. */
  readonly isOpen: boolean;
  readonly answer: SiteAnswerView | null;
}
/** GET /api/conferences/:id/answers; PATCH …/answers/:siteId/consent */
export interface AnswersView {
  readonly conferenceId: ConferenceId;
  readonly answerBy: string;
  /** In the conference's order of sites. */
  readonly sites: readonly {
    readonly siteId: SiteId;
    readonly name: string;
    readonly answer: SiteAnswerView | null;
    readonly remindedAt: string | null;
  }[];
}
