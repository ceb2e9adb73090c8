// The commands a page has given and not yet seen acknowledged. Keeps each under its requestId so that a reconnect can send
// the very same command again; never sends anything itself.

import type { CommandName } from '../../server/contract/commands.ts';
import type { Ack } from '../../server/contract/errors.ts';
import { ERRORS } from '../../server/contract/errors.ts';
import type { RequestId } from '../../server/contract/ids.ts';
import type { CommandResult } from '../../server/contract/signaling.ts';

/** Milliseconds a command is tried before it is answered `unavailable`; longer and a person has decided anew. */
const PATIENCE_MS = 30_000;
/** Commands waiting at once; a person cannot give more in half a minute. */
const MOST_WAITING = 100;

export interface PendingCommand {
  readonly requestId: RequestId;
  readonly name: CommandName;
  readonly input: object;
}

interface Waiting extends PendingCommand {
  readonly answer: (ack: Ack<CommandResult>) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  /** The connection that carried it last; another connection must carry it again. */
  sentOn: string | null;
}

export const UNAVAILABLE: Ack<never> = {
  ok: false,
  error: { code: 'unavailable', message: ERRORS.unavailable.vi },
};

export class PendingCommands {
  readonly #waiting = new Map<RequestId, Waiting>();

  /** Remembers a command; the promise resolves with its acknowledgement, or `unavailable` after 30 s, on overflow or on close. */
  add(command: PendingCommand): Promise<Ack<CommandResult>> {
    if (this.#waiting.size >= MOST_WAITING) return Promise.resolve(UNAVAILABLE);
    return new Promise((answer) => {
      const timer = setTimeout(() => this.settle(command.requestId, UNAVAILABLE), PATIENCE_MS);
      this.#waiting.set(command.requestId, { ...command, answer, timer, sentOn: null });
    });
  }

  /** What this connection has not carried yet, in the order it was given. */
  notSentOn(connection: string | undefined): readonly PendingCommand[] {
    return [...this.#waiting.values()].filter((command) => command.sentOn !== connection);
  }

  markSent(requestId: RequestId, connection: string | undefined): void {
    const waiting = this.#waiting.get(requestId);
    if (waiting) waiting.sentOn = connection ?? null;
  }

  /** The first answer counts, later ones find nobody waiting. */
  settle(requestId: RequestId, ack: Ack<CommandResult>): void {
    const waiting = this.#waiting.get(requestId);
    if (!waiting) return;
    this.#waiting.delete(requestId);
    clearTimeout(waiting.timer);
    waiting.answer(ack);
  }

  close(): void {
    for (const requestId of [...this.#waiting.keys()]) this.settle(requestId, UNAVAILABLE);
  }
}
