// The planner's aids over the wire: who is busy when and what suits everybody, what the lines carry, the week as files and as
// a calendar feed. Owns the schemas; decides nothing. Instants are ISO 8601 UTC, days and hours the province's.

import { z } from 'zod';
import { accountIdSchema, conferenceIdSchema, siteIdSchema } from './commands.ts';
import type { FeedId, SiteId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { type LocalDate, localDateSchema, type WorkingHours } from './rules.ts';
import { type Layout, MODES } from './state.ts';

const DAY_MS = 86_400_000;

// ---- free and busy: POST /api/planning/availability -------------------------------------------------------------------
export const availabilityAskSchema = z
  .strictObject({
    /** The days looked at, both included; suggestions lie wholly inside. */
    from: localDateSchema,
    to: localDateSchema,
    /** The chair, whose time is booked, and co-chairs, who should be free as well. */
    chairIds: z.array(accountIdSchema).max(6),
    siteIds: z.array(siteIdSchema).max(LIMITS.sitesPerConference),
    durationMinutes: z
      .int()
      .min(5)
      .max(LIMITS.conferenceHours * 60),
    /** Start of the wished time, to be told what stands against it; null: no wish yet. */
    wishedAt: z.iso.datetime({ offset: true }).nullable().default(null),
    /** The conference that is being edited: its own bookings are no obstacle. */
    conferenceId: conferenceIdSchema.nullable().default(null),
  })
  .refine((ask) => ask.from <= ask.to, { path: ['to'], message: 'to must not be before from' })
  .refine((ask) => (Date.parse(ask.to) - Date.parse(ask.from)) / DAY_MS < LIMITS.availabilityDays, {
    path: ['to'],
    message: 'too long',
  })
  .refine((ask) => ask.chairIds.length + ask.siteIds.length > 0, { path: ['siteIds'], message: 'nobody to ask about' });
export type AvailabilityAsk = z.output<typeof availabilityAskSchema>;

/** Taken time, end excluded. */
export interface BusyView {
  readonly startsAt: string;
  readonly endsAt: string;
  /** What takes it; null: not for this reader (somebody's draft). */
  readonly titles: readonly (string | null)[];
}
export interface BusyRowView {
  readonly resource: 'chair' | 'site';
  readonly resourceId: string;
  readonly name: string;
  /** In order, apart from each other. */
  readonly busy: readonly BusyView[];
}
export interface AvailabilityView {
  /** Chairs as asked for, then sites in order of precedence. */
  readonly rows: readonly BusyRowView[];
  readonly workingHours: WorkingHours;
  /** The days of the span on which the offices work. */
  readonly workingDays: readonly LocalDate[];
  /** What stands against the wished time, clashes first; empty: it suits everybody, or no wish was told. */
  readonly refusals: readonly {
    readonly code: 'clash' | 'past' | 'dayOff' | 'outsideWorkingHours' | 'acrossLunch';
    /** Who is taken; null for the other codes. */
    readonly resourceId: string | null;
    readonly vi: string;
    readonly en: string;
  }[];
  /** Times that suit everybody within working hours; nearest to the wish first. */
  readonly suggestions: readonly { readonly startsAt: string; readonly endsAt: string }[];
}

// ---- link check: POST /api/planning/link-check ------------------------------------------------------------------------
export const LINK_QUALITIES = ['low', 'standard', 'high'] as const;
export const LINK_CONTENTS = ['none', 'hub', 'anySite'] as const;
export const LINK_LAYOUTS = ['one', 'four', 'nine', 'sixteen', 'chairOnly'] as const satisfies readonly Layout[];
export const LINK_VERDICTS = ['fits', 'degraded', 'refused'] as const;
export const linkCheckAskSchema = z.strictObject({
  /** The day whose sites and lines count; null: today. */
  on: localDateSchema.nullable().default(null),
  siteIds: z.array(siteIdSchema).min(1).max(LIMITS.sitesPerConference),
  /** Whose chair it is; null: the hub's, or the first site's. */
  chairSiteId: siteIdSchema.nullable().default(null),
  mode: z.enum(MODES).default('giaoBan'),
  /** What the stage shows while nobody shows content. */
  layout: z.enum(LINK_LAYOUTS),
  quality: z.enum(LINK_QUALITIES),
  /** Who will show content. */
  content: z.enum(LINK_CONTENTS),
});

/** One direction of one line; kbps of media. */
export interface LinkDirectionView {
  readonly needKbps: number;
  readonly haveKbps: number;
  readonly verdict: (typeof LINK_VERDICTS)[number];
}
export interface LinkCheckView {
  /** In order of precedence. */
  readonly sites: readonly {
    readonly siteId: SiteId;
    readonly name: string;
    /** fits: as planned. degraded: smaller or fewer pictures. refused: no picture, or not even sound. */
    readonly verdict: (typeof LINK_VERDICTS)[number];
    readonly down: LinkDirectionView;
    readonly up: LinkDirectionView;
    readonly vi: string;
    readonly en: string;
  }[];
}

// ---- the week as files: GET /api/week.csv?from=, GET /api/week.xlsx?from= ---------------------------------------------
/** `from`: the first of seven local days. */
export const weekFileSchema = z.strictObject({ from: localDateSchema });

// ---- calendar feeds: GET/POST /api/feeds, DELETE /api/feeds/:feedId; GET /feeds/<token>.ics ---------------------------
export const feedCreateSchema = z.strictObject({
  /** What the owner calls it: "Điện thoại", "Outlook". */
  name: z.string().normalize('NFC').trim().min(1).max(LIMITS.nameLength),
});
/** Never tells the address: it is shown once, when the feed is made. */
export interface FeedView {
  readonly feedId: FeedId;
  readonly name: string;
  readonly createdAt: string;
  /** When a calendar program last came, to the hour; null: never. */
  readonly lastReadAt: string | null;
}
export interface FeedCreated {
  readonly feed: FeedView;
  /** Path of the address, `/feeds/<token>.ics`. A secret. */
  readonly path: string;
}
