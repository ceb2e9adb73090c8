// What delivery needs from the store and from the answers of sites, as interfaces. Types only: never opens anything.

import type { ConferenceId, SiteId } from '../contract/index.ts';
import type { WebhookEvent, WebhookResult } from '../contract/webhooks.ts';
import type { InvitationModel } from '../records/invitation/model.ts';
import type { Tx } from '../store/prisma.ts';

// ---- both queues ---------------------------------------------------------------------------------------------------

/**
 * queued: waits for its first or next attempt. sending: claimed by one worker. sent: the receiver acknowledged it.
 * failed: refused for good, no further attempt. givenUp: attempts used up, or nobody can tell whether it arrived.
 */
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'failed' | 'givenUp';

/** How an attempt ended. `error` is for the secretary to read; never a stack. */
export type Settlement =
  | { readonly state: 'sent' }
  | { readonly state: 'queued'; readonly error: string; readonly retryAfterMs: number }
  | { readonly state: 'failed'; readonly error: string }
  /** `isInDoubt`: it may have arrived, and only a person can find out. */
  | { readonly state: 'givenUp'; readonly error: string; readonly isInDoubt: boolean };

/** What a restart found half done, and what became of it. */
export interface Resolved {
  /** Not handed over: sent again. */
  readonly requeued: number;
  /** Left to people, or out of attempts. */
  readonly givenUp: number;
}

// ---- mail ----------------------------------------------------------------------------------------------------------

export type MailKind = 'invitation' | 'update' | 'cancel' | 'reminder';

/** One letter to one recipient, as asked for. */
export interface NewMail {
  readonly kind: MailKind;
  readonly address: string;
  readonly name: string;
  /** The same key is the same letter: asked for again it is not sent again. */
  readonly idempotencyKey: string;
  readonly content: MailContent;
}

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly ics: CalendarPart | null;
  /** Ids answered by `addAttachments`. */
  readonly attachmentIds: readonly string[];
}

export interface CalendarPart {
  readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  /** A whole VCALENDAR that says the same METHOD. */
  readonly content: string;
}

export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** A giấy mời as its lines: set as a PDF when its first letter leaves, then kept; what it says is fixed when it is handed in. */
export interface UnsetPaper {
  readonly filename: string;
  readonly paper: InvitationModel;
}
export type LetterFile = MailAttachment | UnsetPaper;

/** A letter this worker alone may send until its lease ends. */
export interface ClaimedMail {
  readonly deliveryId: string;
  readonly claimId: string;
  readonly kind: MailKind;
  readonly address: string;
  readonly name: string;
  /** This attempt's number, from 1. */
  readonly attempts: number;
  readonly messageId: string;
  readonly createdAt: Date;
  readonly content: MailContent;
  readonly attachments: readonly ClaimedFile[];
}
export type ClaimedFile = LetterFile & { readonly attachmentId: string };

/** One row of what the secretary sees. Instants are ISO, UTC. */
export interface DeliveryView {
  readonly deliveryId: string;
  readonly conferenceId: ConferenceId | null;
  readonly kind: MailKind;
  readonly address: string;
  readonly name: string;
  readonly subject: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastError: string | null;
  /** True: the last attempt broke off between handing over and the acknowledgement; a person decides about a repeat. */
  readonly isInDoubt: boolean;
  readonly createdAt: string;
  /** Of the next attempt; null when there is none. */
  readonly nextAttemptAt: string | null;
  readonly sentAt: string | null;
}

export interface MailStore {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  addAttachments(tx: Tx, conferenceId: string | null, files: readonly LetterFile[]): Promise<string[]>;
  /** Answers the ids of the letters that are new; a known idempotencyKey adds nothing. */
  insert(tx: Tx, conferenceId: string | null, mails: readonly NewMail[]): Promise<string[]>;
  /** One statement: only one caller ever gets a letter. undefined: not due, not queued, or somebody else has it. */
  claim(deliveryId: string, options: { leaseMs: number; messageIdDomain: string }): Promise<ClaimedMail | undefined>;
  /** Keeps a paper as it was set and answers the one that is kept: another letter's worker may have been first. */
  keepPaper(attachmentId: string, file: MailAttachment): Promise<MailAttachment>;
  /** Writes that the receiver may have it from now on. false: the lease is lost and the letter must not be finished. */
  markHandedOver(claim: ClaimedMail, leaseMs: number): Promise<boolean>;
  /** Ends the claim; answers when the next attempt is due, if there is one. Nothing happens when the claim is no longer ours. */
  settle(claim: ClaimedMail, outcome: Settlement): Promise<Date | undefined>;
  /** Ends claims whose lease ran out: their worker is dead. */
  resolveInterrupted(maxAttempts: number): Promise<Resolved>;
  /** Letters that are due, oldest first. */
  listDue(limit: number): Promise<string[]>;
  /** failed or givenUp → queued, by a person's decision; the message id stays. Errors: AppError notFound, wrongState. */
  requeue(tx: Tx, deliveryId: string): Promise<void>;
  /** Newest first. */
  list(conferenceId: ConferenceId): Promise<DeliveryView[]>;
}

// ---- webhooks ------------------------------------------------------------------------------------------------------

export interface ClaimedWebhook {
  readonly deliveryId: string;
  readonly claimId: string;
  readonly subscriptionId: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  readonly attempts: number;
}

export interface WebhookStore {
  /** One row for each active subscription to the event, with the same body; answers their ids. */
  insert(tx: Tx, event: WebhookEvent, body: string): Promise<string[]>;
  claim(deliveryId: string, leaseMs: number): Promise<ClaimedWebhook | undefined>;
  settle(claim: ClaimedWebhook, outcome: Settlement, result: WebhookResult): Promise<Date | undefined>;
  /** The receiver said it is gone (410): no further calls. */
  deactivate(subscriptionId: string): Promise<void>;
  /** Removes calls that ended and were made before that instant; answers how many. */
  removeEnded(before: Date): Promise<number>;
  resolveInterrupted(maxAttempts: number): Promise<Resolved>;
  listDue(limit: number): Promise<string[]>;
}

// ---- reminders -----------------------------------------------------------------------------------------------------

/** A conference whose invitations are out, with everything a reminder says. Instants are ISO, UTC. */
export interface AwaitedConference {
  readonly conferenceId: ConferenceId;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly chair: string;
  readonly organiser: string;
  readonly contact: string | null;
  readonly agenda: readonly string[];
  readonly invitedAt: string;
  /** Answers are asked for until then. */
  readonly answerBy: string;
  readonly sites: readonly AwaitedSite[];
}

export interface AwaitedSite {
  readonly siteId: SiteId;
  readonly name: string;
  readonly recipients: readonly { readonly address: string; readonly name: string }[];
  /** Signed link to this site's answer; null: sign in. */
  readonly answerUrl: string | null;
}

/** What is known of a site's answer. A site without a row has neither answered nor been reminded. */
export interface SiteAnswer {
  readonly conferenceId: ConferenceId;
  readonly siteId: SiteId;
  readonly hasAnswered: boolean;
  /** Instant of the last reminder; null: none yet. */
  readonly remindedAt: string | null;
}

/** Built over the answers table. */
export interface ReminderSource {
  /** Conferences that still wait for answers at `now`, and the answers and reminders there are. */
  listAwaited(now: Date): Promise<{ conferences: readonly AwaitedConference[]; answers: readonly SiteAnswer[] }>;
  /** Keeps that a site was reminded, in the transaction that queues its letters. */
  markReminded(tx: Tx, reminder: { conferenceId: ConferenceId; siteId: SiteId; at: Date }): Promise<void>;
}
