/**
 * The text of a giấy mời, line by line, before any layout: what the .docx and the PDF both print.
 * Every name, number and title comes from the conference, the letterhead and the details; nothing is fetched or looked up.
 */
import { DateTime } from 'luxon';
import type { ConferenceView } from '../../contract/http.ts';
import type { InvitationDetails, Letterhead, Signature } from '../../contract/records.ts';
import {
  formatOfficialDate,
  formatOfficialLength,
  formatOfficialMoment,
  formatOfficialNumber,
  PROVINCE_ZONE,
  toLocal,
} from '../officialText.ts';
import { oneLine } from '../plainText.ts';

export const NATIONAL_NAME = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const NATIONAL_MOTTO = 'Độc lập - Tự do - Hạnh phúc';

const URGENCY_MARKS = { khan: 'KHẨN', thuongKhan: 'THƯỢNG KHẨN', hoaToc: 'HỎA TỐC' } as const;
const ADDRESSES = { ongBa: 'Ông/Bà', dongChi: 'Đồng chí' } as const;
/** Room for a number written by hand or put in by the document-management system. */
const BLANK_NUMBER = '      ';
const BLANK_DATE = '     ';

/** A numbered point: "1. Chủ trì: …", with dashed lines under it. */
export interface InvitationPoint {
  readonly heading: string;
  readonly text: string | null;
  readonly lines: readonly string[];
}

/** Shape: text without dashes, numbers or final punctuation unless said; capitals where the decree wants capitals. */
export interface InvitationModel {
  readonly parentAgencyLines: readonly string[];
  readonly agencyLines: readonly string[];
  /** "Số: 05/GM-UBND". */
  readonly numberLine: string;
  /** "Tây Ninh, ngày 03 tháng 02 năm 2026". */
  readonly dateLine: string;
  readonly urgencyMark: string | null;
  readonly documentName: 'GIẤY MỜI';
  readonly subject: string;
  /** "… trân trọng kính mời:". */
  readonly opening: string;
  readonly inviteeGroups: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  /** "Dự họp: …". */
  readonly occasion: string;
  readonly points: readonly InvitationPoint[];
  /** Ends "./.". */
  readonly closing: string;
  /** Each with its dash and punctuation, "- Lưu: VT, TH." last. */
  readonly recipientLines: readonly string[];
  /** "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH". */
  readonly signatureLines: readonly string[];
  readonly signerName: string;
}

/** Puts a conference, the office's letterhead and the details of this paper together. `answerBy`: instant; null: not printed. */
export function buildInvitation(
  conference: ConferenceView,
  letterhead: Letterhead,
  details: InvitationDetails,
  answerBy: string | null = null,
): InvitationModel {
  const signature = details.signature ?? letterhead.signature;
  return {
    parentAgencyLines: letterhead.parentAgencyLines.map(toCapitals),
    agencyLines: letterhead.agencyLines.map(toCapitals),
    numberLine: `Số: ${details.number === null ? BLANK_NUMBER : formatOfficialNumber(details.number)}/${letterhead.documentSymbol}`,
    dateLine: `${oneLine(letterhead.placeName)}, ${describeIssueDate(details.issuedOn, conference.startsAt)}`,
    urgencyMark: details.urgency === null ? null : URGENCY_MARKS[details.urgency],
    documentName: 'GIẤY MỜI',
    subject: oneLine(details.subject ?? conference.title),
    opening: `${oneLine(letterhead.invitingOffice)} trân trọng kính mời:`,
    inviteeGroups: groupInvitees(conference, details),
    occasion: `Dự họp: ${endWithout(oneLine(conference.title))}.`,
    points: listPoints(conference, letterhead, details, answerBy),
    closing: 'Đề nghị các đại biểu dự họp đúng thành phần, thời gian./.',
    recipientLines: listRecipients(details.recipients ?? letterhead.recipients, letterhead.archive),
    signatureLines: listSignatureLines(signature),
    signerName: oneLine(signature.name),
  };
}

/** "ngày 03 tháng 02 năm 2026"; without a date the year of the conference stands after two blanks. */
function describeIssueDate(issuedOn: string | null, startsAt: string): string {
  if (issuedOn === null) return `ngày ${BLANK_DATE} tháng ${BLANK_DATE} năm ${toLocal(startsAt).year}`;
  return formatOfficialDate(DateTime.fromISO(issuedOn, { zone: PROVINCE_ZONE }));
}

function groupInvitees(conference: ConferenceView, details: InvitationDetails): InvitationModel['inviteeGroups'] {
  const sites = conference.sites.filter((site) => !site.isHub).map((site) => site.name);
  const others = details.siteInvitees.length > 0 ? details.siteInvitees : sites.length > 0 ? [sites.join(', ')] : [];
  return [
    { heading: 'Tại điểm cầu trung tâm:', lines: details.hubInvitees.map((text) => finishItem(text)) },
    { heading: 'Tại các điểm cầu thành phần:', lines: others.map((text) => finishItem(text)) },
  ].filter((group) => group.lines.length > 0);
}

function listPoints(
  conference: ConferenceView,
  letterhead: Letterhead,
  details: InvitationDetails,
  answerBy: string | null,
): readonly InvitationPoint[] {
  const points = [
    point('Chủ trì', describeChair(conference, letterhead, details)),
    point('Thời gian', describeTime(conference)),
    point('Hình thức', 'trực tuyến.'),
    listPlaces(conference, letterhead),
    point(
      'Nội dung',
      null,
      conference.agenda.map((item) => finishItem(item.title)),
    ),
    point('Tài liệu', details.papers === null ? null : finishItem(details.papers, '.')),
    point(
      'Phân công',
      null,
      details.assignments.map((text) => finishItem(text)),
    ),
    point('Kiểm tra kỹ thuật', describeRehearsal(details)),
    point('Xác nhận tham dự', describeAnswerBy(answerBy)),
    point('Đầu mối liên hệ', null, listContacts(letterhead)),
  ];
  return points
    .filter((candidate) => candidate.text !== null || candidate.lines.length > 0)
    .map((candidate) => ({ ...candidate, lines: endLastWithStop(candidate.lines) }));
}

function point(heading: string, text: string | null, lines: readonly string[] = []): InvitationPoint {
  return { heading, text, lines };
}

function describeChair(conference: ConferenceView, letterhead: Letterhead, details: InvitationDetails): string {
  const chair = oneLine(conference.chair.name);
  const isAddressed = /^(?:ông|bà|đồng chí)\s/iu.test(chair);
  const called = isAddressed ? chair : `${ADDRESSES[letterhead.addressForm]} ${chair}`;
  return `${details.chairTitle === null ? called : `${called}, ${endWithout(oneLine(details.chairTitle))}`}.`;
}

function describeTime(conference: ConferenceView): string {
  const [start, end] = [toLocal(conference.startsAt), toLocal(conference.endsAt)];
  const length = formatOfficialLength(start, end);
  return length.startsWith('đến')
    ? `từ ${formatOfficialMoment(start)} ${length}.`
    : `${formatOfficialMoment(start)}; ${length}.`;
}

function listPlaces(conference: ConferenceView, letterhead: Letterhead): InvitationPoint {
  const hub = `Điểm cầu trung tâm: ${oneLine(letterhead.hubAddress)}`;
  const others = 'Điểm cầu thành phần: phòng họp trực tuyến của các đơn vị, địa phương';
  const lines = conference.sites.some((site) => !site.isHub) ? [hub, others] : [hub];
  return point(
    'Địa điểm',
    null,
    lines.map((text) => finishItem(text)),
  );
}

function describeRehearsal(details: InvitationDetails): string | null {
  if (details.rehearsalAt === null) return null;
  const at = formatOfficialMoment(toLocal(details.rehearsalAt));
  return `đề nghị các điểm cầu kết nối, kiểm tra kỹ thuật lúc ${at}; vào họp trước ${formatOfficialNumber(details.arriveMinutesBefore)} phút.`;
}

function describeAnswerBy(answerBy: string | null): string | null {
  if (answerBy === null) return null;
  return `đề nghị các đơn vị xác nhận tham dự trước ${formatOfficialMoment(toLocal(answerBy))}.`;
}

function listContacts(letterhead: Letterhead): string[] {
  const say = (about: string, contact: Letterhead['contact']) =>
    contact === null ? [] : [finishItem(`${about}: ${contact.person}, điện thoại ${contact.phone}`)];
  return [...say('Về nội dung', letterhead.contact), ...say('Về kỹ thuật', letterhead.technicalContact)];
}

function listRecipients(recipients: readonly string[], archive: string): string[] {
  return [...recipients.map((text) => `- ${endWithout(oneLine(text))};`), `- Lưu: ${endWithout(oneLine(archive))}.`];
}

function listSignatureLines(signature: Signature): string[] {
  const mandates = signature.mandates.map((mandate) => `${mandate.capacity}. ${toCapitals(mandate.office)}`);
  const office = toCapitals(signature.office);
  return [...mandates, signature.isActing ? `Q. ${office}` : office];
}

function toCapitals(text: string): string {
  return oneLine(text).toLocaleUpperCase('vi');
}

function endWithout(text: string): string {
  return text.replace(/[\s.;,/]+$/u, '');
}

function finishItem(text: string, end = ';'): string {
  return `${endWithout(oneLine(text))}${end}`;
}

function endLastWithStop(lines: readonly string[]): string[] {
  return lines.map((text, index) => (index === lines.length - 1 ? `${endWithout(text)}.` : text));
}
