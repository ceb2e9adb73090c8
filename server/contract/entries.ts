// The journal: facts in the past tense. An entry is never changed or removed; state is their fold (design §3).
// Types only. A new kind of fact is a new name here, an arm in domain/conference/evolve and a sentence in journalText.

import type { AgendaItemId, ConferenceId, RequestId, SiteId } from './ids.ts';
import type { Actor, ConferenceSetup, Layout, Mode, Officer, RollCallMark } from './state.ts';

export interface EntryData {
  conferenceOpened: ConferenceSetup;
  conferencePaused: Record<string, never>;
  conferenceResumed: Record<string, never>;
  closeRequested: { closeRequestId: RequestId };
  closeCancelled: Record<string, never>;
  conferenceClosed: Record<string, never>;
  /** The site's page is connected. First time it waits in the lobby; an admitted site is simply back. */
  siteArrived: { siteId: SiteId };
  siteDeparted: { siteId: SiteId; reason: 'left' | 'lost' };
  siteAdmitted: { siteId: SiteId };
  siteDropped: { siteId: SiteId; reason: string | null };
  messageSent: { siteId: SiteId | null; text: string };
  rollCallStarted: Record<string, never>;
  siteCalledOn: { siteId: SiteId };
  callOnEnded: { siteId: SiteId };
  rollCallMarked: { siteId: SiteId; mark: RollCallMark; note: string | null; previous: RollCallMark };
  rollCallFinished: Record<string, never>;
  captionSet: { siteId: SiteId; caption: string };
  modeChanged: { mode: Mode; previous: Mode };
  floorRequested: { floorRequestId: RequestId; siteId: SiteId; topic: string | null };
  floorWithdrawn: { floorRequestId: RequestId; siteId: SiteId };
  floorAccepted: { floorRequestId: RequestId; siteId: SiteId };
  floorDenied: { floorRequestId: RequestId; siteId: SiteId };
  /** One fact moves microphone, picture, clock and record. `previous`: whose turn it ended, if any. */
  floorGranted: { floorRequestId: RequestId; siteId: SiteId; limitSeconds: number | null; previous: SiteId | null };
  floorReleased: { floorRequestId: RequestId; siteId: SiteId };
  floorRevoked: { floorRequestId: RequestId; siteId: SiteId };
  floorExtended: { floorRequestId: RequestId; siteId: SiteId; seconds: number };
  floorMoved: { floorRequestId: RequestId; siteId: SiteId; toPosition: number };
  allMuted: Record<string, never>;
  siteMuted: { siteId: SiteId };
  microphoneOpened: { siteId: SiteId };
  ownMicrophoneSet: { siteId: SiteId; open: boolean };
  stageSet: { layout: Layout; pinned: (SiteId | null)[] };
  contentTaken: { siteId: SiteId; origin: 'floor' | 'granted' };
  contentReleased: { siteId: SiteId };
  contentRevoked: { siteId: SiteId };
  chairHandedOver: { from: Officer; to: Officer };
  agendaMoved: { itemId: AgendaItemId };
  directiveRecorded: { text: string };
  incidentNoted: { siteId: SiteId | null; text: string };
  /** The service came back after it stopped without closing; `aliveAt`: last moment it is known to have run. Every site is offline since then. */
  serviceRecovered: { aliveAt: string };
}

export type EntryType = keyof EntryData;

/** A fact before it has a number. */
export type NewEntry = { [T in EntryType]: { readonly type: T; readonly data: EntryData[T] } }[EntryType];

/** A fact as stored and sent. `seq` starts at 1 and has no gaps; `at` ISO 8601 UTC, the server's clock. */
export type JournalEntry = NewEntry & {
  readonly conferenceId: ConferenceId;
  readonly seq: number;
  readonly at: string;
  readonly actor: Actor;
  /** The command that made it; null: the service itself. */
  readonly requestId: RequestId | null;
};
