// A page's side of the live door: connects, attaches, folds what happens, and sends commands until they are acknowledged.
// Comes back by itself for as long as it takes. Knows no DOM and no WebRTC.

import { io, type Socket } from 'socket.io-client';
import type { CommandDraft, CommandName } from '../../server/contract/commands.ts';
import type { JournalEntry } from '../../server/contract/entries.ts';
import { type Ack, ERRORS, type ErrorCode } from '../../server/contract/errors.ts';
import type { ConferenceId, RequestId } from '../../server/contract/ids.ts';
import type {
  Attached,
  ClientToServer,
  CommandEnvelope,
  CommandResult,
  LIVE_PATH,
  ServerToClient,
  Welcome,
} from '../../server/contract/signaling.ts';
import type { ConferenceState } from '../../server/contract/state.ts';
import { type PendingCommand, PendingCommands, UNAVAILABLE } from './PendingCommands.ts';
import { newRequestId } from './requestId.ts';
import { EMPTY_SNAPSHOT, type Folded, foldAttached, foldEntries, foldView, type LiveSnapshot } from './snapshot.ts';

export type { LiveSnapshot } from './snapshot.ts';

// Typed against the contract without loading its schema library into the page.
const PATH: typeof LIVE_PATH = '/live';
/** Milliseconds an answer may take; twice the server's ping interval, so a dead line is noticed by the ping first. */
const ANSWER_MS = 10_000;
/** Milliseconds between attempts after the server itself refused, growing to the longest. */
const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** Entries held back while an attach is under way; the attach brings the rest. */
const MOST_EARLY_ENTRIES = 1_000;

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

export interface LiveClientOptions {
  /** The page's own origin when left out. */
  readonly url?: string;
  readonly as: 'room' | 'console';
  /** Needed for a console. */
  readonly conferenceId?: ConferenceId;
  readonly sendForOwnSite?: boolean;
  readonly socketFactory?: (url: string | undefined, options: Parameters<typeof io>[1]) => LiveSocket;
}

/** Events that are answered, with the type of the answer's data. */
type AnswerOf<E extends keyof ClientToServer> =
  Parameters<ClientToServer[E]> extends [unknown, (answer: Ack<infer T>) => void] ? T : never;
export type RequestEvent = { [E in keyof ClientToServer]: AnswerOf<E> extends never ? never : E }[keyof ClientToServer];

export class LiveClient {
  readonly #options: LiveClientOptions;
  readonly #socket: LiveSocket;
  readonly #pending = new PendingCommands();
  readonly #subscribers = new Set<() => void>();
  #snapshot: LiveSnapshot = EMPTY_SNAPSHOT;
  #started = false;
  #closed = false;
  /** One attach at a time; what arrives meanwhile waits for its answer. */
  #attaching = false;
  #earlyView: ConferenceState | null = null;
  #early: JournalEntry[] = [];
  #refusals = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #shown = -1;

  constructor(options: LiveClientOptions) {
    this.#options = options;
    const connect =
      options.socketFactory ?? ((url, settings) => (url === undefined ? io(settings) : io(url, settings)));
    this.#socket = connect(options.url, {
      path: PATH,
      autoConnect: false,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnection: true,
      reconnectionAttempts: Number.POSITIVE_INFINITY,
      reconnectionDelay: SHORTEST_PAUSE_MS,
      reconnectionDelayMax: LONGEST_PAUSE_MS,
      randomizationFactor: 0.5,
      timeout: ANSWER_MS,
      withCredentials: true,
    });
    this.#listen();
  }

  /** Connects; a second call does nothing. */
  start(): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    this.#socket.connect();
  }

  /** Ends the connection for good and answers every waiting command `unavailable`. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    this.#socket.disconnect();
    this.#pending.close();
    this.#subscribers.clear();
  }

  getSnapshot = (): LiveSnapshot => this.#snapshot;

  /** Calls back after every change until the returned function is called. */
  subscribe = (listener: () => void): (() => void) => {
    this.#subscribers.add(listener);
    return () => this.#subscribers.delete(listener);
  };

  /**
   * Gives a command and waits for its acknowledgement, across reconnections, under one requestId.
   * Errors: the server's, or `unavailable` after 30 s, or `conferenceNotOpen` when the page is in no conference.
   */
  command<N extends CommandName>(
    name: N,
    input: CommandDraft<N>,
    { requestId = newRequestId() }: { readonly requestId?: RequestId } = {},
  ): Promise<Ack<CommandResult>> {
    if (this.#closed) return Promise.resolve(UNAVAILABLE);
    if (this.#conferenceId() === null) return Promise.resolve(refusal('conferenceNotOpen'));
    const command: PendingCommand = { requestId, name, input };
    const answer = this.#pending.add(command);
    if (this.#isAttached()) this.#send(command);
    return answer;
  }

  /** One request of the media side. Never sent later: a broken line answers `unavailable` at once. */
  async requestSocket<E extends RequestEvent>(
    event: E,
    payload: Parameters<ClientToServer[E]>[0],
  ): Promise<Ack<AnswerOf<E>>> {
    if (this.#closed || !this.#socket.connected) return UNAVAILABLE;
    try {
      // Socket.IO's own types cannot follow a generic event name; the pair is checked by this method's signature.
      const socket = (this.#socket as Socket).timeout(ANSWER_MS);
      return (await socket.emitWithAck(event, payload)) as Ack<AnswerOf<E>>;
    } catch {
      return UNAVAILABLE;
    }
  }

  /** Listens to a message that is not part of the snapshot (media). */
  listen<E extends keyof ServerToClient>(event: E, listener: ServerToClient[E]): () => void {
    const socket = this.#socket as Socket;
    socket.on(event as string, listener);
    return () => socket.off(event as string, listener);
  }

  /** Tells the server which stage revision is on this page's screen; the same one is told once per connection. */
  reportShown(revision: number): void {
    if (!this.#isAttached() || revision === this.#shown) return;
    this.#shown = revision;
    this.#socket.emit('stage.shown', { revision });
  }

  /** A person wants this page to speak for the site although another page took over. */
  takeOver(): void {
    if (this.#snapshot.attached?.status === 'replaced') void this.#attach();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('welcome', (welcome) => this.#onWelcome(welcome));
    socket.on('attached', (attached) => this.#onAttached(attached));
    socket.on('entries', (entries) => this.#onEntries(entries));
    socket.on('view', ({ state }) => this.#onView(state));
    socket.on('telemetry', (telemetry) => this.#set({ telemetry }));
    socket.on('disconnect', () => this.#onDown());
    socket.on('connect_error', (error) => {
      this.#set({ refusal: codeOf((error as Error & { data?: unknown }).data ?? { code: error.message }) });
      this.#onDown();
    });
  }

  #onWelcome(welcome: Welcome): void {
    this.#shown = -1;
    this.#set({ connection: 'connected', welcome, clockOffsetMs: Date.parse(welcome.serverTime) - Date.now() });
    if (this.#snapshot.attached?.status !== 'replaced') void this.#attach();
  }

  #onDown(): void {
    if (this.#closed) return;
    this.#attaching = false;
    this.#earlyView = null;
    this.#early = [];
    this.#set({ connection: this.#snapshot.welcome ? 'reconnecting' : 'connecting' });
    // After a refusal by the server itself Socket.IO stops trying; a room has nobody to click.
    if (!this.#socket.active) this.#later(() => this.#socket.connect());
  }

  async #attach(): Promise<void> {
    if (this.#attaching || this.#closed) return;
    this.#attaching = true;
    const connection = this.#socket.id;
    const answer = await this.requestSocket('attach', this.#attachInput());
    // Another connection has begun meanwhile and attaches for itself.
    if (this.#closed || connection !== this.#socket.id || !this.#socket.connected) return;
    this.#attaching = false;
    if (!answer.ok) {
      this.#set({ refusal: answer.error.code });
      this.#later(() => void this.#attach());
      return;
    }
    this.#refusals = 0;
    this.#onAttached(answer.data);
  }

  #attachInput(): Parameters<ClientToServer['attach']>[0] {
    const { as, conferenceId, sendForOwnSite = false } = this.#options;
    if (as === 'room') return { as };
    if (conferenceId === undefined) throw new TypeError('a console needs a conferenceId');
    return { as, conferenceId, lastSeq: this.#snapshot.state?.seq ?? null, sendForOwnSite };
  }

  #onAttached(attached: Attached): void {
    const folded = foldAttached(this.#snapshot, attached);
    // Entries that do not follow what this page holds: forget it and ask for the whole state.
    this.#apply(folded.gap ? { ...folded, snapshot: { ...folded.snapshot, state: null, entries: [] } } : folded);
    const early = this.#early;
    const view = this.#earlyView;
    this.#early = [];
    this.#earlyView = null;
    if (view !== null && !folded.gap) this.#publish(foldView(this.#snapshot, view));
    if (early.length > 0 && !folded.gap) this.#apply(foldEntries(this.#snapshot, early));
    for (const command of this.#pending.notSentOn(this.#socket.id)) this.#send(command);
  }

  #onEntries(entries: readonly JournalEntry[]): void {
    if (this.#attaching) {
      this.#early = [...this.#early, ...entries].slice(-MOST_EARLY_ENTRIES);
      return;
    }
    this.#sharpenClock(entries);
    this.#apply(foldEntries(this.#snapshot, entries));
  }

  #onView(state: ConferenceState): void {
    if (!this.#attaching) {
      this.#publish(foldView(this.#snapshot, state));
      return;
    }
    // Entries before it are in it; foldEntries skips them.
    this.#earlyView = state;
  }

  /** A fresh entry's instant is never later than now at the server: it can only correct a clock that lags. */
  #sharpenClock(entries: readonly JournalEntry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    const atLeast = Date.parse(last.at) - Date.now();
    if (atLeast > this.#snapshot.clockOffsetMs) this.#snapshot = { ...this.#snapshot, clockOffsetMs: atLeast };
  }

  #apply({ snapshot, gap }: Folded): void {
    this.#publish(snapshot);
    if (gap) void this.#attach();
  }

  #send({ requestId, name, input }: PendingCommand): void {
    const conferenceId = this.#conferenceId();
    if (conferenceId === null) {
      this.#pending.settle(requestId, refusal('conferenceNotOpen'));
      return;
    }
    this.#pending.markSent(requestId, this.#socket.id);
    const envelope = { requestId, conferenceId, name, input } as CommandEnvelope;
    this.#socket.emit('command', envelope, (answer) => this.#pending.settle(requestId, answer));
  }

  #conferenceId(): ConferenceId | null {
    return this.#snapshot.state?.conferenceId ?? this.#options.conferenceId ?? null;
  }

  #isAttached(): boolean {
    return this.#socket.connected && !this.#attaching && this.#snapshot.connection === 'connected';
  }

  #later(act: () => void): void {
    if (this.#retry) clearTimeout(this.#retry);
    const pauseMs = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** this.#refusals) * (0.75 + Math.random() / 2);
    this.#refusals = Math.min(this.#refusals + 1, 10);
    this.#retry = setTimeout(() => {
      this.#retry = null;
      if (!this.#closed) act();
    }, pauseMs);
  }

  #set(change: Partial<LiveSnapshot>): void {
    this.#publish({ ...this.#snapshot, ...change });
  }

  #publish(snapshot: LiveSnapshot): void {
    if (this.#closed || snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    for (const listener of [...this.#subscribers]) listener();
  }
}

function refusal(code: ErrorCode): Ack<never> {
  return { ok: false, error: { code, message: ERRORS[code].vi } };
}

/** The contract's code in whatever the transport carried; anything else means the service cannot be reached. */
function codeOf(value: unknown): ErrorCode {
  const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : null;
  return typeof code === 'string' && code in ERRORS ? (code as ErrorCode) : 'unavailable';
}
