// What the desk of papers gives and needs, as types: files it has checked and kept, and the rows that make them papers. No code.

import type { z } from 'zod';
import type {
  AccountId,
  ConferenceId,
  PaperId,
  PaperKind,
  PaperOpeningId,
  PaperOpeningView,
  PaperView,
  paperEditSchema,
  paperUploadSchema,
  RemovedPaper,
} from '../contract/index.ts';

/** A file that lies safely on the disk, named by the SHA-256 of its content. */
export interface KeptFile {
  readonly hash: string;
  readonly sizeBytes: number;
}

/** A kept file that was looked into and is of a kind we take. `name` is safe to offer for saving. */
export interface CheckedFile extends KeptFile {
  readonly name: string;
  readonly kind: PaperKind;
}

/** Who uploads, recalls or opens, with the names of the moment: the log keeps them as they were. */
export interface PaperActor {
  readonly accountId: AccountId;
  readonly name: string;
  readonly siteName: string | null;
}

export type PaperFields = Pick<z.output<typeof paperUploadSchema>, 'title' | 'agendaItemId' | 'recallAtClose'>;
export type PaperEdit = z.output<typeof paperEditSchema>;

/** A file as the HTTP door received it, under a name of its own in the incoming folder. */
export interface Upload {
  readonly path: string;
  /** As the browser sent it; not to be trusted. */
  readonly fileName: string;
}

/** How a conversion ended. */
export type Converted =
  | { readonly reading: 'ready'; readonly pdf: KeptFile }
  | { readonly reading: 'downloadOnly' | 'failed' };

export interface ConversionJob {
  readonly paperId: PaperId;
  readonly number: number;
  readonly kind: PaperKind;
  readonly hash: string;
}

/** What an opening lets its account read. */
export interface OpenedFile {
  readonly conferenceId: ConferenceId;
  readonly accountId: AccountId;
  readonly openedAt: Date;
  readonly isRecalled: boolean;
  readonly purpose: PaperOpeningView['purpose'];
  readonly fileName: string;
  readonly kind: PaperKind;
  /** Of the file to send: the PDF when viewed, what was uploaded when downloaded. */
  readonly file: KeptFile;
}

/** What goes with a removal: who asks for it, by which state of the paper. */
export interface PaperRemoval {
  readonly conferenceId: ConferenceId;
  readonly paperId: PaperId;
  readonly version: number;
  readonly by: PaperActor;
  readonly now: Date;
}

/** Rows of papers. Errors of all writes: notFound, wrongState when the conference is cancelled or the paper recalled. */
export interface PaperStore {
  /** In reading order, versions newest first. */
  list(conferenceId: ConferenceId): Promise<PaperView[]>;
  /** Errors: tooLarge (conferenceFull, tooManyPapers). */
  create(
    conferenceId: ConferenceId,
    fields: PaperFields,
    file: CheckedFile,
    by: PaperActor,
    now: Date,
  ): Promise<PaperView>;
  /** Errors: conflict, tooLarge. */
  addVersion(
    conferenceId: ConferenceId,
    paperId: PaperId,
    version: number,
    file: CheckedFile,
    by: PaperActor,
    now: Date,
  ): Promise<PaperView>;
  /** Errors: conflict. */
  edit(conferenceId: ConferenceId, paperId: PaperId, version: number, edit: PaperEdit): Promise<PaperView>;
  /** Takes back what was uploaded by mistake. Errors: conflict; wrongState (alreadyOpened, alreadyHeld). Answers the hashes of its files. */
  remove(removal: PaperRemoval): Promise<string[]>;
  /** Newest first. */
  listRemoved(conferenceId: ConferenceId): Promise<RemovedPaper[]>;
  /** Errors: conflict when the order is not `from`; invalidInput when `to` holds other papers. */
  reorder(conferenceId: ConferenceId, from: readonly PaperId[], to: readonly PaperId[]): Promise<void>;
  /** `paperId` null: all that are not recalled yet. */
  recall(conferenceId: ConferenceId, paperId: PaperId | null, by: PaperActor, now: Date): Promise<void>;
  /** Logs the opening and answers it. Errors: forbidden (recalled), wrongState when there is nothing to view. */
  open(
    conferenceId: ConferenceId,
    paperId: PaperId,
    asked: { readonly number: number; readonly purpose: PaperOpeningView['purpose'] },
    by: PaperActor,
    now: Date,
  ): Promise<{ openingId: PaperOpeningId; sizeBytes: number }>;
  /** When every paper was first there for the invited; null: they have none. */
  findSentAt(conferenceId: ConferenceId): Promise<string | null>;
  findOpening(openingId: PaperOpeningId): Promise<OpenedFile | undefined>;
  listOpenings(conferenceId: ConferenceId): Promise<PaperOpeningView[]>;
  /** Every hash a row speaks of. */
  listHashes(): Promise<Set<string>>;
  listConverting(): Promise<ConversionJob[]>;
  settleConversion(job: ConversionJob, outcome: Converted): Promise<void>;
}

/** What the HTTP door asks of the desk. */
export interface PaperDoor {
  /** Where uploads are received; what lies there is nobody's after a restart. */
  readonly incomingFolder: string;
  /** Where kept files lie, named by their hash. */
  readonly filesFolder: string;
  /** Checks, keeps and records an upload; the file at `upload.path` is gone afterwards, whatever the outcome. */
  add(conferenceId: ConferenceId, fields: PaperFields, upload: Upload, by: PaperActor, now: Date): Promise<PaperView>;
  addVersion(
    conferenceId: ConferenceId,
    paperId: PaperId,
    version: number,
    upload: Upload,
    by: PaperActor,
    now: Date,
  ): Promise<PaperView>;
  /** Takes the paper back and its files from the disk, unless another paper has the same. Errors: as the store's. */
  remove(removal: PaperRemoval): Promise<void>;
}
