// Letters on their way: queued in the caller's transaction, claimed one by one, settled once. The database's clock decides what is due.
// Never sends anything; who claims a letter is fenced by its claim id, so a worker that comes too late changes nothing.

import { randomUUID } from 'node:crypto';
import type { ConferenceId } from '../contract/index.ts';
import { IN_DOUBT, INTERRUPTED, NO_ATTEMPTS_LEFT } from '../jobs/deliveryTexts.ts';
import type {
  ClaimedFile,
  ClaimedMail,
  DeliveryState,
  DeliveryView,
  LetterFile,
  MailAttachment,
  MailContent,
  MailKind,
  MailStore,
  NewMail,
  Resolved,
  Settlement,
} from '../jobs/ports.ts';
import { AppError } from '../lib/AppError.ts';
import { createUuidV7 } from '../lib/uuidv7.ts';
import type { InvitationModel } from '../records/invitation/model.ts';
import { Prisma } from './generated/client.ts';
import type { DeliveryModel, MailAttachmentModel } from './generated/models.ts';
import type { Database, Tx } from './prisma.ts';

export class DeliveryRepository implements MailStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#database.$transaction((tx) => work(tx));
  }

  async addAttachments(tx: Tx, conferenceId: string | null, files: readonly LetterFile[]): Promise<string[]> {
    if (files.length === 0) return [];
    const rows = await tx.mailAttachment.createManyAndReturn({
      data: files.map((file) => ({ conferenceId, ...toAttachmentRow(file) })),
      select: { attachmentId: true },
    });
    return rows.map((row) => row.attachmentId);
  }

  async insert(tx: Tx, conferenceId: string | null, mails: readonly NewMail[]): Promise<string[]> {
    const now = await databaseNow(tx);
    const rows = await tx.delivery.createManyAndReturn({
      data: mails.map(({ content, ...mail }, index) => ({
        ...mail,
        // One after the other, as they are listed: in order of precedence.
        deliveryId: createUuidV7(now.getTime() + index),
        content: {
          ...content,
          ics: content.ics === null ? null : { ...content.ics },
          attachmentIds: [...content.attachmentIds],
        },
        conferenceId,
        createdAt: now,
        dueAt: now,
      })),
      skipDuplicates: true,
      select: { deliveryId: true },
    });
    return rows.map((row) => row.deliveryId);
  }

  async claim(
    deliveryId: string,
    options: { leaseMs: number; messageIdDomain: string },
  ): Promise<ClaimedMail | undefined> {
    const claimId = randomUUID();
    const rows = await this.#database.$queryRaw<{ messageId: string; attempts: number }[]>`
      UPDATE delivery
      SET state = 'sending', attempts = attempts + 1, claim_id = ${claimId}::uuid, handed_over_at = NULL,
          lease_until = clock_timestamp() + ${options.leaseMs} * interval '1 millisecond',
          message_id = COALESCE(message_id, '<' || delivery_id || '@' || ${options.messageIdDomain} || '>')
      WHERE delivery_id = ${deliveryId}::uuid AND state = 'queued' AND due_at <= clock_timestamp()
      RETURNING message_id AS "messageId", attempts`;
    const claimed = rows[0];
    if (claimed === undefined) return undefined;
    const row = await this.#database.delivery.findUniqueOrThrow({ where: { deliveryId } });
    const content = parseContent(row);
    return {
      deliveryId,
      claimId,
      kind: row.kind as MailKind,
      address: row.address,
      name: row.name,
      attempts: claimed.attempts,
      messageId: claimed.messageId,
      createdAt: row.createdAt,
      content,
      attachments: await this.#readAttachments(content.attachmentIds),
    };
  }

  async keepPaper(attachmentId: string, { content }: MailAttachment): Promise<MailAttachment> {
    await this.#database.mailAttachment.updateMany({
      where: { attachmentId, content: null },
      data: { content, paper: Prisma.DbNull },
    });
    const kept = await this.#database.mailAttachment.findUniqueOrThrow({ where: { attachmentId } });
    if (kept.content === null) throw new Error(`attachment ${attachmentId} was not kept`);
    return { filename: kept.filename, contentType: kept.contentType, content: kept.content };
  }

  async markHandedOver(claim: ClaimedMail, leaseMs: number): Promise<boolean> {
    const written = await this.#database.$executeRaw`
      UPDATE delivery
      SET handed_over_at = clock_timestamp(), lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
      WHERE delivery_id = ${claim.deliveryId}::uuid AND claim_id = ${claim.claimId}::uuid AND state = 'sending'
        AND lease_until > clock_timestamp()`;
    return written === 1;
  }

  async settle(claim: ClaimedMail, outcome: Settlement): Promise<Date | undefined> {
    const error = outcome.state === 'sent' ? null : outcome.error;
    const retryAfterMs = outcome.state === 'queued' ? outcome.retryAfterMs : 0;
    const isInDoubt = outcome.state === 'givenUp' && outcome.isInDoubt;
    const rows = await this.#database.$queryRaw<{ dueAt: Date }[]>`
      UPDATE delivery
      SET state = ${outcome.state}, last_error = ${error}, claim_id = NULL, lease_until = NULL,
          sent_at = CASE WHEN ${outcome.state} = 'sent' THEN clock_timestamp() END,
          handed_over_at = CASE WHEN ${outcome.state} = 'sent' OR ${isInDoubt} THEN handed_over_at END,
          due_at = clock_timestamp() + ${retryAfterMs} * interval '1 millisecond'
      WHERE delivery_id = ${claim.deliveryId}::uuid AND claim_id = ${claim.claimId}::uuid AND state = 'sending'
      RETURNING due_at AS "dueAt"`;
    return outcome.state === 'queued' ? rows[0]?.dueAt : undefined;
  }

  async resolveInterrupted(maxAttempts: number): Promise<Resolved> {
    const rows = await this.#database.$queryRaw<{ state: DeliveryState }[]>`
      UPDATE delivery
      SET state = CASE WHEN handed_over_at IS NULL AND attempts < ${maxAttempts} THEN 'queued' ELSE 'givenUp' END,
          last_error = CASE WHEN handed_over_at IS NOT NULL THEN ${IN_DOUBT} WHEN attempts < ${maxAttempts} THEN ${INTERRUPTED} ELSE ${NO_ATTEMPTS_LEFT} END,
          due_at = clock_timestamp(), claim_id = NULL, lease_until = NULL
      WHERE state = 'sending' AND lease_until <= clock_timestamp()
      RETURNING state`;
    const requeued = rows.filter((row) => row.state === 'queued').length;
    return { requeued, givenUp: rows.length - requeued };
  }

  async listDue(limit: number): Promise<string[]> {
    const rows = await this.#database.$queryRaw<{ deliveryId: string }[]>`
      SELECT delivery_id AS "deliveryId" FROM delivery
      WHERE state = 'queued' AND due_at <= clock_timestamp() ORDER BY due_at LIMIT ${limit}`;
    return rows.map((row) => row.deliveryId);
  }

  async requeue(tx: Tx, deliveryId: string): Promise<void> {
    const written = await tx.$executeRaw`
      UPDATE delivery SET state = 'queued', attempts = 0, last_error = NULL, handed_over_at = NULL, due_at = now()
      WHERE delivery_id = ${deliveryId}::uuid AND state IN ('failed', 'givenUp')`;
    if (written === 1) return;
    const row = await tx.delivery.findUnique({ where: { deliveryId }, select: { state: true } });
    throw new AppError(row === null ? 'notFound' : 'wrongState');
  }

  async list(conferenceId: ConferenceId): Promise<DeliveryView[]> {
    const rows = await this.#database.delivery.findMany({
      where: { conferenceId },
      orderBy: [{ createdAt: 'desc' }, { deliveryId: 'asc' }],
    });
    return rows.map(presentDelivery);
  }

  /** In the order asked for; a file removed meanwhile is a bug and stops the letter. */
  async #readAttachments(ids: readonly string[]): Promise<ClaimedFile[]> {
    if (ids.length === 0) return [];
    const rows = await this.#database.mailAttachment.findMany({ where: { attachmentId: { in: [...ids] } } });
    return ids.map((id) => {
      const row = rows.find((candidate) => candidate.attachmentId === id);
      if (row === undefined) throw new Error(`attachment ${id} is gone`);
      return { attachmentId: id, ...toLetterFile(row) };
    });
  }
}

function toAttachmentRow(file: LetterFile) {
  if ('content' in file) return file;
  const { filename, paper } = file;
  return { filename, contentType: 'application/pdf', paper: JSON.parse(JSON.stringify(paper)) };
}

function toLetterFile({ filename, contentType, content, paper }: MailAttachmentModel): LetterFile {
  if (content !== null) return { filename, contentType, content };
  // Only `addAttachments` writes this column, typed, and jsonb gives the same value back.
  const stored: unknown = paper;
  return { filename, paper: stored as InvitationModel };
}

/** The transaction's time: what is queued in it is due as soon as it commits, whatever this machine's clock says. */
async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', now()) AS now`;
  if (row === undefined) throw new Error('the database has no time');
  return row.now;
}

function parseContent(row: DeliveryModel): MailContent {
  // Only `insert` writes this column, typed, and jsonb gives the same value back.
  const stored: unknown = row.content;
  return stored as MailContent;
}

function presentDelivery(row: DeliveryModel): DeliveryView {
  return {
    deliveryId: row.deliveryId,
    conferenceId: row.conferenceId as ConferenceId | null,
    kind: row.kind as MailKind,
    address: row.address,
    name: row.name,
    subject: parseContent(row).subject,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    lastError: row.lastError,
    isInDoubt: row.state === 'givenUp' && row.handedOverAt !== null,
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: row.state === 'queued' ? row.dueAt.toISOString() : null,
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}
