// The registry of live conferences and pages: finds a site's conference, keeps presence true, recovers after a restart.
// Owns every LiveConference; the only place that decides which page speaks for a site.

import type { Actor, Attached, ConferenceId, JournalEntry, SiteId } from '../contract/index.ts';
import { capacityOf } from '../domain/conference/permissions.ts';
import { AppError } from '../lib/AppError.ts';
import { inBackground } from '../lib/background.ts';
import { LiveConference, type LiveDeps, SYSTEM_ACTOR } from './LiveConference.ts';
import { type AttachInput, Page } from './Page.ts';
import type { PageAccount, PageLink } from './ports.ts';

/** Milliseconds between the marks that say "the service was alive": the most that attendance can be off after a crash. */
const ALIVE_EVERY_MS = 10_000;
/** Milliseconds; telemetry is weather, once a second is enough for eyes. */
const TELEMETRY_EVERY_MS = 1_000;

export class LiveService {
  readonly #deps: LiveDeps;
  readonly #conferences = new Map<ConferenceId, LiveConference>();
  readonly #loading = new Map<ConferenceId, Promise<LiveConference>>();
  readonly #pages = new Set<Page>();
  readonly #sitePages = new Map<SiteId, Page>();
  readonly #timers: NodeJS.Timeout[] = [];
  #closed = false;

  private constructor(deps: LiveDeps) {
    this.#deps = deps;
  }

  /** Recovers every open conference from its journal, then takes pages. */
  static async start(deps: LiveDeps): Promise<LiveService> {
    const service = new LiveService(deps);
    for (const conferenceId of await deps.journal.listOpen()) await service.#recover(conferenceId);
    await service.#touchAlive();
    service.#every(ALIVE_EVERY_MS, 'mark alive', () => service.#touchAlive());
    service.#every(ALIVE_EVERY_MS, 'settle presence', () => service.#settleAllSites());
    service.#every(TELEMETRY_EVERY_MS, 'publish telemetry', async () => service.#publishTelemetry());
    return service;
  }

  /** A page came. The caller calls `disconnected()` on the result when it goes. */
  connect(account: PageAccount, link: PageLink): Page {
    const page = new Page(this, account, link);
    this.#pages.add(page);
    return page;
  }

  /** Counts for /metrics. */
  stats(): { conferences: number; pages: number; sites: number } {
    return {
      conferences: [...this.#conferences.values()].filter((c) => c.isLive).length,
      pages: this.#pages.size,
      sites: this.#sitePages.size,
    };
  }

  /** The conference an actor may know of. Errors: AppError notFound, also when it exists but is none of the actor's business (PM5). */
  async getConferenceFor(actor: Actor, conferenceId: ConferenceId): Promise<LiveConference> {
    const conference = await this.#load(conferenceId);
    const capacity = capacityOf(conference.state, actor);
    if (capacity === 'outsider') throw new AppError('notFound');
    // AD2: a site that waits knows no conference, so it can command none.
    if (capacity === 'site' && actor.siteId !== null && conference.state.sites[actor.siteId]?.admission !== 'admitted')
      throw new AppError('notFound');
    return conference;
  }

  /** For Page: registers the page as its site's and answers where the site stands. */
  async attachRoom(page: Page, reply: (attached: Attached) => void): Promise<void> {
    const siteId = page.account.siteId;
    if (siteId === null || (page.account.role !== 'site' && page.account.role !== 'chair'))
      throw new AppError('forbidden');
    this.#takeSite(siteId, page);
    await this.#settleSite(siteId);
    if (page.isGone || this.#sitePages.get(siteId) !== page) return reply({ status: 'replaced' });
    await this.#place(page, siteId, reply);
  }

  /** For Page: opens a conference for watching and driving. */
  async attachConsole(
    page: Page,
    input: Extract<AttachInput, { as: 'console' }>,
    reply: (attached: Attached) => void,
  ): Promise<void> {
    const conference = await this.getConferenceFor(page.actor, input.conferenceId);
    if (page.account.role === 'site') throw new AppError('forbidden');
    const siteId = input.sendForOwnSite ? this.#officerSite(conference, page) : null;
    if (siteId !== null) {
      this.#takeSite(siteId, page);
      await this.#settleSite(siteId);
    }
    await page.enter(conference, siteId, input.lastSeq, reply);
  }

  /** For Page: the page no longer speaks for the site. */
  releaseSite(siteId: SiteId, page: Page): void {
    if (this.#sitePages.get(siteId) !== page) return;
    this.#sitePages.delete(siteId);
    if (!this.#closed) inBackground(this.#deps.log, 'settle site', () => this.#settleSite(siteId));
  }

  /** For Page: what happened to its site while it attached is made good now. */
  attachEnded(page: Page): void {
    const siteId = page.siteId;
    if (siteId !== null && page.followsSite && !this.#closed)
      inBackground(this.#deps.log, 'settle page', () => this.#settlePage(siteId));
  }

  forget(page: Page): void {
    this.#pages.delete(page);
  }

  /** The schedule changed: a conference not yet opened is read again for those who watch it. */
  async conferenceChanged(conferenceId: ConferenceId): Promise<void> {
    const conference = this.#conferences.get(conferenceId);
    if (conference === undefined || conference.state.phase !== 'scheduled') return;
    const watching = [...this.#pages].filter((page) => page.conference === conference);
    try {
      await conference.reloadSchedule();
    } catch (error) {
      this.#deps.log.info({ err: error, conferenceId }, 'conference left the schedule');
      this.#drop(conference);
    }
    for (const page of watching) await this.#refreshWatcher(page, conference);
  }

  /** Ends everything without a word to the journal: a restart recovers it. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#touchAlive().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'last alive mark failed'));
    for (const conference of this.#conferences.values()) conference.close();
    this.#conferences.clear();
  }

  // ---- loading and recovering --------------------------------------------------------------------------------------

  async #load(conferenceId: ConferenceId): Promise<LiveConference> {
    const known = this.#conferences.get(conferenceId);
    if (known !== undefined) return known;
    const loading = this.#loading.get(conferenceId) ?? this.#loadFresh(conferenceId);
    this.#loading.set(conferenceId, loading);
    return loading.finally(() => this.#loading.delete(conferenceId));
  }

  async #loadFresh(conferenceId: ConferenceId): Promise<LiveConference> {
    this.#evictIdle();
    const conference = await LiveConference.load(conferenceId, this.#deps);
    conference.onEntries = (entries) => {
      const siteIds = placedSites(conference, entries);
      if (siteIds.length > 0) inBackground(this.#deps.log, 'settle pages', () => this.#settlePages(siteIds));
    };
    this.#conferences.set(conferenceId, conference);
    return conference;
  }

  async #recover(conferenceId: ConferenceId): Promise<void> {
    const conference = await this.#load(conferenceId);
    if (!conference.isLive) return;
    const aliveAt = (await this.#deps.journal.getAliveAt(conferenceId)) ?? new Date(this.#deps.now()).toISOString();
    await conference.execute({ name: 'service.recover', input: { aliveAt } }, SYSTEM_ACTOR, null);
    this.#deps.log.info({ conferenceId, seq: conference.state.seq, aliveAt }, 'conference recovered');
  }

  /** Conferences nobody watches and that are not live are read again when wanted. */
  #evictIdle(): void {
    for (const conference of this.#conferences.values())
      if (!conference.isLive && conference.memberCount === 0) this.#drop(conference);
  }

  #drop(conference: LiveConference): void {
    conference.close();
    this.#conferences.delete(conference.conferenceId);
  }

  // ---- where a site and its page stand -----------------------------------------------------------------------------

  #takeSite(siteId: SiteId, page: Page): void {
    const former = this.#sitePages.get(siteId);
    this.#sitePages.set(siteId, page);
    page.standWaiting(siteId, null);
    if (former !== undefined && former !== page) former.standReplaced();
  }

  #officerSite(conference: LiveConference, page: Page): SiteId | null {
    const { chair, coChairs } = conference.state;
    return [chair, ...coChairs].find((officer) => officer.accountId === page.account.accountId)?.siteId ?? null;
  }

  /** The live conference that invites the site; the latest opened when two overlap. */
  #conferenceOf(siteId: SiteId): LiveConference | undefined {
    return [...this.#conferences.values()]
      .filter((conference) => conference.isLive && siteId in conference.state.sites)
      .sort((a, b) => (a.state.openedAt ?? '').localeCompare(b.state.openedAt ?? ''))
      .at(-1);
  }

  /** Makes the journal's presence of one site agree with whether a page speaks for it. Safe to repeat. */
  async #settleSite(siteId: SiteId): Promise<void> {
    const wanted = this.#conferenceOf(siteId);
    for (const conference of this.#conferences.values()) {
      const site = conference.isLive ? conference.state.sites[siteId] : undefined;
      if (site === undefined) continue;
      const present = conference === wanted && this.#sitePages.has(siteId);
      if (present === site.online) continue;
      const command = present
        ? ({ name: 'site.arrive', input: { siteId } } as const)
        : ({ name: 'site.depart', input: { siteId, reason: 'lost' } } as const);
      await conference.execute(command, SYSTEM_ACTOR, null);
    }
  }

  async #settleAllSites(): Promise<void> {
    const sites = new Set<SiteId>(this.#sitePages.keys());
    for (const conference of this.#conferences.values()) {
      if (conference.isLive)
        for (const site of Object.values(conference.state.sites)) if (site.online) sites.add(site.siteId);
    }
    for (const siteId of sites) await this.#settlePage(siteId);
  }

  /** Every page of these sites learns where it stands now, if that is news to it. */
  async #settlePages(siteIds: Iterable<SiteId>): Promise<void> {
    await Promise.all([...siteIds].map((siteId) => this.#settlePage(siteId)));
  }

  async #settlePage(siteId: SiteId): Promise<void> {
    await this.#settleSite(siteId);
    const page = this.#sitePages.get(siteId);
    if (page === undefined || !page.followsSite) return;
    const place = this.#placeOf(siteId);
    const isRight = typeof place === 'string' ? page.told === place : page.conference === place;
    if (!isRight) await this.#place(page, siteId, (attached) => page.link.attached(attached));
  }

  /** Where the site's page belongs: inside a conference, in a lobby, or nowhere yet. */
  #placeOf(siteId: SiteId): LiveConference | 'lobby' | 'idle' {
    const conference = this.#conferenceOf(siteId);
    const admission = conference?.state.sites[siteId]?.admission;
    if (conference !== undefined && admission === 'admitted') return conference;
    return admission === 'lobby' ? 'lobby' : 'idle';
  }

  async #place(page: Page, siteId: SiteId, reply: (attached: Attached) => void): Promise<void> {
    const place = this.#placeOf(siteId);
    if (typeof place !== 'string') return page.enter(place, siteId, null, reply);
    page.standWaiting(siteId, place);
    reply({ status: place });
  }

  async #refreshWatcher(page: Page, conference: LiveConference): Promise<void> {
    const answer = (attached: Attached) => page.link.attached(attached);
    if (this.#conferences.get(conference.conferenceId) === conference)
      await page.enter(conference, page.siteId, null, answer);
    else {
      page.detach();
      answer({ status: 'idle' });
    }
  }

  // ---- the clock ---------------------------------------------------------------------------------------------------

  #every(everyMs: number, name: string, work: () => Promise<void>): void {
    const timer = setInterval(() => inBackground(this.#deps.log, name, work), everyMs);
    timer.unref();
    this.#timers.push(timer);
  }

  async #touchAlive(): Promise<void> {
    const live = [...this.#conferences.values()]
      .filter((conference) => conference.isLive)
      .map((conference) => conference.conferenceId);
    if (live.length > 0) await this.#deps.journal.touchAlive(live, new Date(this.#deps.now()).toISOString());
  }

  #publishTelemetry(): void {
    for (const conference of this.#conferences.values()) conference.publishTelemetry();
  }
}

/** The sites whose pages stand somewhere else after these entries. */
function placedSites(conference: LiveConference, entries: readonly JournalEntry[]): readonly SiteId[] {
  const siteIds = new Set<SiteId>();
  for (const entry of entries) {
    if (entry.type === 'conferenceOpened' || entry.type === 'conferenceClosed') return conference.state.siteOrder;
    if (entry.type === 'siteArrived' || entry.type === 'siteAdmitted' || entry.type === 'siteDropped')
      siteIds.add(entry.data.siteId);
  }
  return [...siteIds];
}
