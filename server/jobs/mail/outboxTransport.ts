// Mail without a mail server: every message becomes a file <deliveryId>.eml in a folder the pages can list.
// A repeat of a message replaces its file, so a file is there once however often it was sent.

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../lib/AppError.ts';
import type { MailTransport, OutgoingMail } from './MailTransport.ts';

/** messages kept; the oldest are removed beyond it */
const KEPT = 2_000;
const summarySchema = z.strictObject({ to: z.string(), subject: z.string(), at: z.iso.datetime() });

/** `at`: when it was queued, ISO. */
export type OutboxMail = z.output<typeof summarySchema> & { readonly mailId: string };

export interface Outbox extends MailTransport {
  /** Newest first. */
  list(): Promise<OutboxMail[]>;
  /** The message as it would have left. Errors: AppError notFound. */
  read(mailId: string): Promise<Buffer>;
}

export function createOutbox(folder: string): Outbox {
  return {
    // Nothing to hand over: a message interrupted anywhere is simply written again, to the same place.
    async send(mail, { signal }) {
      signal.throwIfAborted();
      await mkdir(folder, { recursive: true });
      await writeWhole(folder, `${mail.deliveryId}.json`, JSON.stringify(summarise(mail)));
      await writeWhole(folder, `${mail.deliveryId}.eml`, mail.raw);
      await removeOldest(folder);
    },
    list: () => listMails(folder),
    async read(mailId) {
      if (!z.uuid().safeParse(mailId).success) throw new AppError('notFound');
      try {
        return await readFile(join(folder, `${mailId}.eml`));
      } catch (cause) {
        throw new AppError('notFound', { cause });
      }
    },
  };
}

function summarise({ to, subject, createdAt }: OutgoingMail): z.output<typeof summarySchema> {
  return { to, subject, at: createdAt.toISOString() };
}

/** Beside the place first, then renamed: nobody ever reads half a message. */
async function writeWhole(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const draft = join(folder, `.${name}.part`);
  await writeFile(draft, content, { flush: true });
  await rename(draft, join(folder, name));
}

async function listMails(folder: string): Promise<OutboxMail[]> {
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(
    names.filter((name) => name.endsWith('.eml')).map((name) => readSummary(folder, name.slice(0, -'.eml'.length))),
  );
  return mails.filter((mail) => mail !== undefined).sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** undefined: removed meanwhile, or not ours. */
async function readSummary(folder: string, mailId: string): Promise<OutboxMail | undefined> {
  const text = await readFile(join(folder, `${mailId}.json`), 'utf8').catch(() => '{}');
  const parsed = summarySchema.safeParse(JSON.parse(text));
  return parsed.success ? { mailId, ...parsed.data } : undefined;
}

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.filter((name) => name.endsWith('.eml')).length <= KEPT) return;
  for (const { mailId } of (await listMails(folder)).slice(KEPT)) {
    await rm(join(folder, `${mailId}.eml`), { force: true });
    await rm(join(folder, `${mailId}.json`), { force: true });
  }
}
