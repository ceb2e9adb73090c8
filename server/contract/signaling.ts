// The live door (Socket.IO, path /live): what either side may send, with schemas for what comes from a browser.
// RTP, ICE and DTLS parameters are mediasoup's plain JSON; they are typed `unknown` here and parsed by media.

import { z } from 'zod';
import type { CommandDraft, CommandName } from './commands.ts';
import { commandEnvelopeSchema, conferenceIdSchema } from './commands.ts';
import type { JournalEntry } from './entries.ts';
import type { Ack } from './errors.ts';
import type { AccountId, ConferenceId, ConnectionId, RequestId, SiteId } from './ids.ts';
import type { Capacity, Role } from './roles.ts';
import type { ConferenceState } from './state.ts';

export const PROTOCOL_VERSION = 1;
/** Path of the Socket.IO endpoint. */
export const LIVE_PATH = '/live';

export const SOURCES = ['microphone', 'camera', 'screen'] as const;
export type Source = (typeof SOURCES)[number];

// ---- client → server -------------------------------------------------------------------------------------------

/**
 * A page says what it is. `room`: sends and shows for the account's own site; names no conference, the service finds it.
 * `console`: drives or watches a named conference. `lastSeq`: what the page already folded; null asks for a snapshot.
 */
export const attachSchema = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('room') }),
  z.strictObject({
    as: z.literal('console'),
    conferenceId: conferenceIdSchema,
    lastSeq: z.number().int().nonnegative().nullable(),
    /** The chair's or co-chair's page may also be the camera and microphone of the officer's own site. */
    sendForOwnSite: z.boolean().default(false),
  }),
]);

const epoch = z.number().int().positive();
const opaque = z.record(z.string(), z.unknown());
export const mediaConnectSchema = z.strictObject({
  epoch,
  direction: z.enum(['send', 'receive']),
  dtlsParameters: opaque,
});
export const mediaProduceSchema = z.strictObject({ epoch, source: z.enum(SOURCES), rtpParameters: opaque });
export const mediaStopSchema = z.strictObject({ epoch, source: z.enum(SOURCES) });
export const mediaReadySchema = z.strictObject({ epoch, rtpCapabilities: opaque });
export const stageShownSchema = z.strictObject({ revision: z.number().int().nonnegative() });

export interface ClientToServer {
  attach(input: z.input<typeof attachSchema>, ack: (answer: Ack<Attached>) => void): void;
  detach(input: Record<string, never>, ack: (answer: Ack<null>) => void): void;
  command(input: CommandEnvelope, ack: (answer: Ack<CommandResult>) => void): void;
  /** New transports under a new epoch; everything of the page's former epoch is closed. */
  'media.open'(input: Record<string, never>, ack: (answer: Ack<MediaOpened>) => void): void;
  'media.connect'(input: z.input<typeof mediaConnectSchema>, ack: (answer: Ack<null>) => void): void;
  'media.produce'(input: z.input<typeof mediaProduceSchema>, ack: (answer: Ack<{ producerId: string }>) => void): void;
  'media.stop'(input: z.input<typeof mediaStopSchema>, ack: (answer: Ack<null>) => void): void;
  /** The device is loaded: Consumers may come. */
  'media.ready'(input: z.input<typeof mediaReadySchema>, ack: (answer: Ack<null>) => void): void;
  /** The page shows this stage revision (the new main picture is on screen). */
  'stage.shown'(input: z.input<typeof stageShownSchema>): void;
}

export type CommandEnvelope = {
  [N in CommandName]: { requestId: RequestId; conferenceId: ConferenceId; name: N; input: CommandDraft<N> };
}[CommandName];
export { commandEnvelopeSchema };

/** `seq`: the command's last entry; its effect is there once that entry is folded. */
export interface CommandResult {
  readonly seq: number;
}

// ---- server → client -------------------------------------------------------------------------------------------

/** Sent once, right after the connection is authorised. */
export interface Welcome {
  readonly protocol: number;
  readonly connectionId: ConnectionId;
  readonly account: {
    readonly accountId: AccountId;
    readonly role: Role;
    readonly name: string;
    readonly siteId: SiteId | null;
  };
  /** Server clock, ISO 8601 UTC: pages show turn clocks against it. */
  readonly serverTime: string;
  /** Changes when the server process changes. */
  readonly serverId: string;
}

/**
 * idle: no open conference for this site. lobby: one is open and the site waits; nothing about it is told.
 * live: admitted (room) or watching (console); `catchUp` is the whole state or the entries missed.
 * replaced: another page now speaks for this site; this one must stay quiet until told `attach` by a person.
 */
export type Attached =
  | { readonly status: 'idle' }
  | { readonly status: 'lobby' }
  | { readonly status: 'replaced' }
  | {
      readonly status: 'live';
      readonly conferenceId: ConferenceId;
      readonly capacity: Capacity;
      readonly siteId: SiteId | null;
      readonly catchUp: CatchUp;
    };

export type CatchUp =
  | { readonly kind: 'snapshot'; readonly state: ConferenceState }
  | { readonly kind: 'entries'; readonly entries: readonly JournalEntry[] };

export interface MediaOpened {
  readonly epoch: number;
  readonly routerRtpCapabilities: unknown;
  /** null: this page only receives. */
  readonly send: TransportOptions | null;
  readonly receive: TransportOptions;
  /** The three simulcast encodings a camera must use, lowest first: bits per second, scale, frames per second. */
  readonly cameraEncodings: readonly {
    readonly maxBitrateBps: number;
    readonly scaleResolutionDownBy: number;
    readonly maxFramerate: number;
  }[];
  readonly screenEncoding: { readonly maxBitrateBps: number; readonly maxFramerate: number };
}

export interface TransportOptions {
  readonly id: string;
  readonly iceParameters: unknown;
  readonly iceCandidates: unknown;
  readonly dtlsParameters: unknown;
}

export interface ConsumerOptions {
  readonly consumerId: string;
  readonly producerId: string;
  readonly siteId: SiteId;
  readonly source: Source;
  readonly kind: 'audio' | 'video';
  readonly rtpParameters: unknown;
}

/** All that changed at once: create the new ones together, close the named ones, then acknowledge; the server resumes what the plan wants. */
export interface ConsumersChanged {
  readonly epoch: number;
  readonly created: readonly ConsumerOptions[];
  readonly closed: readonly string[];
}

/** What this page should send now. `camera`: highest simulcast layer worth sending, -1 none. */
export interface SendPlan {
  readonly epoch: number;
  readonly microphone: boolean;
  readonly camera: -1 | 0 | 1 | 2;
  readonly screen: boolean;
}

/** Console only, at most once a second: what is not in the journal because it is weather, not history. */
export interface Telemetry {
  /** Stage revision each site says it shows. */
  readonly shown: Readonly<Record<SiteId, number>>;
  /** 0 (lost) to 10 (perfect) for what each site sends. */
  readonly quality: Readonly<Record<SiteId, number>>;
  /** Sites from which the SFU hears speech energy now. */
  readonly audible: readonly SiteId[];
}

export interface ServerToClient {
  welcome(welcome: Welcome): void;
  /** The page's standing changed without its asking (a conference opened, it was admitted, dropped, replaced). */
  attached(attached: Attached): void;
  /** In order, gap-free after `catchUp`; a gap means: attach again. */
  entries(entries: readonly JournalEntry[]): void;
  /** A room holds only the sites it can show: this takes the place of entries that brought others into view. Media goes on. */
  view(view: { readonly state: ConferenceState }): void;
  telemetry(telemetry: Telemetry): void;
  'media.consumers'(changed: ConsumersChanged, ack: (answer: { readonly ok: boolean }) => void): void;
  'media.send'(plan: SendPlan): void;
  /** The media side started afresh (worker death): call media.open again. */
  'media.reset'(input: Record<string, never>): void;
  /** The answer to a message that had no acknowledgement or broke the protocol. */
  refused(error: { readonly code: string; readonly message: string }): void;
}
