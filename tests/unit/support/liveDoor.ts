/**
 * A small real Socket.IO door for tests of the live pages: answers what a test tells it to and remembers what came.
 * Knows nothing of the service; waits are for events, never for time.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Ack, Attached, ClientToServer, ServerToClient, Welcome } from '../../../server/contract/index.ts';

export type DoorSocket = Socket<ClientToServer, ServerToClient>;
type EventName = keyof ClientToServer;
/** Answers an event; undefined: says nothing, like a server that died. */
type Answer = (payload: unknown, socket: DoorSocket) => Ack<unknown> | undefined;

export interface Received {
  readonly event: string;
  readonly payload: unknown;
  readonly socketId: string;
}

export class LiveDoor {
  readonly received: Received[] = [];
  readonly answers = new Map<EventName, Answer>();
  /** Code the next connections are refused with; null: welcome. */
  refusal: string | null = null;
  refused = 0;
  readonly #http = createServer();
  readonly #io: Server<ClientToServer, ServerToClient>;
  readonly #watchers = new Set<() => void>();

  private constructor() {
    this.#io = new Server(this.#http, { path: '/live', serveClient: false });
    this.#io.use((_socket, next) => {
      if (this.refusal === null) return next();
      this.refused += 1;
      const code = this.refusal;
      next(Object.assign(new Error(code), { data: { code } }));
      this.#tell();
    });
    this.#io.on('connection', (socket) => this.#accept(socket));
  }

  static async open(): Promise<LiveDoor> {
    const door = new LiveDoor();
    await new Promise<void>((resolve) => door.#http.listen(0, '127.0.0.1', resolve));
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get sockets(): DoorSocket[] {
    return [...this.#io.of('/').sockets.values()];
  }

  attachWith(attached: (payload: { lastSeq?: number | null }) => Attached): void {
    this.answers.set('attach', (payload) => ({ ok: true, data: attached(payload as { lastSeq?: number | null }) }));
  }

  of(event: EventName): Received[] {
    return this.received.filter((one) => one.event === event);
  }

  /** Breaks the line under every page, as a network does. */
  cut(): void {
    for (const socket of this.sockets) socket.conn.close();
  }

  /** Resolves when something received makes `holds` true. */
  until(holds: () => boolean): Promise<void> {
    return waitFor(holds, (watch) => {
      this.#watchers.add(watch);
      return () => this.#watchers.delete(watch);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#io.close();
  }

  #accept(socket: DoorSocket): void {
    socket.onAny((event: EventName, payload: unknown, acknowledge?: (answer: Ack<unknown>) => void) => {
      this.received.push({ event, payload, socketId: socket.id });
      const answer = this.answers.get(event)?.(payload, socket);
      if (answer && typeof acknowledge === 'function') acknowledge(answer);
      this.#tell();
    });
    socket.emit('welcome', welcome(socket.id));
    this.#tell();
  }

  #tell(): void {
    for (const watch of [...this.#watchers]) watch();
  }
}

function welcome(socketId: string): Welcome {
  return {
    protocol: 1,
    connectionId: socketId as Welcome['connectionId'],
    account: { accountId: 'a' as Welcome['account']['accountId'], role: 'site', name: 'Điểm cầu', siteId: null },
    serverTime: new Date().toISOString(),
    serverId: 'test',
  };
}

/** Resolves once `holds` is true, asked now and after every change. */
export function waitFor(holds: () => boolean, subscribe: (watch: () => void) => () => void): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = subscribe(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
}
