// Papers of conferences: their order, their versions, their recall, and the log of who opened which. Files themselves are the desk's.
// Changes of one conference's papers take turns by an advisory lock, so that sums and orders are true; live conferences never wait for it.

import { randomUUID } from 'node:crypto';
import {
  type ConferenceId,
  LIMITS,
  type PaperId,
  type PaperOpeningId,
  type PaperOpeningView,
  type PaperRefusal,
  type PaperView,
  type RemovedPaper,
} from '../contract/index.ts';
import { whenPapersSent } from '../domain/scheduling/papersSent.ts';
import { AppError } from '../lib/AppError.ts';
import type {
  CheckedFile,
  ConversionJob,
  Converted,
  OpenedFile,
  PaperActor,
  PaperEdit,
  PaperFields,
  PaperRemoval,
  PaperStore,
} from '../papers/ports.ts';
import {
  conferenceOf,
  isRecalled,
  presentOpening,
  presentPaper,
  toOpenedFile,
  WHOLE_PAPER,
  type WholePaper,
  whyNotRemovable,
} from './paperRows.ts';
import type { Database, Tx } from './prisma.ts';

export class PaperRepository implements PaperStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(conferenceId: ConferenceId): Promise<PaperView[]> {
    const [conference, rows] = await Promise.all([
      conferenceOf(this.#database, conferenceId),
      this.#database.paper.findMany({
        where: { conferenceId, removedAt: null },
        include: WHOLE_PAPER,
        orderBy: { position: 'asc' },
      }),
    ]);
    return rows.map((row) => presentPaper(row, conference));
  }

  create(
    conferenceId: ConferenceId,
    fields: PaperFields,
    file: CheckedFile,
    by: PaperActor,
    now: Date,
  ): Promise<PaperView> {
    return this.#change(conferenceId, async (tx) => {
      await assertRoom(tx, conferenceId, file.sizeBytes);
      const existing = await tx.paper.aggregate({
        where: { conferenceId, removedAt: null },
        _count: true,
        _max: { position: true },
      });
      if (existing._count >= LIMITS.papersPerConference) throw refusal('tooLarge', 'tooManyPapers');
      const { paperId } = await tx.paper.create({
        data: {
          conferenceId,
          position: (existing._max.position ?? -1) + 1,
          title: fields.title,
          agendaTitle: await agendaTitleOf(tx, conferenceId, fields.agendaItemId),
          recallAtClose: fields.recallAtClose,
          versions: { create: toVersionRow(1, file, by, now) },
        },
      });
      return this.#present(tx, conferenceId, paperId);
    });
  }

  addVersion(
    conferenceId: ConferenceId,
    paperId: PaperId,
    version: number,
    file: CheckedFile,
    by: PaperActor,
    now: Date,
  ): Promise<PaperView> {
    return this.#change(conferenceId, async (tx) => {
      const row = await getChangeable(tx, conferenceId, paperId, version);
      await assertRoom(tx, conferenceId, file.sizeBytes);
      const number = (row.versions[0]?.number ?? 0) + 1;
      if (number > LIMITS.versionsPerPaper) throw refusal('tooLarge', 'tooManyPapers');
      await tx.paper.update({
        where: { paperId },
        data: { version: { increment: 1 }, versions: { create: toVersionRow(number, file, by, now) } },
      });
      return this.#present(tx, conferenceId, paperId);
    });
  }

  edit(conferenceId: ConferenceId, paperId: PaperId, version: number, edit: PaperEdit): Promise<PaperView> {
    return this.#change(conferenceId, async (tx) => {
      await getChangeable(tx, conferenceId, paperId, version);
      await tx.paper.update({
        where: { paperId },
        data: {
          version: { increment: 1 },
          ...(edit.title === undefined ? {} : { title: edit.title }),
          ...(edit.recallAtClose === undefined ? {} : { recallAtClose: edit.recallAtClose }),
          ...(edit.agendaItemId === undefined
            ? {}
            : { agendaTitle: await agendaTitleOf(tx, conferenceId, edit.agendaItemId) }),
        },
      });
      return this.#present(tx, conferenceId, paperId);
    });
  }

  remove({ conferenceId, paperId, version, by, now }: PaperRemoval): Promise<string[]> {
    return this.#change(conferenceId, async (tx) => {
      const row = await getChangeable(tx, conferenceId, paperId, version);
      const reason = whyNotRemovable(row, await conferenceOf(tx, conferenceId));
      if (reason !== null) throw refusal('wrongState', reason);
      await tx.paper.update({
        where: { paperId },
        data: { version: { increment: 1 }, removedAt: now, removedByName: by.name },
      });
      return row.versions.flatMap(({ fileHash, pdfHash }) => (pdfHash === null ? [fileHash] : [fileHash, pdfHash]));
    });
  }

  async listRemoved(conferenceId: ConferenceId): Promise<RemovedPaper[]> {
    const rows = await this.#database.paper.findMany({
      where: { conferenceId, removedAt: { not: null } },
      orderBy: [{ removedAt: 'desc' }, { paperId: 'asc' }],
      take: LIMITS.papersPerConference,
      select: { paperId: true, title: true, removedAt: true, removedByName: true },
    });
    return rows.map(({ paperId, title, removedAt, removedByName }) => ({
      paperId: paperId as PaperId,
      title,
      at: removedAt?.toISOString() ?? '',
      byName: removedByName ?? '',
    }));
  }

  async reorder(conferenceId: ConferenceId, from: readonly PaperId[], to: readonly PaperId[]): Promise<void> {
    await this.#change(conferenceId, async (tx) => {
      const rows = await tx.paper.findMany({
        where: { conferenceId, removedAt: null },
        orderBy: { position: 'asc' },
        select: { paperId: true },
      });
      if (rows.map((row) => row.paperId).join() !== from.join()) throw new AppError('conflict');
      if ([...from].sort().join() !== [...to].sort().join()) throw new AppError('invalidInput');
      for (const [position, paperId] of to.entries()) await tx.paper.update({ where: { paperId }, data: { position } });
    });
  }

  async recall(conferenceId: ConferenceId, paperId: PaperId | null, by: PaperActor, now: Date): Promise<void> {
    await this.#database.$transaction(async (tx) => {
      await lockPapers(tx, conferenceId);
      if (paperId !== null) await getPaper(tx, conferenceId, paperId);
      await tx.paper.updateMany({
        where: { conferenceId, recalledAt: null, removedAt: null, ...(paperId === null ? {} : { paperId }) },
        data: { recalledAt: now, recalledByName: by.name, version: { increment: 1 } },
      });
    });
  }

  open(
    conferenceId: ConferenceId,
    paperId: PaperId,
    asked: { readonly number: number; readonly purpose: PaperOpeningView['purpose'] },
    by: PaperActor,
    now: Date,
  ): Promise<{ openingId: PaperOpeningId; sizeBytes: number }> {
    return this.#database.$transaction(async (tx) => {
      await lockPapers(tx, conferenceId);
      const row = await getPaper(tx, conferenceId, paperId);
      if (isRecalled(row, await conferenceOf(tx, conferenceId))) throw refusal('forbidden', 'recalled');
      const version = row.versions.find((candidate) => candidate.number === asked.number);
      if (version === undefined) throw new AppError('notFound');
      const sizeBytes = asked.purpose === 'view' ? version.pdfSizeBytes : version.sizeBytes;
      if (sizeBytes === null) throw new AppError('wrongState', { details: { reading: version.reading } });
      const openingId = randomUUID() as PaperOpeningId;
      await tx.paperOpening.create({
        data: {
          openingId,
          paperId,
          ...asked,
          at: now,
          accountId: by.accountId,
          accountName: by.name,
          siteName: by.siteName,
        },
      });
      return { openingId, sizeBytes };
    });
  }

  async findSentAt(conferenceId: ConferenceId): Promise<string | null> {
    const { startsAt, lifeSteps, papers } = await this.#database.conference.findUniqueOrThrow({
      where: { conferenceId },
      select: {
        startsAt: true,
        lifeSteps: { where: { toStatus: 'published' }, orderBy: { version: 'asc' }, take: 1, select: { at: true } },
        papers: {
          where: { removedAt: null },
          select: { recalledAt: true, versions: { orderBy: { number: 'asc' }, take: 1, select: { uploadedAt: true } } },
        },
      },
    });
    return whenPapersSent({
      startsAt: startsAt.toISOString(),
      publishedAt: lifeSteps[0]?.at.toISOString() ?? null,
      papers: papers.flatMap(({ recalledAt, versions }) =>
        versions.map(({ uploadedAt }) => ({
          uploadedAt: uploadedAt.toISOString(),
          recalledAt: recalledAt?.toISOString() ?? null,
        })),
      ),
    });
  }

  async findOpening(openingId: PaperOpeningId): Promise<OpenedFile | undefined> {
    const opening = await this.#database.paperOpening.findUnique({
      where: { openingId },
      include: { paper: { include: WHOLE_PAPER } },
    });
    if (opening === null) return undefined;
    return toOpenedFile(opening, await conferenceOf(this.#database, opening.paper.conferenceId));
  }

  async listOpenings(conferenceId: ConferenceId): Promise<PaperOpeningView[]> {
    const rows = await this.#database.paperOpening.findMany({
      where: { paper: { conferenceId } },
      include: { paper: { select: { title: true } } },
      orderBy: [{ at: 'desc' }, { openingId: 'asc' }],
      take: LIMITS.paperOpeningsListed,
    });
    return rows.map(presentOpening);
  }

  async listHashes(): Promise<Set<string>> {
    const rows = await this.#database.paperVersion.findMany({
      where: { paper: { removedAt: null } },
      select: { fileHash: true, pdfHash: true },
    });
    return new Set(rows.flatMap((row) => (row.pdfHash === null ? [row.fileHash] : [row.fileHash, row.pdfHash])));
  }

  async listConverting(): Promise<ConversionJob[]> {
    const rows = await this.#database.paperVersion.findMany({
      where: { reading: 'converting', paper: { removedAt: null } },
      orderBy: { uploadedAt: 'asc' },
    });
    return rows.map((row) => ({
      paperId: row.paperId as PaperId,
      number: row.number,
      kind: row.kind as ConversionJob['kind'],
      hash: row.fileHash,
    }));
  }

  async settleConversion({ paperId, number }: ConversionJob, outcome: Converted): Promise<void> {
    const pdf = outcome.reading === 'ready' ? outcome.pdf : null;
    await this.#database.paperVersion.updateMany({
      where: { paperId, number, reading: 'converting', paper: { removedAt: null } },
      data: { reading: outcome.reading, pdfHash: pdf?.hash ?? null, pdfSizeBytes: pdf?.sizeBytes ?? null },
    });
  }

  /** One after the other for each conference. Errors: notFound, wrongState for a cancelled conference. */
  #change<T>(conferenceId: ConferenceId, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#database.$transaction(async (tx) => {
      await lockPapers(tx, conferenceId);
      const { status } = await conferenceOf(tx, conferenceId);
      if (status === 'cancelled') throw refusal('wrongState', 'cancelled');
      return work(tx);
    });
  }

  async #present(tx: Tx, conferenceId: ConferenceId, paperId: string): Promise<PaperView> {
    return presentPaper(await getPaper(tx, conferenceId, paperId), await conferenceOf(tx, conferenceId));
  }
}

function refusal(code: 'tooLarge' | 'forbidden' | 'wrongState', reason: PaperRefusal): AppError {
  return new AppError(code, { details: { reason } });
}

async function lockPapers(tx: Tx, conferenceId: ConferenceId): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('papers ' || ${conferenceId}::text, 0))`;
}

async function getPaper(tx: Tx, conferenceId: ConferenceId, paperId: string): Promise<WholePaper> {
  const row = await tx.paper.findUnique({ where: { paperId }, include: WHOLE_PAPER });
  if (row === null || row.removedAt !== null || row.conferenceId !== conferenceId) throw new AppError('notFound');
  return row;
}

async function getChangeable(
  tx: Tx,
  conferenceId: ConferenceId,
  paperId: PaperId,
  version: number,
): Promise<WholePaper> {
  const row = await getPaper(tx, conferenceId, paperId);
  const conference = await conferenceOf(tx, conferenceId);
  if (row.version !== version)
    throw new AppError('conflict', { details: { version: row.version, current: presentPaper(row, conference) } });
  if (isRecalled(row, conference)) throw refusal('wrongState', 'recalled');
  return row;
}

async function assertRoom(tx: Tx, conferenceId: ConferenceId, sizeBytes: number): Promise<void> {
  const sum = await tx.paperVersion.aggregate({
    where: { paper: { conferenceId, removedAt: null } },
    _sum: { sizeBytes: true },
  });
  if ((sum._sum.sizeBytes ?? 0) + sizeBytes > LIMITS.papersBytesPerConference)
    throw refusal('tooLarge', 'conferenceFull');
}

/** Errors: invalidInput for an item of another agenda. */
async function agendaTitleOf(tx: Tx, conferenceId: ConferenceId, itemId: string | null): Promise<string | null> {
  if (itemId === null) return null;
  const item = await tx.agendaItem.findUnique({ where: { itemId } });
  if (item === null || item.conferenceId !== conferenceId) throw new AppError('invalidInput');
  return item.title;
}

function toVersionRow(number: number, file: CheckedFile, by: PaperActor, now: Date) {
  const isPdf = file.kind === 'pdf';
  return {
    number,
    fileName: file.name,
    kind: file.kind,
    sizeBytes: file.sizeBytes,
    fileHash: file.hash,
    pdfHash: isPdf ? file.hash : null,
    pdfSizeBytes: isPdf ? file.sizeBytes : null,
    reading: isPdf ? 'ready' : 'converting',
    uploadedAt: now,
    uploadedById: by.accountId,
    uploadedByName: by.name,
  };
}
