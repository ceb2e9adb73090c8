// A double booking as sentences: who is taken, by what, when. Pure but for the texts it is given.

import type { TFunction } from 'i18next';
import type { BookingClash } from '../../server/contract/http.ts';
import type { Language } from '../words/language.ts';
import { formatDate, formatLongDate, formatTime } from '../words/time.ts';

const MAX_SENTENCES = 12;

/** One sentence for a clash: `Điểm cầu Huyện Bến Lức đã được đăng ký cho “…”, 08:00–11:00 Thứ Hai, 23/11/2026.` */
export function clashSentence(clash: BookingClash, t: TFunction, language: Language): string {
  const values = { conference: clash.conferenceTitle, when: formatSpan(clash.startsAt, clash.endsAt, t, language) };
  if (clash.resource === 'chair') return t('clash.chair', { ...values, name: clash.resourceName });
  if (clash.resource === 'device') return t('clash.device', { ...values, name: clash.resourceName });
  return t('clash.site', { ...values, name: withSiteWord(clash.resourceName, t) });
}

/** All of them, chair first; beyond a dozen only how many more. */
export function clashSentences(clashes: readonly BookingClash[], t: TFunction, language: Language): readonly string[] {
  if (clashes.length === 0) return [t('clash.unnamed')];
  const order: readonly BookingClash['resource'][] = ['chair', 'site', 'device'];
  const sorted = [...clashes].sort((a, b) => order.indexOf(a.resource) - order.indexOf(b.resource));
  const shown = sorted.slice(0, MAX_SENTENCES).map((clash) => clashSentence(clash, t, language));
  const rest = sorted.length - shown.length;
  return rest > 0 ? [...shown, t('clash.more', { count: rest })] : shown;
}

/** The clashes in a refusal's details, of one conference or of a series; empty when there are none to read. */
export function readClashes(details: unknown): readonly BookingClash[] {
  if (isRecord(details) && Array.isArray(details.occurrences))
    return details.occurrences.flatMap((one) => (isRecord(one) ? readClashes(one.clashes) : []));
  const list = Array.isArray(details) ? details : isRecord(details) ? details.clashes : undefined;
  return Array.isArray(list) ? list.filter(isClash) : [];
}

/** `08:00–11:00 Thứ Hai, 23/11/2026`, or both days when it goes over midnight. */
export function formatSpan(startsAt: string, endsAt: string, t: TFunction, language: Language): string {
  const from = formatTime(startsAt);
  const to = formatTime(endsAt);
  if (formatDate(startsAt) === formatDate(endsAt)) {
    return t('clash.onOneDay', { from, to, date: formatLongDate(startsAt, language) });
  }
  return t('clash.overDays', { from, to, fromDate: formatDate(startsAt), toDate: formatDate(endsAt) });
}

function withSiteWord(name: string, t: TFunction): string {
  return /^điểm cầu\s/iu.test(name) ? name : t('clash.sitePrefix', { name });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isClash(value: unknown): value is BookingClash {
  if (!isRecord(value)) return false;
  const texts = ['resourceId', 'resourceName', 'conferenceId', 'conferenceTitle', 'startsAt', 'endsAt'];
  return (
    ['chair', 'site', 'device'].includes(String(value.resource)) && texts.every((key) => typeof value[key] === 'string')
  );
}
