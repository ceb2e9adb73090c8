// The live door: authorises connections, bounds and parses what comes in, and hands it to the live room.
// The only importer of Socket.IO; holds no conference state.

import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server, type Socket } from 'socket.io';
import {
  type ClientToServer,
  LIMITS,
  LIVE_PATH,
  PROTOCOL_VERSION,
  type ServerToClient,
  type Welcome,
} from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import { inBackground } from '../lib/background.ts';
import type { Log } from '../lib/log.ts';
import type { LiveService } from '../live/LiveService.ts';
import type { PageAccount } from '../live/ports.ts';
import { acceptEvents } from './acceptEvents.ts';
import { pageLink } from './pageLink.ts';

export interface SignalingOptions {
  readonly httpServer: HttpServer | HttpsServer;
  readonly live: LiveService;
  /** The account of a Cookie header's session; null: none. Asked at connection and every minute after. */
  readonly findAccount: (cookieHeader: string | undefined) => Promise<PageAccount | null>;
  readonly serverId: string;
  readonly now: () => number;
  readonly log: Log;
}

export interface SocketData {
  account: PageAccount;
}
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface Signaling {
  /** Ends the live connections of an account whose session or role changed; its pages sign in again. */
  disconnectAccount(accountId: string): void;
  close(): Promise<void>;
}

/** Milliseconds; a session ended elsewhere (another process) ends its connections within this time. */
const RECHECK_SESSION_MS = 60_000;
/** Bytes; smaller messages fit one packet anyway. */
const COMPRESS_BYTES = 1_400;
/** Bytes; above it the transport itself hangs up. Between LIMITS.liveMessageBytes and this a message is refused with a word. */
const HANG_UP_BYTES = 1_048_576;

export function createSignaling(options: SignalingOptions): Signaling {
  const { live, log } = options;
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(options.httpServer, {
    path: LIVE_PATH,
    serveClient: false,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: HANG_UP_BYTES,
    // A snapshot is mostly names and repeated keys: an eighth of its size on the wire. No context is kept between messages.
    perMessageDeflate: { threshold: COMPRESS_BYTES, serverNoContextTakeover: true, clientNoContextTakeover: true },
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers)),
  });
  const limiter = new RateLimiterMemory({ points: LIMITS.commandsPerTenSeconds, duration: 10 });

  io.use((socket, next) => {
    options.findAccount(socket.handshake.headers.cookie).then(
      (account) => {
        if (account === null) return next(refusal('notSignedIn'));
        socket.data.account = account;
        next();
      },
      (error: unknown) => {
        log.error({ err: error }, 'session lookup failed');
        next(refusal('unavailable'));
      },
    );
  });

  io.on('connection', (socket) => {
    const { account } = socket.data;
    const page = live.connect(account, pageLink(socket));
    socket.on('disconnect', () => page.disconnected());
    acceptEvents({ socket, page, limiter, log });
    socket.emit('welcome', welcome(socket, options));
    const recheck = setInterval(
      () => inBackground(log, 'recheck session', () => recheckSession(socket, options)),
      RECHECK_SESSION_MS,
    );
    socket.on('disconnect', () => clearInterval(recheck));
  });

  return {
    disconnectAccount(accountId) {
      for (const socket of io.of('/').sockets.values())
        if (socket.data.account.accountId === accountId) socket.disconnect(true);
    },
    async close() {
      await io.close();
    },
  };
}

function welcome(socket: LiveSocket, options: SignalingOptions): Welcome {
  const { accountId, role, name, siteId } = socket.data.account;
  return {
    protocol: PROTOCOL_VERSION,
    connectionId: pageLink(socket).connectionId,
    account: { accountId, role, name, siteId },
    serverTime: new Date(options.now()).toISOString(),
    serverId: options.serverId,
  };
}

async function recheckSession(socket: LiveSocket, options: SignalingOptions): Promise<void> {
  const account = await options.findAccount(socket.handshake.headers.cookie);
  const same =
    account !== null && account.role === socket.data.account.role && account.siteId === socket.data.account.siteId;
  if (!same) socket.disconnect(true);
}

/** A page of another origin may not use this browser's session. No Origin: not a browser page. */
function isSameOrigin(headers: { origin?: string | undefined; host?: string | undefined }): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}

function refusal(code: 'notSignedIn' | 'unavailable'): Error & { data: object } {
  const error = new AppError(code);
  return Object.assign(new Error(code), { data: error.toAnswer() });
}
