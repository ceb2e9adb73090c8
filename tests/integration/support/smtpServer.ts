// A real SMTP server in this process, on a port of its own: keeps what it accepted, refuses or stalls where a test tells it to.
// A message counts as accepted only once the end of its data was answered with 250.

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface AcceptedMail {
  readonly to: string;
  readonly raw: Buffer;
}

/** Answers an SMTP reply that refuses, or undefined to go on. May wait. */
type Hook = (
  address: string,
) => Promise<{ code: number; text: string } | undefined> | { code: number; text: string } | undefined;

export interface TestSmtp extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly accepted: readonly AcceptedMail[];
  /** Whether a password is right. */
  onAuth: () => boolean;
  /** Asked at RCPT TO. */
  onRecipient: Hook;
  /** Asked when all bytes of a message are in, before it is accepted. */
  onEnd: Hook;
  /** Called after a message was accepted and before the client is told. */
  onAccepted: (address: string) => Promise<void> | void;
  /** Called when the first bytes of a message arrive. */
  onData: (address: string) => Promise<void> | void;
  parse(address: string): Promise<ParsedMail>;
  addresses(): string[];
  /** Ends every connection without a word. */
  cutConnections(): void;
}

/** `port` 0: any. */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const accepted: AcceptedMail[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    allowInsecureAuth: true,
    onAuth(auth, _session, callback) {
      if (smtp.onAuth()) callback(null, { user: auth.username });
      else callback(new Error('wrong password'));
    },
    onRcptTo({ address }, _session, callback) {
      answer(smtp.onRecipient, address, callback);
    },
    onData(stream, session, callback) {
      const address = session.envelope.rcptTo[0]?.address ?? '';
      receive(stream, address).then((raw) => {
        answer(smtp.onEnd, address, (error) => {
          if (error) return callback(error);
          accepted.push({ to: address, raw });
          Promise.resolve(smtp.onAccepted(address)).then(() => callback(), callback);
        });
      }, callback);
    },
  });
  const receive = async (stream: AsyncIterable<Buffer>, address: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      if (chunks.length === 0) await smtp.onData(address);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
  // A client that is killed in mid-sentence is part of the test.
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const bound = server.server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  const smtp: TestSmtp = {
    port: bound.port,
    url: `smtp://127.0.0.1:${bound.port}`,
    accepted,
    onAuth: () => true,
    onRecipient: () => undefined,
    onEnd: () => undefined,
    onAccepted: () => undefined,
    onData: () => undefined,
    parse(address) {
      const mail = accepted.find(({ to }) => to === address);
      if (mail === undefined) throw new Error(`nothing accepted for ${address}`);
      return simpleParser(mail.raw);
    },
    cutConnections() {
      for (const socket of sockets) socket.destroy();
    },
    addresses: () => accepted.map(({ to }) => to).sort(),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return smtp;
}

function answer(hook: Hook, address: string, callback: (error?: Error | null) => void): void {
  Promise.resolve(hook(address)).then((refusal) => {
    if (refusal === undefined) return callback();
    callback(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
  }, callback);
}

/** A port nobody listens on now. */
export async function findFreePort(): Promise<number> {
  await using smtp = await startSmtp();
  return smtp.port;
}
