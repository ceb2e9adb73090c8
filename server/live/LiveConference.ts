// One live conference: takes commands one after the other, decides, appends to the journal, folds, publishes and hands the
// media plan to the SFU (design §3). Owns its media conference and its members; knows pages only through PageLink.

import type {
  Actor,
  CatchUp,
  Command,
  CommandResult,
  ConferenceId,
  ConferenceState,
  ConnectionId,
  JournalEntry,
  NewEntry,
  RequestId,
  SiteId,
  SystemCommand,
} from '../contract/index.ts';
import { LIMITS } from '../contract/limits.ts';
import { decide } from '../domain/conference/decide.ts';
import { decideOpen } from '../domain/conference/decideOpen.ts';
import { evolve, fold } from '../domain/conference/evolve.ts';
import { initialState } from '../domain/conference/initialState.ts';
import { canGive } from '../domain/conference/permissions.ts';
import { holdsView, keepSites, sitesInView } from '../domain/conference/roomView.ts';
import { mediaPlan } from '../domain/media-plan/mediaPlan.ts';
import type { Receiver } from '../domain/media-plan/plan.ts';
import { AppError } from '../lib/AppError.ts';
import type { Log } from '../lib/log.ts';
import { SerialQueue } from '../lib/SerialQueue.ts';
import type { JournalStore, MediaConference, MediaPeer, MediaService, PageLink, ScheduleStore } from './ports.ts';
import { TelemetryBoard } from './TelemetryBoard.ts';

export interface LiveDeps {
  readonly journal: JournalStore;
  readonly schedule: ScheduleStore;
  readonly media: MediaService;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** A page inside the conference. */
interface Member {
  readonly link: PageLink;
  readonly receiver: Receiver;
  /** The site whose camera and microphone this page is; null: it only receives. */
  readonly sendsForSite: SiteId | null;
  readonly peer: MediaPeer | null;
  /** A room's page holds only these sites; null: it holds the whole conference. */
  known: ReadonlySet<SiteId> | null;
}

export const SYSTEM_ACTOR: Actor = { accountId: null, role: 'system', siteId: null, name: 'Hệ thống' };

export class LiveConference {
  readonly conferenceId: ConferenceId;
  readonly #deps: LiveDeps;
  readonly #queue = new SerialQueue({ maxWaiting: 1_000 });
  readonly #members = new Map<ConnectionId, Member>();
  readonly #telemetry = new TelemetryBoard();
  readonly #requests = new Map<RequestId, number>();
  #state: ConferenceState;
  #media: MediaConference | null = null;
  #loudest: readonly SiteId[] = [];
  #closed = false;
  /** Called after entries were folded and published; the registry settles pages with it. */
  onEntries: (entries: readonly JournalEntry[]) => void = () => undefined;

  private constructor(conferenceId: ConferenceId, state: ConferenceState, deps: LiveDeps) {
    this.conferenceId = conferenceId;
    this.#state = state;
    this.#deps = deps;
  }

  /** Loads from the journal, or from the schedule when the journal is empty. Errors: AppError notFound, wrongState (not published). */
  static async load(conferenceId: ConferenceId, deps: LiveDeps): Promise<LiveConference> {
    const entries = await deps.journal.read(conferenceId, 0);
    const first = entries[0];
    const setup = first?.type === 'conferenceOpened' ? first.data : await deps.schedule.getSetup(conferenceId);
    const conference = new LiveConference(conferenceId, fold(initialState(setup), entries), deps);
    conference.#rememberRequests(entries);
    conference.#openMediaIfLive();
    return conference;
  }

  get state(): ConferenceState {
    return this.#state;
  }

  get isLive(): boolean {
    return this.#state.phase === 'open' || this.#state.phase === 'paused';
  }

  get memberCount(): number {
    return this.#members.size;
  }

  get media(): MediaConference | null {
    return this.#media;
  }

  /**
   * Gives a command. Resolves after the commit; the effect is already published then.
   * Errors: AppError with decide's code; unavailable when the journal cannot be written.
   */
  execute(command: Command | SystemCommand, actor: Actor, requestId: RequestId | null): Promise<CommandResult> {
    return this.#queue.run(async () => {
      const answered = requestId === null ? undefined : this.#requests.get(requestId);
      if (answered !== undefined) return { seq: answered };
      for (let attempt = 1; ; attempt++) {
        const decided = await this.#decide(command, actor, requestId);
        if (decided.length === 0) return { seq: this.#state.seq };
        if (await this.#append(decided, actor, requestId, attempt)) return { seq: this.#state.seq };
      }
    });
  }

  /**
   * Takes a page in: `deliver` gets its catch-up in the same instant from which it receives every further entry.
   * A room gets the sites it can show; any other page the whole, or with `lastSeq` what it missed.
   */
  join(options: {
    link: PageLink;
    receiver: Receiver;
    sendsForSite: SiteId | null;
    lastSeq: number | null;
    deliver: (catchUp: CatchUp) => void;
  }): Promise<void> {
    return this.#queue.run(async () => {
      const { link, receiver, sendsForSite, lastSeq } = options;
      this.#removeMember(link.connectionId);
      const known =
        receiver.kind === 'room' && receiver.siteId !== null ? sitesInView(this.#state, receiver.siteId) : null;
      const missed = lastSeq !== null ? await this.#readMissed(lastSeq) : null;
      const peer = this.#media?.addPeer({ connectionId: link.connectionId, siteId: sendsForSite, link }) ?? null;
      this.#members.set(link.connectionId, { link, receiver, sendsForSite, peer, known });
      const state = known === null ? this.#state : keepSites(this.#state, known);
      options.deliver(missed === null ? { kind: 'snapshot', state } : { kind: 'entries', entries: missed });
      if (receiver.kind === 'console') link.telemetry(this.#telemetry.current());
      this.#plan();
    });
  }

  /** Lets a page go: its media ends, it hears nothing more. */
  leave(connectionId: ConnectionId): void {
    if (!this.#removeMember(connectionId)) return;
    this.#plan();
  }

  /** The page's media side. Errors: AppError protocol when the page is not in; mediaUnavailable before the opening. */
  getPeer(connectionId: ConnectionId): MediaPeer {
    const member = this.#members.get(connectionId);
    if (member === undefined) throw new AppError('protocol');
    if (member.peer === null) throw new AppError('mediaUnavailable');
    return member.peer;
  }

  /** The schedule changed before the opening: everybody watching gets the new plan of the conference. */
  reloadSchedule(): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#state.phase !== 'scheduled') return;
      this.#state = initialState(await this.#deps.schedule.getSetup(this.conferenceId));
    });
  }

  noteShown(siteId: SiteId, revision: number): void {
    this.#telemetry.noteShown(siteId, revision);
  }

  /** Sends telemetry to consoles if anything changed since the last call. Called once a second by the registry. */
  publishTelemetry(): void {
    const telemetry = this.#telemetry.takeIfChanged();
    if (telemetry === undefined) return;
    for (const member of this.#members.values())
      if (member.receiver.kind === 'console') member.link.telemetry(telemetry);
  }

  /** Ends media and forgets the members; the journal stays. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const connectionId of [...this.#members.keys()]) this.#removeMember(connectionId);
    this.#media?.close();
    this.#media = null;
  }

  // ---- inside ------------------------------------------------------------------------------------------------------

  async #decide(
    command: Command | SystemCommand,
    actor: Actor,
    requestId: RequestId | null,
  ): Promise<readonly NewEntry[]> {
    if (this.#closed) throw new AppError('conferenceNotOpen');
    if (command.name === 'conference.open') return this.#decideOpening(actor);
    const decision = decide(this.#state, command, { actor, now: this.#now(), requestId });
    if (!decision.ok) throw new AppError(decision.code, { details: decision.details });
    return decision.entries;
  }

  /** The schedule may have been edited since the console was opened: the opening takes it as it is now. */
  async #decideOpening(actor: Actor): Promise<readonly NewEntry[]> {
    if (!canGive(this.#state, actor, 'conference.open')) throw new AppError('forbidden');
    if (this.#state.phase !== 'scheduled') throw new AppError('wrongState');
    const setup = await this.#deps.schedule.getSetup(this.conferenceId);
    const entries = decideOpen(setup);
    this.#state = initialState(setup);
    return entries;
  }

  /** True when committed and folded; false when somebody else appended meanwhile and the state was read again. */
  async #append(
    decided: readonly NewEntry[],
    actor: Actor,
    requestId: RequestId | null,
    attempt: number,
  ): Promise<boolean> {
    const at = this.#now();
    const before = this.#state.seq;
    const entries = decided.map(
      (entry, index): JournalEntry => ({
        ...entry,
        conferenceId: this.conferenceId,
        seq: before + index + 1,
        at,
        actor,
        requestId,
      }),
    );
    try {
      await this.#deps.journal.append(this.conferenceId, before, entries);
    } catch (error) {
      if (error instanceof AppError && error.code === 'invalidInput') throw error;
      const isConflict = error instanceof AppError && error.code === 'conflict';
      if (!isConflict || attempt >= 3) throw new AppError('unavailable', { cause: error });
      this.#take(await this.#deps.journal.read(this.conferenceId, before));
      return false;
    }
    this.#take(entries);
    return true;
  }

  /** Folds committed entries, tells every member and moves the media. */
  #take(entries: readonly JournalEntry[]): void {
    if (entries.length === 0) return;
    const steps: ConferenceState[] = [];
    for (const entry of entries) {
      this.#state = evolve(this.#state, entry);
      steps.push(this.#state);
    }
    this.#rememberRequests(entries);
    this.#openMediaIfLive();
    this.#plan();
    for (const member of this.#members.values()) this.#tell(member, entries, steps);
    if (this.#state.phase === 'closed') this.#endMedia();
    this.onEntries(entries);
  }

  /** A room that would need a site it does not hold, at any of the steps, gets its view afresh in place of the entries. */
  #tell(member: Member, entries: readonly JournalEntry[], steps: readonly ConferenceState[]): void {
    const { link, receiver, known } = member;
    const own = receiver.siteId;
    if (known === null || own === null || holdsView(steps, own, known)) {
      link.entries(entries);
      return;
    }
    member.known = sitesInView(this.#state, own);
    link.view(keepSites(this.#state, member.known));
  }

  #rememberRequests(entries: readonly JournalEntry[]): void {
    for (const entry of entries) if (entry.requestId !== null) this.#requests.set(entry.requestId, entry.seq);
  }

  #openMediaIfLive(): void {
    if (!this.isLive || this.#media !== null || this.#closed) return;
    this.#media = this.#deps.media.createConference({
      conferenceId: this.conferenceId,
      events: {
        loudest: (siteIds) => {
          this.#loudest = siteIds;
          this.#telemetry.noteAudible(siteIds);
          if (this.#state.mode !== 'giaoBan') this.#plan();
        },
        quality: (siteId, score) => this.#telemetry.noteQuality(siteId, score),
      },
    });
    for (const [connectionId, member] of this.#members) {
      const peer = this.#media.addPeer({ connectionId, siteId: member.sendsForSite, link: member.link });
      this.#members.set(connectionId, { ...member, peer });
      member.link.reset();
    }
  }

  #endMedia(): void {
    this.#media?.close();
    this.#media = null;
    for (const [connectionId, member] of this.#members) this.#members.set(connectionId, { ...member, peer: null });
  }

  #plan(): void {
    if (this.#media === null) return;
    const receivers = [...this.#members.values()].map((member) => member.receiver);
    this.#media.applyPlan(mediaPlan(this.#state, { receivers, loudest: this.#loudest }));
  }

  async #readMissed(lastSeq: number): Promise<readonly JournalEntry[] | null> {
    if (lastSeq === 0 || lastSeq > this.#state.seq || this.#state.seq - lastSeq > MOST_MISSED_ENTRIES) return null;
    if (lastSeq === this.#state.seq) return [];
    return this.#deps.journal.read(this.conferenceId, lastSeq);
  }

  #removeMember(connectionId: ConnectionId): boolean {
    const member = this.#members.get(connectionId);
    if (member === undefined) return false;
    this.#members.delete(connectionId);
    member.peer?.close();
    return true;
  }

  #now(): string {
    return new Date(this.#deps.now()).toISOString();
  }
}

/** Entries; beyond it a snapshot is smaller than what was missed. */
const MOST_MISSED_ENTRIES = 4 * LIMITS.sitesPerConference;
