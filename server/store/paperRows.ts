// Rows of papers as the wire shows them, and the one place that says when a paper is recalled: by hand, or by itself when the
// conference that it was marked for has closed. Pure shaping beside one small question.

import type {
  AccountId,
  AgendaItemId,
  ConferenceId,
  PaperId,
  PaperKind,
  PaperOpeningId,
  PaperOpeningView,
  PaperReading,
  PaperVersionView,
  PaperView,
} from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import type { OpenedFile } from '../papers/ports.ts';
import type { Prisma } from './generated/client.ts';
import type { PaperOpeningModel } from './generated/models.ts';
import type { Tx } from './prisma.ts';

/** `openings`: one by somebody who is not the secretariat alone, if there is any. */
export const WHOLE_PAPER = {
  versions: { orderBy: { number: 'desc' } },
  openings: {
    where: { account: { versions: { some: { role: { not: 'secretary' } } } } },
    take: 1,
    select: { openingId: true },
  },
} as const satisfies Prisma.PaperInclude;
export type WholePaper = Prisma.PaperGetPayload<{ include: typeof WHOLE_PAPER }>;

/** What papers need to know of their conference. */
export interface PaperConference {
  readonly status: string;
  /** When it closed; null: it has not. */
  readonly closedAt: Date | null;
  readonly agenda: readonly { readonly itemId: string; readonly title: string }[];
}

/** Errors: notFound. */
export async function conferenceOf(tx: Tx, conferenceId: string): Promise<PaperConference> {
  const row = await tx.conference.findUnique({
    where: { conferenceId },
    select: {
      status: true,
      agenda: { select: { itemId: true, title: true }, orderBy: { position: 'asc' } },
      journal: { where: { type: 'conferenceClosed' }, select: { at: true }, orderBy: { seq: 'desc' }, take: 1 },
    },
  });
  if (row === null) throw new AppError('notFound');
  return { status: row.status, closedAt: row.journal[0]?.at ?? null, agenda: row.agenda };
}

/** Statuses of a conference that has been held. */
const ENDED: readonly string[] = ['closed', 'concluded'];

/** Nobody has to do anything at the end: a paper so marked is recalled because its conference is closed. */
export function isRecalled(
  row: Pick<WholePaper, 'recalledAt' | 'recallAtClose'>,
  conference: PaperConference,
): boolean {
  return row.recalledAt !== null || (row.recallAtClose && ENDED.includes(conference.status));
}

/** Until people have met: what was before them then belongs to the record. */
const NOT_HELD_YET: readonly string[] = ['draft', 'submitted', 'approved', 'published', 'postponed'];

/** Why a paper cannot be taken back any more; null: it can. */
export function whyNotRemovable(
  row: Pick<WholePaper, 'openings'>,
  { status }: Pick<PaperConference, 'status'>,
): 'alreadyHeld' | 'alreadyOpened' | null {
  if (!NOT_HELD_YET.includes(status)) return 'alreadyHeld';
  return row.openings.length > 0 ? 'alreadyOpened' : null;
}

export function presentPaper(row: WholePaper, conference: PaperConference): PaperView {
  const item = conference.agenda.find((candidate) => candidate.title === row.agendaTitle);
  return {
    paperId: row.paperId as PaperId,
    title: row.title,
    agendaItemId: (item?.itemId as AgendaItemId | undefined) ?? null,
    agendaTitle: row.agendaTitle,
    recallAtClose: row.recallAtClose,
    recalled: isRecalled(row, conference)
      ? { at: (row.recalledAt ?? conference.closedAt)?.toISOString() ?? null, byName: row.recalledByName }
      : null,
    removable: row.recalledAt === null && whyNotRemovable(row, conference) === null,
    versions: row.versions.map(presentVersion),
    version: row.version,
  };
}

function presentVersion(row: WholePaper['versions'][number]): PaperVersionView {
  return {
    number: row.number,
    fileName: row.fileName,
    kind: row.kind as PaperKind,
    sizeBytes: row.sizeBytes,
    reading: row.reading as PaperReading,
    uploadedAt: row.uploadedAt.toISOString(),
    uploadedByName: row.uploadedByName,
  };
}

export function presentOpening(
  row: PaperOpeningModel & { readonly paper: { readonly title: string } },
): PaperOpeningView {
  return {
    openingId: row.openingId as PaperOpeningId,
    paperId: row.paperId as PaperId,
    paperTitle: row.paper.title,
    number: row.number,
    purpose: row.purpose as PaperOpeningView['purpose'],
    at: row.at.toISOString(),
    accountId: row.accountId as AccountId,
    accountName: row.accountName,
    siteName: row.siteName,
  };
}

export function toOpenedFile(
  opening: PaperOpeningModel & { readonly paper: Omit<WholePaper, 'openings'> },
  conference: PaperConference,
): OpenedFile | undefined {
  if (opening.paper.removedAt !== null) return undefined;
  const version = opening.paper.versions.find((candidate) => candidate.number === opening.number);
  if (version === undefined) return undefined;
  const isView = opening.purpose === 'view';
  const hash = isView ? version.pdfHash : version.fileHash;
  const sizeBytes = isView ? version.pdfSizeBytes : version.sizeBytes;
  if (hash === null || sizeBytes === null) return undefined;
  return {
    conferenceId: opening.paper.conferenceId as ConferenceId,
    accountId: opening.accountId as AccountId,
    openedAt: opening.at,
    isRecalled: isRecalled(opening.paper, conference),
    purpose: opening.purpose as OpenedFile['purpose'],
    fileName: version.fileName,
    kind: version.kind as PaperKind,
    file: { hash, sizeBytes },
  };
}
