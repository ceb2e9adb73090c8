// One pipeline for every event: size → rate → parse → the page → acknowledge. Handlers hold only intent.
// A user error is acknowledged; a protocol error is acknowledged and counted, and too many end the connection; a bug is logged.

import { randomUUID } from 'node:crypto';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import {
  type Attached,
  attachSchema,
  type ClientToServer,
  COMMANDS,
  type Command,
  commandEnvelopeSchema,
  LIMITS,
  mediaConnectSchema,
  mediaProduceSchema,
  mediaReadySchema,
  mediaStopSchema,
  stageShownSchema,
} from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import type { Page } from '../live/Page.ts';
import type { LiveSocket } from './createSignaling.ts';

/** Protocol errors a connection may make; a correct page makes none. */
const MOST_PROTOCOL_ERRORS = 20;

interface EventSpec<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Answers the acknowledgement's data through `reply`, at once or later, exactly once. */
  readonly take: (page: Page, input: z.output<Schema>, reply: (data: unknown) => void) => Promise<void>;
}
const event = <Schema extends z.ZodType>(schema: Schema, take: EventSpec<Schema>['take']): EventSpec<Schema> => ({
  schema,
  take,
});
const nothing = z.strictObject({});

const EVENTS = {
  attach: event(attachSchema, (page, input, reply) => page.attach(input, (attached: Attached) => reply(attached))),
  detach: event(nothing, async (page, _input, reply) => {
    page.detach();
    reply(null);
  }),
  command: event(commandEnvelopeSchema, async (page, input, reply) => {
    const parsed = parse(COMMANDS[input.name], input.input ?? {});
    // The table types name and input together; the pair is correlated by construction here.
    const command = { name: input.name, input: parsed } as Command;
    reply(await page.command({ conferenceId: input.conferenceId, requestId: input.requestId, command }));
  }),
  'media.open': event(nothing, async (page, _input, reply) => reply(await page.mediaOpen())),
  'media.connect': event(mediaConnectSchema, async (page, input, reply) => {
    await page.mediaConnect(input);
    reply(null);
  }),
  'media.produce': event(mediaProduceSchema, async (page, input, reply) => reply(await page.mediaProduce(input))),
  'media.stop': event(mediaStopSchema, async (page, input, reply) => {
    await page.mediaStop(input);
    reply(null);
  }),
  'media.ready': event(mediaReadySchema, async (page, input, reply) => {
    await page.mediaReady(input);
    reply(null);
  }),
  'stage.shown': event(stageShownSchema, async (page, input) => page.stageShown(input.revision)),
} satisfies Record<keyof ClientToServer, unknown>;

const SPECS: ReadonlyMap<string, EventSpec<z.ZodType>> = new Map(
  Object.entries(EVENTS) as [string, EventSpec<z.ZodType>][],
);

export function acceptEvents(options: { socket: LiveSocket; page: Page; limiter: RateLimiterMemory; log: Log }): void {
  const { socket, page, limiter, log } = options;
  let protocolErrors = 0;

  const refuse = (error: unknown, name: string, acknowledge: Acknowledge): void => {
    const known = error instanceof AppError ? error : bug(error, name, page, log);
    acknowledge({ ok: false, error: known.toAnswer() });
    if (!PROTOCOL_CODES.has(known.code)) return;
    protocolErrors += 1;
    if (protocolErrors > MOST_PROTOCOL_ERRORS) {
      log.warn(
        { connectionId: page.connectionId, accountId: page.account.accountId },
        'too many protocol errors: connection ended',
      );
      socket.disconnect(true);
    }
  };

  // One listener for every name, known or not: nothing a page sends goes unanswered.
  socket.onAny((name: string, ...parameters: unknown[]) => {
    const acknowledge = acknowledgement(socket, parameters);
    const take = async () => {
      const spec = SPECS.get(name);
      if (spec === undefined) throw new AppError('protocol', { details: { event: name.slice(0, 40) } });
      const raw = parameters[0];
      if (byteLength(raw) > LIMITS.liveMessageBytes)
        throw new AppError('tooLarge', { details: { maximumBytes: LIMITS.liveMessageBytes } });
      await consume(limiter, page.connectionId);
      await spec.take(page, parse(spec.schema, raw), (data) => acknowledge({ ok: true, data }));
    };
    take().catch((error: unknown) => refuse(error, name, acknowledge));
  });
}

type Acknowledge = (
  answer: { ok: true; data: unknown } | { ok: false; error: { code: string; message: string } },
) => void;

/** The acknowledgement callback, once; where the page gave none, a refusal is said as an event. */
function acknowledgement(socket: LiveSocket, parameters: unknown[]): Acknowledge {
  const last = parameters.at(-1);
  let answered = false;
  return (answer) => {
    if (answered) return;
    answered = true;
    if (typeof last === 'function') last(answer);
    else if (!answer.ok) socket.emit('refused', answer.error);
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalidInput', {
    details: parsed.error.issues.slice(0, 10).map(({ path, code, message }) => ({ path, code, message })),
  });
}

function byteLength(input: unknown): number {
  if (input === undefined || typeof input === 'function') return 0;
  return Buffer.isBuffer(input) ? input.length : Buffer.byteLength(JSON.stringify(input) ?? '');
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    throw new AppError('tooMany', { cause: error });
  }
}

function bug(error: unknown, name: string, page: Page, log: Log): AppError {
  const correlationId = randomUUID();
  log.error({ err: error, event: name, correlationId, accountId: page.account.accountId }, 'live event failed');
  return new AppError('internal', { details: { correlationId } });
}

const PROTOCOL_CODES: ReadonlySet<string> = new Set(['protocol', 'invalidInput', 'tooLarge']);
