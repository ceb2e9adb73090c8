// What the live room needs from media, store and signaling, as interfaces. Types only: the rooms never import each other.

import type {
  AccountId,
  Attached,
  ConferenceId,
  ConferenceSetup,
  ConferenceState,
  ConferenceStatus,
  ConnectionId,
  ConsumersChanged,
  JournalEntry,
  MediaOpened,
  Role,
  SendPlan,
  SiteId,
  Source,
  Telemetry,
} from '../contract/index.ts';
import type { MediaPlan } from '../domain/media-plan/plan.ts';

// ---- media ---------------------------------------------------------------------------------------------------------

/** The SFU. One Router a conference. Everything is closed by `close()`. */
export interface MediaService {
  createConference(options: { conferenceId: ConferenceId; events: MediaConferenceEvents }): MediaConference;
  /** Workers alive now, and how often one died since start. */
  readonly health: { readonly workers: number; readonly deaths: number };
  close(): Promise<void>;
}

export interface MediaConferenceEvents {
  /** Loudest sites first; at most a few times a second, only when the order changes. */
  loudest(siteIds: readonly SiteId[]): void;
  /** 0 to 10 for what a site sends. */
  quality(siteId: SiteId, score: number): void;
}

export interface MediaConference {
  /** The whole plan, each time. Idempotent; works in the background, newest plan wins, never throws. Mute is applied first and at once. */
  applyPlan(plan: MediaPlan): void;
  /** Resolves when everything the last plan asks and present peers allow is done (tests, bench). */
  settled(): Promise<void>;
  /** `siteId` null: receives only. A second peer for the same site closes the first one's Producers. */
  addPeer(options: { connectionId: ConnectionId; siteId: SiteId | null; link: PeerLink }): MediaPeer;
  close(): void;
}

/** The way back to one page; implemented by signaling. Calls never throw; a rejected promise means the page is gone. */
export interface PeerLink {
  consumersChanged(changed: ConsumersChanged): Promise<void>;
  sendPlan(plan: SendPlan): void;
  /** All media of this page is gone (worker death); it will call open again. */
  reset(): void;
}

/** Errors: AppError mediaUnavailable (no worker now), protocol (stale epoch, wrong order), invalidInput (RTP or DTLS parameters). */
export interface MediaPeer {
  open(): Promise<MediaOpened>;
  connect(input: { epoch: number; direction: 'send' | 'receive'; dtlsParameters: unknown }): Promise<void>;
  produce(input: { epoch: number; source: Source; rtpParameters: unknown }): Promise<{ producerId: string }>;
  stop(input: { epoch: number; source: Source }): Promise<void>;
  ready(input: { epoch: number; rtpCapabilities: unknown }): Promise<void>;
  close(): void;
}

// ---- store ---------------------------------------------------------------------------------------------------------

export interface JournalStore {
  /**
   * Appends in one transaction, durable when it resolves. `expectedSeq` is the last seq the caller has folded.
   * Also moves the conference's status when an entry opens or closes it.
   * Errors: AppError conflict when somebody else appended meanwhile (caller must reload).
   */
  append(conferenceId: ConferenceId, expectedSeq: number, entries: readonly JournalEntry[]): Promise<void>;
  /** Entries with seq > afterSeq, in order. */
  read(conferenceId: ConferenceId, afterSeq: number): Promise<JournalEntry[]>;
  /** Conferences whose status is open: what a restart must recover. */
  listOpen(): Promise<ConferenceId[]>;
  /** Writes that the service is alive now for these conferences (about every ten seconds). */
  touchAlive(conferenceIds: readonly ConferenceId[], at: string): Promise<void>;
  getAliveAt(conferenceId: ConferenceId): Promise<string | null>;
}

export interface ScheduleStore {
  /** What the journal's first entry needs. Errors: AppError notFound; wrongState unless published. */
  getSetup(conferenceId: ConferenceId): Promise<ConferenceSetup>;
  findStatus(conferenceId: ConferenceId): Promise<ConferenceStatus | undefined>;
}

// ---- signaling -----------------------------------------------------------------------------------------------------

/** Who a connection acts for. */
export interface PageAccount {
  readonly accountId: AccountId;
  readonly role: Role;
  readonly name: string;
  readonly siteId: SiteId | null;
}

/** One page's connection as live sees it. */
export interface PageLink extends PeerLink {
  readonly connectionId: ConnectionId;
  attached(attached: Attached): void;
  entries(entries: readonly JournalEntry[]): void;
  /** A room's view afresh, in place of entries about sites its page does not hold. */
  view(state: ConferenceState): void;
  telemetry(telemetry: Telemetry): void;
  /** Ends the connection after the text is on its way. */
  disconnect(): void;
}
