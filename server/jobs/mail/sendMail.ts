// One attempt at one letter: claim, build, hand over, settle. The rule that nothing is sent twice lives here (MA3).
// Never words a letter; never keeps state between attempts.

import { invitationPdf } from '../../records/invitation/pdf.ts';
import { countAttempts, findRetryDelayMs } from '../backoff.ts';
import type { JobContext } from '../createJobs.ts';
import { IN_DOUBT } from '../deliveryTexts.ts';
import type { ClaimedFile, ClaimedMail, MailAttachment, MailStore, Settlement } from '../ports.ts';
import { buildMail } from './buildMail.ts';
import { MailRefused, type MailTransport } from './MailTransport.ts';
import { ACKNOWLEDGE_TIMEOUT_MS, SEND_TIMEOUT_MS } from './smtpTransport.ts';

/** letters one sweep wakes; the next minute takes the rest */
const SWEPT = 500;
/** milliseconds of a lease beyond the time-out it covers */
const LEASE_MARGIN_MS = 30_000;

export interface MailSending {
  readonly store: MailStore;
  readonly transport: MailTransport;
  /** `Name <address>` of who writes. */
  readonly from: string;
  readonly delaysMs: readonly number[];
  /** How long a claim is good for before and after handing over; tests shorten them. */
  readonly leases?: { readonly sendMs: number; readonly acknowledgeMs: number };
}

const LEASES = { sendMs: SEND_TIMEOUT_MS + LEASE_MARGIN_MS, acknowledgeMs: ACKNOWLEDGE_TIMEOUT_MS + LEASE_MARGIN_MS };

/** The handler of `mail.send`. Throws only when the database does: then the lease runs out and the sweep decides. */
export async function sendMail(sending: MailSending, deliveryId: string, context: JobContext): Promise<void> {
  const leases = sending.leases ?? LEASES;
  const claim = await sending.store.claim(deliveryId, {
    leaseMs: leases.sendMs,
    messageIdDomain: domainOf(sending.from),
  });
  if (claim === undefined) return;
  const outcome = await attempt(sending, claim, leases.acknowledgeMs, context.signal);
  const dueAt = await sending.store.settle(claim, outcome);
  const details = { deliveryId, kind: claim.kind, attempts: claim.attempts, ...outcome };
  if (outcome.state === 'sent') context.log.info(details, 'mail sent');
  else context.log.warn(details, 'mail not sent');
  if (dueAt !== undefined) await wake(context, deliveryId, dueAt);
}

/** The handler of `mail.sweep`: ends what dead workers held, wakes what is due and has no job. */
export async function sweepMail(sending: MailSending, context: JobContext): Promise<void> {
  const resolved = await sending.store.resolveInterrupted(countAttempts(sending.delaysMs));
  if (resolved.requeued + resolved.givenUp > 0) context.log.warn(resolved, 'interrupted mail resolved');
  const due = await sending.store.listDue(SWEPT);
  await context.enqueue(
    'mail.send',
    due.map((deliveryId) => ({ deliveryId })),
  );
}

async function attempt(
  sending: MailSending,
  claim: ClaimedMail,
  acknowledgeMs: number,
  signal: AbortSignal,
): Promise<Settlement> {
  let isHandedOver = false;
  try {
    const attachments: MailAttachment[] = [];
    for (const file of claim.attachments) attachments.push(await setFile(sending.store, file));
    const raw = await buildMail({
      from: sending.from,
      to: { name: claim.name, address: claim.address },
      ...claim.content,
      attachments,
      messageId: claim.messageId,
      date: claim.createdAt,
    });
    const mail = {
      deliveryId: claim.deliveryId,
      from: addressOf(sending.from),
      to: claim.address,
      raw,
      subject: claim.content.subject,
      createdAt: claim.createdAt,
    };
    const beforeHandOver = async () => {
      isHandedOver = await sending.store.markHandedOver(claim, acknowledgeMs);
      if (isHandedOver) return;
      throw new Error('Quá thời hạn gửi.');
    };
    await sending.transport.send(mail, { beforeHandOver, signal });
    return { state: 'sent' };
  } catch (error) {
    return toSettlement(error, isHandedOver, findRetryDelayMs(sending.delaysMs, claim.attempts));
  }
}

/** A paper is set under the letter's own lease: a worker that dies over it has sent nothing, and the next one sets it again. */
async function setFile(store: MailStore, file: ClaimedFile): Promise<MailAttachment> {
  if ('content' in file) return file;
  const content = new Uint8Array(await invitationPdf(file.paper));
  return store.keepPaper(file.attachmentId, { filename: file.filename, contentType: 'application/pdf', content });
}

function toSettlement(error: unknown, isHandedOver: boolean, retryAfterMs: number | undefined): Settlement {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof MailRefused && error.isPermanent) return { state: 'failed', error: text };
  if (isHandedOver && !(error instanceof MailRefused)) {
    return { state: 'givenUp', error: `${IN_DOUBT} (${text})`, isInDoubt: true };
  }
  if (retryAfterMs === undefined) return { state: 'givenUp', error: text, isInDoubt: false };
  return { state: 'queued', error: text, retryAfterMs };
}

/** The row already says when; without this job the sweep finds it within a minute, so a stopping queue may refuse. */
async function wake(context: JobContext, deliveryId: string, dueAt: Date): Promise<void> {
  await context
    .enqueue('mail.send', [{ deliveryId }], { startAfter: dueAt })
    .catch((error: unknown) => context.log.warn({ err: error, deliveryId }, 'retry left to the sweep'));
}

function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/u.exec(from)?.[1] ?? from.trim();
}

function domainOf(from: string): string {
  return addressOf(from).split('@')[1] ?? 'localhost';
}
