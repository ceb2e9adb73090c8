// The HTTP door: schemas of requests and answers under /api. Instants are ISO 8601 UTC; answers with a `version` carry it as ETag `"<version>"` too,
// and edits must send it back in If-Match. Errors are ErrorAnswer with the code's status.

import { z } from 'zod';
import { accountIdSchema, siteIdSchema } from './commands.ts';
import type { JournalEntry } from './entries.ts';
import type { AccountId, AgendaItemId, ConferenceId, SiteId, UnitId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { ROLES } from './roles.ts';
import { MODES, type Mode, type RollCallMark } from './state.ts';

const name = z.string().normalize('NFC').trim().min(1).max(LIMITS.nameLength);
const title = z.string().normalize('NFC').trim().min(1).max(LIMITS.titleLength);
const instant = z.iso.datetime({ offset: true });
const unitId = z.uuid().transform((value) => value as UnitId);

/** RFC 5321 allows 254 characters. */
const mailAddressSchema = z.email().max(254);
// ---- sign-in: POST /api/auth/sign-in, POST /api/auth/sign-out, GET /api/me, POST /api/me/password ---------------------
export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,62}$/);
export const passwordSchema = z.string().min(12).max(256);
export const signInSchema = z.strictObject({ username: usernameSchema, password: z.string().min(1).max(256) });
export const changePasswordSchema = z.strictObject({
  currentPassword: z.string().min(1).max(256),
  newPassword: passwordSchema,
});

export interface AccountView {
  readonly accountId: AccountId;
  readonly username: string;
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly siteId: SiteId | null;
  readonly siteName: string | null;
  readonly email: string | null;
  /** Out of use: nobody signs in with it, as before its first day. */
  readonly disabled: boolean;
  readonly lockedUntil: string | null;
  /** First day of the state shown; later than the day asked for: not begun. */
  readonly validFrom: string;
  /** First day after it, from which on another state holds; null: no end known. */
  readonly validTo: string | null;
  readonly version: number;
}

// ---- accounts (administrator): GET /api/accounts?on=, POST, PATCH /api/accounts/:accountId; what depends on the day is
// organisation.ts. GET /api/people?on= (secretary, administrator): accounts that may chair, co-chair or be secretary that day.
export const accountWriteSchema = z.strictObject({
  username: usernameSchema,
  name,
  role: z.enum(ROLES),
  siteId: siteIdSchema.nullable().default(null),
  password: passwordSchema,
  /** Where the person's letters go; left out: nowhere. */
  email: mailAddressSchema.nullable().optional(),
});
export const accountEditSchema = z.strictObject({
  name: name.optional(),
  role: z.enum(ROLES).optional(),
  siteId: siteIdSchema.nullable().optional(),
  password: passwordSchema.optional(),
  email: mailAddressSchema.nullable().optional(),
  disabled: z.boolean().optional(),
});

// ---- organisation: GET /api/units?q=, POST, PATCH /api/units/:id; GET /api/sites?q=, POST, PATCH /api/sites/:id;
//      what depends on the day is organisation.ts --------------------------------------------------------------------
export const UNIT_LEVELS = ['province', 'department', 'district', 'commune', 'other'] as const;
export const DEVICE_CLASSES = ['room', 'personal'] as const;
export const DISTANCE_GRADES = ['official', 'estimate'] as const;
export const unitWriteSchema = z.strictObject({
  /** What a spreadsheet knows the unit by: words of plain letters and digits joined by hyphens. */
  code: z
    .string()
    .trim()
    .toLowerCase()
    .max(40)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name,
  shortName: name,
  level: z.enum(UNIT_LEVELS),
  parentId: unitId.nullable(),
  order: z.number().int().nonnegative().max(100_000),
  /** One-way road distance to the hub, km; null: nobody has stated it; left out: as it is. */
  distanceKm: z.number().nonnegative().max(2_000).nullable().optional(),
  distanceGrade: z.enum(DISTANCE_GRADES).nullable().optional(),
  /** Where letters for its sites go that have no address of their own; null: nowhere; left out: as it is. Holds at once, on every day. */
  email: mailAddressSchema.nullable().optional(),
});
export const siteWriteSchema = z.strictObject({
  unitId,
  name,
  shortName: name,
  order: z.number().int().nonnegative().max(100_000),
  isHub: z.boolean(),
  deviceClass: z.enum(DEVICE_CLASSES),
  linkDownKbps: z.number().int().min(64).max(10_000_000),
  linkUpKbps: z.number().int().min(64).max(10_000_000),
  backupPhone: z.string().trim().max(40).nullable(),
  /** Where its letters go; null: to its unit; left out: as it is. Holds at once, on every day. */
  email: mailAddressSchema.nullable().optional(),
});
export interface UnitView extends Omit<z.output<typeof unitWriteSchema>, 'distanceKm' | 'distanceGrade' | 'email'> {
  readonly unitId: UnitId;
  readonly distanceKm: number | null;
  readonly distanceGrade: (typeof DISTANCE_GRADES)[number] | null;
  readonly email: string | null;
  readonly version: number;
}
export interface SiteView extends Omit<z.output<typeof siteWriteSchema>, 'email'> {
  readonly email: string | null;
  readonly siteId: SiteId;
  readonly unitName: string;
  readonly level: (typeof UNIT_LEVELS)[number];
  readonly version: number;
}

// ---- conferences: GET /api/conferences?from=&to=&q=, POST, GET/PATCH /api/conferences/:id,
//      POST /api/conferences/:id/publish, POST /api/conferences/:id/cancel, GET …/journal, GET …/attendance -----------
export const CONFERENCE_KINDS = [
  'giaoBan',
  'giaiQuyetCongViec',
  'chuyenDe',
  'soKetTongKet',
  'tapHuan',
  'phienHopUyBan',
  'dotXuat',
] as const;
export const CANCEL_REASONS = ['batKhaKhang', 'yKienCapTren', 'chuaChuanBiKip', 'khac'] as const;
/**
 * The life of a conference (rules LF*). `ready` and `paused` are never stored: `paused` is read from the journal and answered as
 * the status, `ready` is how a published conference is shown from half an hour before it starts (domain/scheduling/life).
 */
export type ConferenceStatus =
  | 'draft'
  | 'submitted'
  | 'approved'
  | 'published'
  | 'ready'
  | 'open'
  | 'paused'
  | 'closed'
  | 'concluded'
  | 'postponed'
  | 'cancelled';

const conferenceFields = z.strictObject({
  kind: z.enum(CONFERENCE_KINDS),
  title,
  startsAt: instant,
  endsAt: instant,
  mode: z.enum(MODES),
  chairId: accountIdSchema,
  coChairIds: z.array(accountIdSchema).max(5),
  secretaryIds: z.array(accountIdSchema).min(1).max(5),
  /** Any order; kept in the sites' order of precedence. Must hold the officers' sites. */
  siteIds: z.array(siteIdSchema).min(1).max(LIMITS.sitesPerConference),
  agenda: z
    .array(
      z.strictObject({
        title,
        durationMinutes: z.number().int().positive().max(1440),
        speakingLimitSeconds: z.number().int().positive().max(LIMITS.speakingLimitSeconds).nullable(),
      }),
    )
    .max(LIMITS.agendaItems),
});
const inOrder = (value: { startsAt?: string | undefined; endsAt?: string | undefined }) =>
  value.startsAt === undefined || value.endsAt === undefined || Date.parse(value.startsAt) < Date.parse(value.endsAt);
const withinADay = (value: { startsAt?: string | undefined; endsAt?: string | undefined }) =>
  value.startsAt === undefined ||
  value.endsAt === undefined ||
  Date.parse(value.endsAt) - Date.parse(value.startsAt) <= LIMITS.conferenceHours * 3_600_000;
export const conferenceWriteSchema = conferenceFields
  /** Asked at creation and refused when true (stateSecret); left out means no. */
  .extend({ containsStateSecret: z.boolean().optional() })
  .refine(inOrder, { path: ['endsAt'], message: 'endsAt must be after startsAt' })
  .refine(withinADay, { path: ['endsAt'], message: 'too long' });
export const conferenceEditSchema = conferenceFields
  .partial()
  .refine(inOrder, { path: ['endsAt'], message: 'endsAt must be after startsAt' })
  .refine(withinADay, { path: ['endsAt'], message: 'too long' });
export const conferenceCancelSchema = z.strictObject({
  reason: z.enum(CANCEL_REASONS),
  note: z.string().trim().max(LIMITS.textLength).default(''),
});
export const conferenceListSchema = z.strictObject({
  from: instant.optional(),
  to: instant.optional(),
  q: z.string().max(100).optional(),
});

export interface ConferenceView {
  readonly conferenceId: ConferenceId;
  readonly status: ConferenceStatus;
  readonly kind: (typeof CONFERENCE_KINDS)[number];
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly mode: Mode;
  readonly chair: PersonView;
  readonly coChairs: readonly PersonView[];
  readonly secretaries: readonly PersonView[];
  readonly sites: readonly {
    readonly siteId: SiteId;
    readonly name: string;
    readonly shortName: string;
    readonly isHub: boolean;
  }[];
  readonly agenda: readonly {
    readonly itemId: AgendaItemId;
    readonly title: string;
    readonly durationMinutes: number;
    readonly speakingLimitSeconds: number | null;
  }[];
  /** Why it is cancelled or postponed; null in every other status. */
  readonly cancelReason: (typeof CANCEL_REASONS)[number] | null;
  readonly cancelNote: string | null;
  readonly version: number;
}
export interface PersonView {
  readonly accountId: AccountId;
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly siteId: SiteId | null;
  readonly siteName: string | null;
}
/** One row of the week and the list. */
export type ConferenceSummary = Pick<
  ConferenceView,
  'conferenceId' | 'status' | 'kind' | 'title' | 'startsAt' | 'endsAt' | 'mode'
> & {
  readonly chairName: string;
  readonly siteCount: number;
  /** The series it is one of; null: of none. */
  readonly seriesId: string | null;
};

/** `details` of a bookingClash. */
export interface BookingClash {
  readonly resource: 'chair' | 'site' | 'device';
  readonly resourceId: string;
  readonly resourceName: string;
  readonly conferenceId: ConferenceId;
  readonly conferenceTitle: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface JournalView {
  readonly conferenceId: ConferenceId;
  readonly entries: readonly JournalEntry[];
  /** The same, one Vietnamese sentence each, in order. */
  readonly lines: readonly { readonly seq: number; readonly at: string; readonly text: string }[];
}
export interface AttendanceView {
  readonly conferenceId: ConferenceId;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly sites: readonly {
    readonly siteId: SiteId;
    readonly name: string;
    readonly mark: RollCallMark;
    readonly markHistory: readonly {
      readonly at: string;
      readonly mark: RollCallMark;
      readonly byName: string;
      readonly note: string | null;
    }[];
    readonly firstArrivedAt: string | null;
    /** Minutes admitted and online; absences up to LIMITS.attendanceGapSeconds count as present. */
    readonly presentMinutes: number;
    readonly disconnections: number;
    readonly turns: number;
    readonly speakingSeconds: number;
  }[];
}

// ---- the room's own page: GET /api/room (role site) -------------------------------------------------------------------
export interface RoomView {
  readonly siteName: string;
  readonly backupPhone: string | null;
  readonly linkDownKbps: number;
  /** The next published conference this site is invited to; no id, and never the open one: the live door tells it on admission (AD2). */
  readonly next: {
    readonly title: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly chairName: string;
  } | null;
}
