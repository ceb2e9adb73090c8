// Branded identifiers of the wire. Every id is a lower-case UUID string; a brand keeps one kind from being used as another.
// Browser-safe: no imports.

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ConferenceId = Branded<'ConferenceId'>;
export type SiteId = Branded<'SiteId'>;
export type UnitId = Branded<'UnitId'>;
export type AccountId = Branded<'AccountId'>;
export type AgendaItemId = Branded<'AgendaItemId'>;
export type FeedId = Branded<'FeedId'>;
/** Made by the client for each command that may be repeated; the repeat gets the first answer. A FloorRequest's id is the requestId that made it. */
export type RequestId = Branded<'RequestId'>;
/** One live connection of one page. Never stored. */
export type ConnectionId = Branded<'ConnectionId'>;
