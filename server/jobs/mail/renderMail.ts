// The words of invitations, changes, cancellations and reminders: Vietnamese first, English second, from the templates beside.
// Whatever comes from people is escaped by the template engine; nothing in a mail is fetched from anywhere.

import { join } from 'node:path';
import { Eta } from 'eta';
import { DateTime } from 'luxon';
import { TIME_ZONE } from '../kinds.ts';

const FOLDER = join(import.meta.dirname, '..', 'templates');
const htmlTemplates = new Eta({ views: FOLDER, cache: true, autoEscape: true });
const textTemplates = new Eta({ views: FOLDER, cache: true, autoEscape: false, autoTrim: false });

/** What every mail says about its conference. Instants are ISO; addresses are http or https. */
export interface MailFacts {
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly chair: string;
  /** Who invites, as the paper says it: "Văn phòng UBND tỉnh Tây Ninh". */
  readonly organiser: string;
  /** The recipient's own site. */
  readonly siteName: string;
  readonly agenda: readonly string[];
  readonly contact: string | null;
  readonly answerBy: string | null;
  readonly answerUrl: string | null;
  readonly conferenceUrl: string | null;
}

export type MailTopic =
  | { readonly kind: 'invitation' }
  /** `changes`: one sentence each, Vietnamese. */
  | { readonly kind: 'update'; readonly changes: readonly string[] }
  /** `reason`: in the words of the secretary; `isPostponed`: a new time will follow. */
  | { readonly kind: 'cancel'; readonly reason: string; readonly isPostponed: boolean }
  | { readonly kind: 'reminder' };

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const SUBJECTS: Readonly<Record<MailTopic['kind'], string>> = {
  invitation: 'Giấy mời',
  update: 'Thay đổi',
  cancel: 'Hủy họp',
  reminder: 'Đề nghị xác nhận tham dự',
};

/** `recipient`: name as it is addressed. Errors: an address that is not http(s). */
export function renderMail(topic: MailTopic, facts: MailFacts, recipient: string): RenderedMail {
  for (const url of [facts.answerUrl, facts.conferenceUrl]) if (url !== null) assertWebAddress(url);
  const word = topic.kind === 'cancel' && topic.isPostponed ? 'Hoãn họp' : SUBJECTS[topic.kind];
  const view = {
    topic,
    facts,
    recipient,
    heading: word,
    when: { vi: formatVi(facts.startsAt, facts.endsAt), en: formatEn(facts.startsAt, facts.endsAt) },
    answerBy:
      facts.answerBy === null
        ? null
        : {
            vi: formatInstantVi(facts.answerBy),
            en: localOf(facts.answerBy).setLocale('en-GB').toFormat('HH:mm, d MMMM yyyy'),
          },
  };
  return {
    subject: `[${word}] ${facts.title} – ${localOf(facts.startsAt).toFormat("HH 'giờ' mm, dd/MM/yyyy")}`,
    text: tidy(textTemplates.render(`./${topic.kind}.text.eta`, view)),
    html: htmlTemplates.render(`./${topic.kind}.html.eta`, view),
  };
}

function assertWebAddress(url: string): void {
  if (!/^https?:$/u.test(new URL(url).protocol)) throw new Error(`not a web address: ${url}`);
}

function localOf(instant: string): DateTime {
  return DateTime.fromISO(instant, { zone: TIME_ZONE });
}

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const;

/** "08 giờ 00 phút, ngày 10 tháng 02 năm 2026 (thứ Ba)": days below 10 and January, February with a leading 0 (NĐ 30/2020). */
function formatInstantVi(instant: string): string {
  const at = localOf(instant);
  const month = at.month <= 2 ? at.toFormat('MM') : `${at.month}`;
  return `${at.toFormat('HH')} giờ ${at.toFormat('mm')} phút, ngày ${at.toFormat('dd')} tháng ${month} năm ${at.year} (${WEEKDAYS[at.weekday - 1]})`;
}

function formatVi(startsAt: string, endsAt: string): string {
  const end = localOf(endsAt);
  const until = localOf(startsAt).hasSame(end, 'day') ? end.toFormat("HH 'giờ' mm 'phút'") : formatInstantVi(endsAt);
  return `${formatInstantVi(startsAt)}, dự kiến đến ${until}`;
}

function formatEn(startsAt: string, endsAt: string): string {
  const [start, end] = [localOf(startsAt).setLocale('en-GB'), localOf(endsAt).setLocale('en-GB')];
  const until = start.hasSame(end, 'day') ? end.toFormat('HH:mm') : end.toFormat('HH:mm, cccc d MMMM yyyy');
  return `${start.toFormat('cccc d MMMM yyyy, HH:mm')}–${until} (UTC+7)`;
}

/** Template lines that said nothing leave gaps; two line ends are a paragraph. */
function tidy(text: string): string {
  return `${text
    .replaceAll(/[ \t]+$/gmu, '')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()}\n`;
}
