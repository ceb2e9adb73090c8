// Where letters are handed in: rows and jobs in the caller's transaction, so that a change that is rolled back sends nothing.
// Never sends; never opens a transaction of its own except to repeat one letter by a person's decision.

import { z } from 'zod';
import type { ConferenceId } from '../../contract/index.ts';
import { AppError } from '../../lib/AppError.ts';
import type { Tx } from '../../store/prisma.ts';
import type { Enqueue } from '../createJobs.ts';
import type { DeliveryView, LetterFile, MailStore, NewMail } from '../ports.ts';

/** bytes of all files of one letter; common mail servers refuse 25 MB and base64 adds a third */
const MAX_ATTACHMENT_BYTES = 15_000_000;
/** letters in one enqueueing: every site of a full conference, five people each */
const MAX_LETTERS = 1_000;

const addressSchema = z.email().max(254);

export interface Letters {
  readonly conferenceId: ConferenceId | null;
  readonly letters: readonly NewMail[];
  /** Go with every letter, after those it names itself. */
  readonly attachments?: readonly LetterFile[];
}

export class PostOffice {
  readonly #store: MailStore;
  readonly #jobs: Enqueue;

  constructor(options: { store: MailStore; jobs: Enqueue }) {
    this.#store = options.store;
    this.#jobs = options.jobs;
  }

  /**
   * Queues the letters and answers how many are new; one whose idempotencyKey is known is not queued again.
   * Errors: AppError invalidInput naming the bad addresses; tooLarge.
   */
  async post(tx: Tx, { conferenceId, letters, attachments = [] }: Letters): Promise<number> {
    assertAddresses(letters);
    const size = attachments.reduce((sum, file) => sum + ('content' in file ? file.content.byteLength : 0), 0);
    if (size > MAX_ATTACHMENT_BYTES || letters.length > MAX_LETTERS) throw new AppError('tooLarge');
    const attachmentIds = await this.#store.addAttachments(tx, conferenceId, attachments);
    const deliveryIds = await this.#store.insert(
      tx,
      conferenceId,
      letters.map((letter) => ({
        ...letter,
        content: { ...letter.content, attachmentIds: [...letter.content.attachmentIds, ...attachmentIds] },
      })),
    );
    await this.#jobs.enqueue('mail.send', deliveryIds.map(toJob), { tx });
    return deliveryIds.length;
  }

  /** Sends a failed or given-up letter again, with the same Message-ID. Errors: AppError notFound, wrongState. */
  async repeat(deliveryId: string): Promise<void> {
    await this.#store.transaction(async (tx) => {
      await this.#store.requeue(tx, deliveryId);
      await this.#jobs.enqueue('mail.send', [toJob(deliveryId)], { tx });
    });
  }

  /** What became of every letter of a conference, newest first. */
  list(conferenceId: ConferenceId): Promise<DeliveryView[]> {
    return this.#store.list(conferenceId);
  }
}

function toJob(deliveryId: string): { deliveryId: string } {
  return { deliveryId };
}

function assertAddresses(letters: readonly NewMail[]): void {
  const bad = letters.map((letter) => letter.address).filter((address) => !addressSchema.safeParse(address).success);
  if (bad.length > 0) throw new AppError('invalidInput', { details: { addresses: bad } });
}
