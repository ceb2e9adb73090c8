// Mail over SMTP: one connection a message. Holds back the end of the message until the queue has written that it is being handed over;
// never decides whether to try again.

import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MailRefused, type MailTransport, type OutgoingMail } from './MailTransport.ts';

/** milliseconds until the end of the message must be reached; the queue's lease is longer */
export const SEND_TIMEOUT_MS = 120_000;
/** milliseconds the server may think after the end of the message (RFC 5321 §4.5.3.2.6) */
export const ACKNOWLEDGE_TIMEOUT_MS = 600_000;
const CONNECT_TIMEOUT_MS = 20_000;
const PIECE_BYTES = 16_384;

/** `url`: smtp://user:password@host:587 (STARTTLS where offered), smtps://…:465; nodemailer's options as query parameters. */
export function createSmtpTransport(url: string, timeouts: { sendMs?: number } = {}): MailTransport {
  const { auth, ...server } = parseConnectionUrl(url) as SMTPConnection.Options & { auth?: SMTPConnection.Credentials };
  const sendMs = timeouts.sendMs ?? SEND_TIMEOUT_MS;
  return {
    async send(mail, { beforeHandOver, signal }) {
      const connection = new SMTPConnection({
        ...server,
        connectionTimeout: CONNECT_TIMEOUT_MS,
        greetingTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: ACKNOWLEDGE_TIMEOUT_MS,
      });
      const broken = Promise.withResolvers<never>();
      connection.once('error', (error) => broken.reject(error));
      // A second error after the first has nobody to tell, and must not end the process.
      connection.on('error', () => undefined);
      connection.once('end', () => broken.reject(new Error('Máy chủ thư đóng kết nối.')));
      const breakOff = (reason: string) => () => broken.reject(new Error(reason));
      const onAbort = breakOff('Dịch vụ đang dừng.');
      signal.addEventListener('abort', onAbort, { once: true });
      const deadline = setTimeout(breakOff('Máy chủ thư trả lời quá chậm.'), sendMs);
      try {
        if (signal.aborted) onAbort();
        await Promise.race([broken.promise, converse(connection, auth, mail, beforeHandOver, deadline)]);
      } catch (error) {
        throw toRefusal(error);
      } finally {
        clearTimeout(deadline);
        signal.removeEventListener('abort', onAbort);
        broken.promise.catch(() => undefined);
        connection.close();
      }
    },
  };
}

async function converse(
  connection: SMTPConnection,
  auth: SMTPConnection.Credentials | undefined,
  mail: OutgoingMail,
  beforeHandOver: () => Promise<void>,
  deadline: NodeJS.Timeout,
): Promise<void> {
  await promisify((done) => connection.connect(done));
  if (auth !== undefined) await promisify((done) => connection.login({ credentials: auth }, done));
  const envelope = { from: mail.from, to: [mail.to], size: mail.raw.byteLength };
  const message = Readable.from(pieces(mail.raw, beforeHandOver, deadline), { objectMode: false });
  await promisify((done) => connection.send(envelope, message, done));
}

/** In small pieces, so that the stream's own buffering does not run far ahead of what the server has taken. */
async function* pieces(raw: Uint8Array, beforeHandOver: () => Promise<void>, deadline: NodeJS.Timeout) {
  for (let at = 0; at < raw.byteLength; at += PIECE_BYTES) yield raw.subarray(at, at + PIECE_BYTES);
  await beforeHandOver();
  clearTimeout(deadline);
}

function promisify(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}

/** Only an answer about this recipient or this message is a refusal of it; a bad password or a closed door is the way's fault. */
function toRefusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { responseCode, response, command } = error as SMTPConnection.SMTPError;
  if (responseCode === undefined || (command !== 'RCPT TO' && command !== 'DATA')) return error;
  return new MailRefused(response ?? error.message, responseCode >= 500, error);
}
