/**
 * What the office puts on paper: the letterhead it sets once, what one invitation adds to its conference, and the
 * organisation as rows of a workbook. Owns the schemas; never lays anything out. Words follow Nghị định 30/2020/NĐ-CP, Phụ lục I.
 */
import { z } from 'zod';
import { DEVICE_CLASSES, UNIT_LEVELS, usernameSchema } from './http.ts';
import { LIMITS } from './limits.ts';
import { ROLES } from './roles.ts';

/** One line of a paper: NFC, trimmed, without line breaks or other control characters (they break XML and headers). */
const line = (maxLength: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !/\p{Cc}/u.test(text), { error: 'must be one line without control characters' });
const name = line(LIMITS.nameLength);
const sentence = line(LIMITS.textLength);
/** Lines of the head: "ỦY BAN NHÂN DÂN", "TỈNH TÂY NINH". Three fit beside the national name. */
const headLines = z.array(line(60)).max(3);

/** Thay mặt, Ký thay, Thừa lệnh, Thừa ủy quyền. */
export const SIGNING_CAPACITIES = ['TM', 'KT', 'TL', 'TUQ'] as const;
/** Dấu chỉ mức độ khẩn: KHẨN, THƯỢNG KHẨN, HỎA TỐC; null: none. */
export const URGENCIES = ['khan', 'thuongKhan', 'hoaToc'] as const;
/** Cách xưng hô trước tên người. */
export const ADDRESS_FORMS = ['ongBa', 'dongChi'] as const;

/** "TL. CHỦ TỊCH" above "CHÁNH VĂN PHÒNG" above the name: `mandates` from the highest down, then the signer's own office. */
export const signatureSchema = z.strictObject({
  mandates: z.array(z.strictObject({ capacity: z.enum(SIGNING_CAPACITIES), office: line(80) })).max(2),
  office: line(80),
  name,
  /** "Q. CHỦ TỊCH": whoever holds the office for the time being (Quyền). */
  isActing: z.boolean().default(false),
});

/** A person to ring: "Ông Nguyễn Văn A, Phòng Tổng hợp" and the number. */
export const contactSchema = z.strictObject({ person: name, phone: line(40) });

/** The office's settings; the same for every paper it issues. */
export const letterheadSchema = z.strictObject({
  /** Cơ quan chủ quản; empty for an office that heads itself (a people's committee). */
  parentAgencyLines: headLines,
  /** Cơ quan ban hành, bold. */
  agencyLines: headLines.min(1),
  /** Địa danh before the date. */
  placeName: line(60),
  /** Ký hiệu after the number: "GM-UBND". */
  documentSymbol: z
    .string()
    .normalize('NFC')
    .trim()
    .regex(/^[\p{Lu}\p{Nd}]+(?:[-.][\p{Lu}\p{Nd}]+)*$/u, { error: 'must look like GM-UBND' })
    .max(30),
  /** Who invites, as the sentence begins: "Chủ tịch Ủy ban nhân dân tỉnh". */
  invitingOffice: name,
  /** Điểm cầu trung tâm: room and street. */
  hubAddress: sentence,
  addressForm: z.enum(ADDRESS_FORMS),
  /** Đầu mối về nội dung, về kỹ thuật; null: not printed. */
  contact: contactSchema.nullable(),
  technicalContact: contactSchema.nullable(),
  /** Nơi nhận, one a line, without dash and punctuation. */
  recipients: z.array(sentence).max(20),
  /** What "Lưu:" holds: "VT, TH". */
  archive: line(60),
  signature: signatureSchema,
});
export type Letterhead = z.output<typeof letterheadSchema>;

/** What the secretary adds for one invitation. Everything else comes from the conference and the letterhead. */
export const invitationDetailsSchema = z.strictObject({
  /** Number in this year's register; null prints a blank to be filled by the clerk. */
  number: z.int().positive().max(99_999).nullable(),
  /** Local date of issue; null leaves day and month blank. */
  issuedOn: z.iso.date().nullable(),
  /** Trích yếu; null: the conference's title. */
  subject: line(LIMITS.titleLength).nullable(),
  /** Thành phần at the hub, one a line. */
  hubInvitees: z.array(sentence).max(40),
  /** Thành phần at the other sites, one a line. */
  siteInvitees: z.array(sentence).max(40),
  /** The chair's title, printed after the name; null: the account's name says it. */
  chairTitle: name.nullable(),
  /** Where the papers are: a link or an access code. */
  papers: sentence.nullable(),
  /** Phân công chuẩn bị, one a line. */
  assignments: z.array(sentence).max(40),
  /** Kiểm tra kỹ thuật: instant; null: not printed. */
  rehearsalAt: z.iso.datetime({ offset: true }).nullable(),
  /** Minutes before the start at which sites are connected. */
  arriveMinutesBefore: z.int().positive().max(240),
  /** Sites are asked to answer until then; before the start. null: one day before it. */
  answerBy: z.iso.datetime({ offset: true }).nullable().default(null),
  urgency: z.enum(URGENCIES).nullable(),
  /** Recipients for this paper only; null: the letterhead's. */
  recipients: z.array(sentence).max(20).nullable(),
  /** Signer for this paper only; null: the letterhead's. */
  signature: signatureSchema.nullable(),
});
export type InvitationDetails = z.output<typeof invitationDetailsSchema>;
export type Signature = z.output<typeof signatureSchema>;

// ---- the organisation as a workbook: what one row says, what is wrong with a row, what an import would change ----------

const code = z
  .string()
  .normalize('NFC')
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'must be letters without diacritics and digits joined by hyphens' })
  .max(40);
const order = z.int().nonnegative().max(100_000);
/** null: none; left out: the workbook has no such column and the address stays. */
const email = z.email().max(254).nullable().optional();
const linkKbps = z.int().min(64).max(10_000_000);

export const organisationUnitRowSchema = z.strictObject({
  code,
  name,
  shortName: name,
  level: z.enum(UNIT_LEVELS),
  parentCode: code.nullable(),
  order,
  /** One-way road distance to the hub, km; null: nobody has stated it. */
  distanceKm: z.number().nonnegative().max(2_000).nullable(),
  distanceGrade: z.enum(['official', 'estimate']).nullable(),
  email,
});
export const organisationSiteRowSchema = z.strictObject({
  code,
  unitCode: code,
  name,
  shortName: name,
  order,
  isHub: z.boolean(),
  deviceClass: z.enum(DEVICE_CLASSES),
  linkDownKbps: linkKbps,
  linkUpKbps: linkKbps,
  backupPhone: line(40).nullable(),
  email,
});
/** Never a password: a new account gets its first one from the administrator. */
export const organisationAccountRowSchema = z.strictObject({
  username: usernameSchema,
  name,
  role: z.enum(ROLES),
  siteCode: code.nullable(),
  email,
  disabled: z.boolean(),
});
export type OrganisationUnitRow = z.output<typeof organisationUnitRowSchema>;
export type OrganisationSiteRow = z.output<typeof organisationSiteRowSchema>;
export type OrganisationAccountRow = z.output<typeof organisationAccountRowSchema>;

/** The three sheets; null: the sheet is not in the workbook and its part of the organisation stays as it is. */
export interface OrganisationRows {
  readonly units: readonly OrganisationUnitRow[] | null;
  readonly sites: readonly OrganisationSiteRow[] | null;
  readonly accounts: readonly OrganisationAccountRow[] | null;
}

/** Why a row, or the whole file (`row` null), cannot be taken. Rows are counted as the spreadsheet shows them, from 1. */
export interface SheetProblem {
  readonly sheet: string | null;
  readonly row: number | null;
  /** The column's heading; null: the row as a whole. */
  readonly column: string | null;
  readonly message: { readonly vi: string; readonly en: string };
}

export const CHANGE_KINDS = ['added', 'renamed', 'moved', 'changed', 'closed', 'unchanged'] as const;

/** What an import does to one unit, site or account from `effectiveFrom` (local date) on. */
export interface OrganisationChange {
  readonly subject: 'unit' | 'site' | 'account';
  /** The unit's or site's code, the account's user name. */
  readonly key: string;
  /** The name it has afterwards; for a closed one, had. */
  readonly name: string;
  /** One of added, closed, unchanged alone; or any of renamed, moved, changed together. */
  readonly kinds: readonly (typeof CHANGE_KINDS)[number][];
  readonly effectiveFrom: string;
  /** What differs; empty unless renamed, moved or changed. */
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}
