// Papers of a conference ("Tài liệu họp") over HTTP. Every byte of a paper is read under an opening that was logged first.
//   GET  /api/conferences/:id/papers                                   PaperListView
//   POST /api/conferences/:id/papers                                   multipart: file + paperUploadSchema → PaperView
//   POST /api/conferences/:id/papers/order                             paperOrderSchema → PaperListView
//   POST /api/conferences/:id/papers/recall                            paperRecallSchema → PaperListView
//   GET  /api/conferences/:id/papers/openings                          PaperOpeningView[], newest first
//   PATCH/POST /api/conferences/:id/papers/:paperId[/versions]         paperEditSchema; multipart: file + paperVersionSchema (If-Match)
//   DELETE /api/conferences/:id/papers/:paperId                        → PaperListView (If-Match); only what nobody else has opened
//   POST /api/conferences/:id/papers/:paperId/openings                 paperOpenSchema → PaperOpened
//   GET  /api/papers/openings/:openingId                               the file itself (ETag, Range)

import { z } from 'zod';
import type { AccountId, AgendaItemId, ConferenceId } from './ids.ts';
import { LIMITS } from './limits.ts';

declare const paperBrand: unique symbol;
export type PaperId = string & { readonly [paperBrand]: 'PaperId' };
/** One logged opening of one version by one account; says nothing to anybody else. */
export type PaperOpeningId = string & { readonly [paperBrand]: 'PaperOpeningId' };

const paperId = z.uuid().transform((value) => value.toLowerCase() as PaperId);
const itemId = z.uuid().transform((value) => value.toLowerCase() as AgendaItemId);
const title = z.string().normalize('NFC').trim().min(1).max(LIMITS.titleLength);
/** Fields of a multipart form are text. */
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
/** "Không tải lên tài liệu có độ mật": who uploads says so each time. */
const noStateSecret = z.literal('true');

export const paperUploadSchema = z.strictObject({
  title,
  /** Empty: of the whole conference. */
  agendaItemId: z.union([z.literal('').transform(() => null), itemId]).default(null),
  recallAtClose: flag.default(true),
  noStateSecret,
});
export const paperVersionSchema = z.strictObject({ noStateSecret });
export const paperEditSchema = z.strictObject({
  title: title.optional(),
  agendaItemId: itemId.nullable().optional(),
  recallAtClose: z.boolean().optional(),
});
const order = z.array(paperId).max(LIMITS.papersPerConference);
/** `from`: the order the change started with; another one now is a conflict. */
export const paperOrderSchema = z.strictObject({ from: order, to: order });
/** `paperId` null: every paper of the conference. */
export const paperRecallSchema = z.strictObject({ paperId: paperId.nullable() });
export const PAPER_OPENINGS = ['view', 'download'] as const;
export const paperOpenSchema = z.strictObject({
  number: z.int().positive().max(LIMITS.versionsPerPaper),
  /** view: the PDF for the page; download: the file as it was uploaded. */
  purpose: z.enum(PAPER_OPENINGS),
});

export const PAPER_KINDS = ['pdf', 'docx', 'xlsx', 'pptx'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];
/**
 * ready: can be read in the page. converting: will be. downloadOnly: this service has no converter. failed: the converter could not.
 */
export const PAPER_READINGS = ['ready', 'converting', 'downloadOnly', 'failed'] as const;
export type PaperReading = (typeof PAPER_READINGS)[number];

/** Why an uploaded file, an opening or a removal is refused: `details.reason` of invalidInput, tooLarge, forbidden, wrongState. */
export const PAPER_REFUSALS = [
  'missingFile',
  'stateSecretUnconfirmed',
  'wrongType',
  'damaged',
  'encrypted',
  'macro',
  'activePdf',
  'embeddedObject',
  'unreadable',
  'fileTooLarge',
  'conferenceFull',
  'tooManyPapers',
  'recalled',
  'notInvited',
  'cancelled',
  'alreadyOpened',
  'alreadyHeld',
] as const;
export type PaperRefusal = (typeof PAPER_REFUSALS)[number];

export interface PaperVersionView {
  /** 1 is the first; the highest is the one in force. */
  readonly number: number;
  readonly fileName: string;
  readonly kind: PaperKind;
  readonly sizeBytes: number;
  readonly reading: PaperReading;
  readonly uploadedAt: string;
  readonly uploadedByName: string;
}
export interface PaperView {
  readonly paperId: PaperId;
  readonly title: string;
  /** The item it belongs to by its title; null: the whole conference, or the item has left the agenda. */
  readonly agendaItemId: AgendaItemId | null;
  readonly agendaTitle: string | null;
  readonly recallAtClose: boolean;
  /** `byName` null: by itself when the conference closed. */
  readonly recalled: { readonly at: string | null; readonly byName: string | null } | null;
  /** Whether it may be taken back as uploaded by mistake; false for who may not manage papers. */
  readonly removable: boolean;
  /** Newest first; who may not manage papers sees the newest only. */
  readonly versions: readonly PaperVersionView[];
  readonly version: number;
}
export interface PaperListView {
  readonly conferenceId: ConferenceId;
  readonly canManage: boolean;
  readonly canRecall: boolean;
  /** Together, every version. */
  readonly totalBytes: number;
  /** In reading order. */
  readonly papers: readonly PaperView[];
  /** Uploaded by mistake and taken back, newest first; empty for who may not manage papers. */
  readonly removed: readonly RemovedPaper[];
}
export interface RemovedPaper {
  readonly paperId: PaperId;
  readonly title: string;
  readonly at: string;
  readonly byName: string;
}
export interface PaperOpened {
  readonly openingId: PaperOpeningId;
  /** Where the file is read; good for this account only, until recall or LIMITS.paperOpeningHours. */
  readonly path: string;
  readonly sizeBytes: number;
}
export interface PaperOpeningView {
  readonly openingId: PaperOpeningId;
  readonly paperId: PaperId;
  readonly paperTitle: string;
  readonly number: number;
  readonly purpose: (typeof PAPER_OPENINGS)[number];
  readonly at: string;
  readonly accountId: AccountId;
  readonly accountName: string;
  readonly siteName: string | null;
}
