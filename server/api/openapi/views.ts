// The answers of the HTTP door as schemas, for the documentation. The compiler holds them to the contract's types: a field that is
// missing, too many or of another kind does not compile.

import { z } from 'zod';
import {
  type AttendanceView,
  CANCEL_REASONS,
  CONFERENCE_KINDS,
  type ConferenceSummary,
  type ConferenceView,
  DEVICE_CLASSES,
  DISTANCE_GRADES,
  ERRORS,
  type ErrorAnswer,
  type ErrorCode,
  type JournalView,
  MODES,
  type PersonView,
  ROLES,
  ROLL_CALL_MARKS,
  type SiteView,
  UNIT_LEVELS,
  type UnitView,
} from '../../contract/index.ts';
import { API_SCOPES, type TokenIssued, type TokenView } from '../../contract/integration.ts';
import type { HistoryView, SiteVersionView, UnitVersionView } from '../../contract/organisation.ts';

type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : { -readonly [Key in keyof T]: Plain<T[Key]> };
type SameKeys<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : false;
type Describes<T, S extends z.ZodType> =
  Plain<T> extends z.output<S> ? (SameKeys<Plain<T>, z.output<S>> extends true ? S : never) : never;

/** Names a schema in the document, and is only callable with one that describes T. */
export function view<T>(id: string) {
  return <S extends z.ZodType>(schema: S & Describes<T, S>): S => schema.meta({ id });
}

const id = z.uuid();
const instant = z.iso.datetime();
const version = z.int().meta({ description: 'Gửi lại trong If-Match khi sửa. Send it back in If-Match.' });
const STATUSES = [
  'draft',
  'submitted',
  'approved',
  'published',
  'ready',
  'open',
  'paused',
  'closed',
  'concluded',
  'postponed',
  'cancelled',
] as const;

export const errorAnswer = view<ErrorAnswer>('ErrorAnswer')(
  z.object({
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    message: z.string().meta({ description: 'Tiếng Việt, để hiện cho người dùng. Vietnamese, for people.' }),
    details: z.unknown().optional(),
  }),
);

export const person = view<PersonView>('Person')(
  z.object({
    accountId: id,
    name: z.string(),
    role: z.enum(ROLES),
    siteId: id.nullable(),
    siteName: z.string().nullable(),
  }),
);

const summaryFields = {
  conferenceId: id,
  status: z.enum(STATUSES),
  kind: z.enum(CONFERENCE_KINDS),
  title: z.string(),
  startsAt: instant,
  endsAt: instant,
  mode: z.enum(MODES),
};
export const conferenceSummary = view<ConferenceSummary>('ConferenceSummary')(
  z.object({
    ...summaryFields,
    chairName: z.string(),
    siteCount: z.int(),
    seriesId: id.nullable().meta({
      description: 'Lịch giao ban định kỳ của phiên họp; null: không có. The series it is one of; null: of none.',
    }),
  }),
);
export const conference = view<ConferenceView>('Conference')(
  z.object({
    ...summaryFields,
    chair: person,
    coChairs: z.array(person),
    secretaries: z.array(person),
    sites: z.array(z.object({ siteId: id, name: z.string(), shortName: z.string(), isHub: z.boolean() })),
    agenda: z.array(
      z.object({
        itemId: id,
        title: z.string(),
        durationMinutes: z.int(),
        speakingLimitSeconds: z.int().nullable(),
      }),
    ),
    cancelReason: z.enum(CANCEL_REASONS).nullable(),
    cancelNote: z.string().nullable(),
    version,
  }),
);

/** Each kind of fact has its own `data`; PROTOCOL.md tells them. */
const journalEntry = z
  .object({
    conferenceId: id,
    seq: z.int().meta({ description: 'Từ 1, không ngắt quãng. From 1, without gaps.' }),
    at: instant,
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
    actor: z.object({
      accountId: id.nullable(),
      role: z.enum([...ROLES, 'system']),
      siteId: id.nullable(),
      name: z.string(),
    }),
    requestId: id.nullable(),
  })
  .meta({ id: 'JournalEntry' });
export const journal = z
  .object({
    conferenceId: id,
    entries: z.array(journalEntry),
    lines: z.array(z.object({ seq: z.int(), at: instant, text: z.string() })),
  } satisfies Record<keyof JournalView, z.ZodType>)
  .meta({ id: 'Journal' });

export const attendanceView = view<AttendanceView>('Attendance')(
  z.object({
    conferenceId: id,
    openedAt: instant.nullable(),
    closedAt: instant.nullable(),
    sites: z.array(
      z.object({
        siteId: id,
        name: z.string(),
        mark: z.enum(ROLL_CALL_MARKS),
        markHistory: z.array(
          z.object({
            at: instant,
            mark: z.enum(ROLL_CALL_MARKS),
            byName: z.string(),
            note: z.string().nullable(),
          }),
        ),
        firstArrivedAt: instant.nullable(),
        presentMinutes: z.number(),
        disconnections: z.int(),
        turns: z.int(),
        speakingSeconds: z.number(),
      }),
    ),
  }),
);

export const unit = view<UnitView>('Unit')(
  z.object({
    unitId: id,
    code: z.string(),
    name: z.string(),
    shortName: z.string(),
    level: z.enum(UNIT_LEVELS),
    parentId: id.nullable(),
    order: z.int(),
    distanceKm: z.number().nullable(),
    distanceGrade: z.enum(DISTANCE_GRADES).nullable(),
    email: z.string().nullable(),
    version,
  }),
);
export const site = view<SiteView>('Site')(
  z.object({
    siteId: id,
    unitId: id,
    unitName: z.string(),
    level: z.enum(UNIT_LEVELS),
    name: z.string(),
    shortName: z.string(),
    order: z.int(),
    isHub: z.boolean(),
    deviceClass: z.enum(DEVICE_CLASSES),
    linkDownKbps: z.int(),
    linkUpKbps: z.int(),
    backupPhone: z.string().nullable(),
    email: z.string().nullable(),
    version,
  }),
);

const localDate = z.iso.date();
const state = { validFrom: localDate, validTo: localDate.nullable(), name: z.string(), shortName: z.string() };
export const unitHistory = view<HistoryView<UnitVersionView>>('UnitHistory')(
  z.object({
    id,
    code: z.string(),
    version,
    versions: z.array(
      z.object({
        ...state,
        level: z.string(),
        parentId: id.nullable(),
        parentName: z.string().nullable(),
        order: z.int(),
        distanceKm: z.number().nullable(),
        distanceGrade: z.enum(DISTANCE_GRADES).nullable(),
      }),
    ),
  }),
);
export const siteHistory = view<HistoryView<SiteVersionView>>('SiteHistory')(
  z.object({
    id,
    code: z.string(),
    version,
    versions: z.array(
      z.object({
        ...state,
        unitId: id,
        unitName: z.string(),
        order: z.int(),
        isHub: z.boolean(),
        deviceClass: z.string(),
        linkDownKbps: z.int(),
        linkUpKbps: z.int(),
        backupPhone: z.string().nullable(),
      }),
    ),
  }),
);

export const token = view<TokenView>('Token')(
  z.object({
    tokenId: id,
    name: z.string(),
    scopes: z.array(z.enum(API_SCOPES)),
    createdByName: z.string(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  }),
);
export const tokenIssued = view<TokenIssued>('TokenIssued')(z.object({ token, secret: z.string() }));
