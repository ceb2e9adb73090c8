/**
 * What the office puts on paper: the letterhead it sets once, and what one invitation adds to its conference.
 * Owns the schemas of both; never lays anything out. Words follow Nghị định 30/2020/NĐ-CP, Phụ lục I.
 */
import { z } from 'zod';
import { LIMITS } from './limits.ts';

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
  urgency: z.enum(URGENCIES).nullable(),
  /** Recipients for this paper only; null: the letterhead's. */
  recipients: z.array(sentence).max(20).nullable(),
  /** Signer for this paper only; null: the letterhead's. */
  signature: signatureSchema.nullable(),
});
export type InvitationDetails = z.output<typeof invitationDetailsSchema>;
export type Signature = z.output<typeof signatureSchema>;
