// One connection of one page and where it stands: nowhere, waiting for its site's conference, or inside one.
// Knows the registry (LiveService) and its own link; never touches another page.

import type { Command } from '../contract/commands.ts';
import type {
  Actor,
  Attached,
  CommandEnvelope,
  CommandResult,
  ConnectionId,
  MediaOpened,
  SiteId,
  Source,
} from '../contract/index.ts';
import { capacityOf } from '../domain/conference/permissions.ts';
import { AppError } from '../lib/AppError.ts';
import type { LiveConference } from './LiveConference.ts';
import type { LiveService } from './LiveService.ts';
import type { MediaPeer, PageAccount, PageLink } from './ports.ts';

/** `lastSeq` null: the page has nothing folded. A room always begins with its view. */
export type AttachInput =
  | { readonly as: 'room' }
  | {
      readonly as: 'console';
      readonly conferenceId: CommandEnvelope['conferenceId'];
      readonly lastSeq: number | null;
      readonly sendForOwnSite: boolean;
    };

type Standing =
  | { readonly at: 'nowhere' }
  /** `told`: what the page was last told; null: nothing yet. */
  | { readonly at: 'waiting'; readonly siteId: SiteId; readonly told: 'idle' | 'lobby' | null }
  | { readonly at: 'inside'; readonly conference: LiveConference; readonly siteId: SiteId | null };

export class Page {
  readonly account: PageAccount;
  readonly link: PageLink;
  readonly #service: LiveService;
  #standing: Standing = { at: 'nowhere' };
  #attaching = 0;
  #isRoom = false;
  #gone = false;

  constructor(service: LiveService, account: PageAccount, link: PageLink) {
    this.#service = service;
    this.account = account;
    this.link = link;
  }

  get connectionId(): ConnectionId {
    return this.link.connectionId;
  }

  /** The site this page sends for, wherever it stands; null: none. */
  get siteId(): SiteId | null {
    return this.#standing.at === 'nowhere' ? null : this.#standing.siteId;
  }

  get conference(): LiveConference | null {
    return this.#standing.at === 'inside' ? this.#standing.conference : null;
  }

  get isGone(): boolean {
    return this.#gone;
  }

  /** An attached room follows its site from conference to conference; a console stays where it was opened. */
  get followsSite(): boolean {
    return this.#isRoom && this.#attaching === 0;
  }

  /** What a page that is in no conference was last told; null: nothing. */
  get told(): 'idle' | 'lobby' | null {
    return this.#standing.at === 'waiting' ? this.#standing.told : null;
  }

  get actor(): Actor {
    return {
      accountId: this.account.accountId,
      role: this.account.role,
      siteId: this.account.siteId,
      name: this.account.name,
    };
  }

  /**
   * The page says what it is; `reply` is called exactly once, before any entry the answer does not hold.
   * Errors: AppError forbidden (no site of its own), notFound (not its conference).
   */
  async attach(input: AttachInput, reply: (attached: Attached) => void): Promise<void> {
    this.detach();
    this.#isRoom = input.as === 'room';
    this.#attaching += 1;
    try {
      if (input.as === 'room') await this.#service.attachRoom(this, reply);
      else await this.#service.attachConsole(this, input, reply);
    } finally {
      this.#attaching -= 1;
      this.#service.attachEnded(this);
    }
  }

  /** Leaves conference and site; the connection stays. */
  detach(): void {
    const standing = this.#standing;
    this.#standing = { at: 'nowhere' };
    if (standing.at === 'inside') standing.conference.leave(this.connectionId);
    if (standing.at !== 'nowhere' && standing.siteId !== null) this.#service.releaseSite(standing.siteId, this);
  }

  /** For LiveService: the page now waits for its site, having been told so or not yet. */
  standWaiting(siteId: SiteId, told: 'idle' | 'lobby' | null): void {
    if (this.#standing.at === 'inside') this.#standing.conference.leave(this.connectionId);
    this.#standing = { at: 'waiting', siteId, told };
  }

  /** For LiveService: another page took the site over; this one keeps quiet until a person attaches it again. */
  standReplaced(): void {
    if (this.#standing.at === 'inside') this.#standing.conference.leave(this.connectionId);
    this.#standing = { at: 'nowhere' };
    this.link.attached({ status: 'replaced' });
  }

  /** For LiveService: takes the page into a conference. */
  async enter(
    conference: LiveConference,
    siteId: SiteId | null,
    lastSeq: number | null,
    deliver: (attached: Attached) => void,
  ): Promise<void> {
    const state = conference.state;
    const capacity = capacityOf(state, this.actor);
    this.#standing = { at: 'inside', conference, siteId };
    const kind = capacity === 'site' ? 'room' : capacity === 'observer' ? 'observer' : 'console';
    const isRoom = siteId !== null && kind === 'room';
    await conference.join({
      link: this.link,
      receiver: {
        connectionId: this.connectionId,
        kind,
        siteId,
        linkDownKbps: isRoom ? (state.sites[siteId]?.linkDownKbps ?? null) : null,
      },
      sendsForSite: siteId,
      lastSeq,
      deliver: (catchUp) =>
        deliver({ status: 'live', conferenceId: conference.conferenceId, capacity, siteId, catchUp }),
    });
    if (this.#gone || this.conference !== conference) conference.leave(this.connectionId);
  }

  /** Errors: AppError forbidden, notFound, or what decide answers. */
  async command(envelope: {
    conferenceId: CommandEnvelope['conferenceId'];
    requestId: CommandEnvelope['requestId'];
    command: Command;
  }): Promise<CommandResult> {
    const conference = await this.#service.getConferenceFor(this.actor, envelope.conferenceId);
    return conference.execute(envelope.command, this.actor, envelope.requestId);
  }

  mediaOpen(): Promise<MediaOpened> {
    return this.#peer().open();
  }

  mediaConnect(input: { epoch: number; direction: 'send' | 'receive'; dtlsParameters: unknown }): Promise<void> {
    return this.#peer().connect(input);
  }

  mediaProduce(input: { epoch: number; source: Source; rtpParameters: unknown }): Promise<{ producerId: string }> {
    return this.#peer().produce(input);
  }

  mediaStop(input: { epoch: number; source: Source }): Promise<void> {
    return this.#peer().stop(input);
  }

  mediaReady(input: { epoch: number; rtpCapabilities: unknown }): Promise<void> {
    return this.#peer().ready(input);
  }

  stageShown(revision: number): void {
    const siteId = this.siteId;
    if (siteId !== null) this.conference?.noteShown(siteId, revision);
  }

  /** The connection is gone. Idempotent. */
  disconnected(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.detach();
    this.#service.forget(this);
  }

  #peer(): MediaPeer {
    const conference = this.conference;
    if (conference === null) throw new AppError('protocol');
    return conference.getPeer(this.connectionId);
  }
}
