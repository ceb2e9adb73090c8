// What the invitation desk needs from the store and the post office, and what the HTTP door may ask of the desk. Types only.

import type { LetterheadView, LetterView, OutboxMailView } from '../contract/answers.ts';
import type { ConferenceId, ConferenceView, SiteId } from '../contract/index.ts';
import type { InvitationDetails, Letterhead } from '../contract/records.ts';
import type { Tx } from '../store/prisma.ts';

export interface SignedFile {
  readonly fileName: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** One person or office with an address. */
export interface Recipient {
  readonly address: string;
  readonly name: string;
  /** The site it sits at, or the hub. */
  readonly siteName: string;
  /** The site its letter has a link to answer for; null: it answers for none. */
  readonly answersFor: SiteId | null;
}

/** What the invitees know: the last telling, and who got it. */
export interface Announced {
  /** False: the calendars were told to take it out again. */
  readonly isOn: boolean;
  readonly conference: ConferenceView;
  readonly recipients: readonly Recipient[];
}

export interface InvitationState {
  readonly details: InvitationDetails;
  /** When the invitation to the present date went out; null: not yet. */
  readonly invitedAt: string | null;
  /** Of the calendar sent next. */
  readonly nextSequence: number;
  readonly announced: Announced | null;
}

/** A conference whose sites are asked to answer. Instants are ISO. */
export interface Awaited {
  readonly conference: ConferenceView;
  readonly invitedAt: string;
  readonly answerBy: string;
  readonly answers: readonly {
    readonly siteId: SiteId;
    readonly hasAnswered: boolean;
    readonly remindedAt: string | null;
  }[];
}

export interface InvitationStore {
  /** As the transaction has it now. */
  readConference(tx: Tx, conferenceId: ConferenceId): Promise<ConferenceView>;
  /** Undefined also when the plan was changed after the signing. */
  findCurrentSigned(tx: Tx, conferenceId: ConferenceId): Promise<SignedFile | undefined>;
  /** `tx` null: outside any transaction. */
  readState(tx: Tx | null, conferenceId: ConferenceId): Promise<InvitationState>;
  writeState(
    tx: Tx,
    conferenceId: ConferenceId,
    state: { readonly nextSequence: number; readonly announced: Announced; readonly invitedAt?: Date },
  ): Promise<void>;
  /** `tx` null: outside any transaction. */
  listRecipients(tx: Tx | null, conference: ConferenceView): Promise<Recipient[]>;
}

export interface LetterheadStore {
  /** `tx` null: outside any transaction. */
  read(tx: Tx | null): Promise<LetterheadView>;
}

export interface AwaitedStore {
  listAwaited(now: Date): Promise<Awaited[]>;
  markReminded(tx: Tx, reminder: { conferenceId: ConferenceId; siteId: SiteId; at: Date }): Promise<void>;
}

export interface AnswerLink {
  readonly conferenceId: ConferenceId;
  readonly siteId: SiteId;
}

export interface PaperAsk {
  readonly format: 'docx' | 'pdf';
  /** As they are being written; null: those that are kept. */
  readonly details: InvitationDetails | null;
  /** A deadline that has passed is not printed. */
  readonly now: Date;
}

/** What the HTTP door asks of the desk. */
export interface InvitationDoor {
  /** The giấy mời of a conference. Errors: notFound. */
  makePaper(
    conference: ConferenceView,
    ask: PaperAsk,
  ): Promise<{ readonly fileName: string; readonly content: Buffer }>;
  /** A made-up giấy mời under this letterhead, as a PDF: what it will look like. */
  makeSample(letterhead: Letterhead): Promise<Buffer>;
  listLetters(conferenceId: ConferenceId): Promise<LetterView[]>;
  /** Errors: notFound (also of another conference), wrongState. */
  repeatLetter(conferenceId: ConferenceId, deliveryId: string): Promise<void>;
  /** Newest first; null: letters leave by a mail server. */
  listOutbox(): Promise<Omit<OutboxMailView, 'text'>[] | null>;
  /** Errors: notFound. */
  readOutbox(mailId: string): Promise<OutboxMailView>;
  /** Errors: notFound for a link that is not ours, altered, or too old: all alike. */
  openLink(token: string, now: Date): AnswerLink;
}
