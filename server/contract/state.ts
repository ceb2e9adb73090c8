// The live conference as both server and browser fold it from the journal. Plain JSON, types only.
// Instants are ISO 8601 UTC strings carried in entries; nothing ticks in state.

import type { AccountId, AgendaItemId, ConferenceId, RequestId, SiteId } from './ids.ts';
import type { Role } from './roles.ts';

/** giaoBan: the chair and one site. hoiNghi: the chair may open several. thaoLuan: all equal, three loudest heard. */
export const MODES = ['giaoBan', 'hoiNghi', 'thaoLuan'] as const;
export type Mode = (typeof MODES)[number];

/** contentSpeaker: shared content large, pane 0 beside it. chairOnly: the chair's site, whatever happens. */
export const LAYOUTS = ['one', 'four', 'nine', 'sixteen', 'contentSpeaker', 'chairOnly'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const ROLL_CALL_MARKS = ['unmarked', 'presentOnline', 'presentInPerson', 'absentExcused'] as const;
export type RollCallMark = (typeof ROLL_CALL_MARKS)[number];

/** Who did it. `accountId` null and role `system`: the service itself. */
export interface Actor {
  readonly accountId: AccountId | null;
  readonly role: Role | 'system';
  /** The site the account belongs to, if any. */
  readonly siteId: SiteId | null;
  readonly name: string;
}

export interface Officer {
  readonly accountId: AccountId;
  /** The site the officer sits at: its microphone and camera are the officer's. */
  readonly siteId: SiteId;
  readonly name: string;
}

export interface AgendaItem {
  readonly itemId: AgendaItemId;
  readonly title: string;
  /** Planned length, minutes. */
  readonly durationMinutes: number;
  /** Limit of one turn during this item, seconds; null: none. */
  readonly speakingLimitSeconds: number | null;
}

/** What the schedule hands to the journal's first entry; names are frozen here for ever. */
export interface ConferenceSetup {
  readonly conferenceId: ConferenceId;
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly mode: Mode;
  readonly chair: Officer;
  /** In order of succession. */
  readonly coChairs: readonly Officer[];
  readonly secretaryIds: readonly AccountId[];
  /** In order of precedence. */
  readonly sites: readonly SiteSetup[];
  readonly agenda: readonly AgendaItem[];
}

export interface SiteSetup {
  readonly siteId: SiteId;
  readonly name: string;
  readonly shortName: string;
  readonly isHub: boolean;
  readonly linkDownKbps: number;
  readonly linkUpKbps: number;
  readonly backupPhone: string | null;
}

/** expected: never came. lobby: came, waits. admitted: in the conference (kept while offline). dropped: taken out by the operator. */
export type Admission = 'expected' | 'lobby' | 'admitted' | 'dropped';

export interface SiteState extends SiteSetup {
  readonly admission: Admission;
  readonly online: boolean;
  /** Since when `online` has its value; null: never came. */
  readonly onlineChangedAt: string | null;
  /** Leave to be heard beside the floor (hoiNghi, thaoLuan); always 'closed' in giaoBan. */
  readonly microphone: 'closed' | 'open';
  /** The site closed its own microphone although it may be heard. */
  readonly selfMuted: boolean;
  readonly rollCall: {
    readonly mark: RollCallMark;
    readonly at: string | null;
    readonly byName: string | null;
    readonly note: string | null;
    readonly corrections: number;
  };
  /** Second line of the name plate: who sits there, from the site's own confirmation. */
  readonly caption: string | null;
}

/** BFCP Pending or Accepted; every other status has left the queue and lives in the journal. */
export interface FloorRequest {
  readonly floorRequestId: RequestId;
  readonly siteId: SiteId;
  readonly status: 'pending' | 'accepted';
  readonly requestedAt: string;
  readonly topic: string | null;
}

export interface FloorHolder {
  readonly floorRequestId: RequestId;
  readonly siteId: SiteId;
  readonly grantedAt: string;
  /** Seconds granted, extensions included; null: no limit (the chair's own site). */
  readonly limitSeconds: number | null;
  readonly extendedSeconds: number;
}

export interface Stage {
  /** Grows by one each time what a site should show changes. */
  readonly revision: number;
  readonly layout: Layout;
  /** What the operator pinned, by pane; null: filled by the rules. */
  readonly pinned: readonly (SiteId | null)[];
  /** What is shown, by pane (0 = main), resolved by domain/stage. */
  readonly panes: readonly (SiteId | null)[];
  /** Layout to go back to when content ends; null: none remembered. */
  readonly layoutBeforeContent: Layout | null;
}

export interface ContentToken {
  readonly siteId: SiteId;
  readonly takenAt: string;
  /** floor: goes with the turn. granted: stays until released or revoked. */
  readonly origin: 'floor' | 'granted';
}

export interface SiteMessage {
  readonly at: string;
  readonly fromName: string;
  /** null: to every site. */
  readonly siteId: SiteId | null;
  readonly text: string;
}

export interface ConferenceState {
  readonly conferenceId: ConferenceId;
  /** The last entry folded in; 0: none. */
  readonly seq: number;
  readonly phase: 'scheduled' | 'open' | 'paused' | 'closed';
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly closeRequest: { readonly closeRequestId: RequestId; readonly at: string; readonly byName: string } | null;
  readonly mode: Mode;
  readonly chair: Officer;
  readonly coChairs: readonly Officer[];
  readonly secretaryIds: readonly AccountId[];
  readonly siteOrder: readonly SiteId[];
  readonly sites: Readonly<Record<SiteId, SiteState>>;
  readonly agenda: {
    readonly items: readonly AgendaItem[];
    readonly currentItemId: AgendaItemId | null;
    readonly since: string | null;
  };
  readonly rollCall: { readonly phase: 'notStarted' | 'running' | 'finished'; readonly calledOn: SiteId | null };
  readonly floor: { readonly holder: FloorHolder | null; readonly queue: readonly FloorRequest[] };
  readonly stage: Stage;
  readonly content: ContentToken | null;
  readonly messages: readonly SiteMessage[];
}
