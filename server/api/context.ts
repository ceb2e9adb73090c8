// What every route gets. Types only.

import type { AccountId, ConferenceId } from '../contract/index.ts';
import type { InvitationDoor } from '../invitations/ports.ts';
import type { WebhookDoor } from '../jobs/webhooks/ports.ts';
import type { PaperDoor } from '../papers/ports.ts';
import type { ApiStore } from './ports.ts';

export interface ApiContext {
  readonly store: ApiStore;
  readonly papers: PaperDoor;
  readonly invitations: InvitationDoor;
  readonly webhooks: WebhookDoor;
  readonly clock: () => Date;
  readonly secureCookies: boolean;
  readonly health: () => Promise<{ readonly ready: boolean; readonly checks: Readonly<Record<string, boolean>> }>;
  /** The text Prometheus reads. */
  readonly metrics: () => Promise<string>;
  /** A conference was made, edited, published or cancelled. Must not throw. */
  readonly onConferenceChanged: (conferenceId: ConferenceId) => void;
  /** Sessions of this account were ended: its live pages must sign in again. Must not throw. */
  readonly onSessionsEnded: (accountId: AccountId) => void;
}
