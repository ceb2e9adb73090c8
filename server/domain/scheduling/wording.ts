// Words the planning rules share: one sentence in Vietnamese and in English, weekdays, kinds of meeting, small numbers.
// Never decides anything.

import type { CONFERENCE_KINDS } from '../../contract/http.ts';

/** The same sentence in both languages; Vietnamese is the one documents quote. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

/** Index 1 (Monday) to 7 (Sunday); index 0 is empty. */
export const WEEKDAY_NAMES: readonly Sentence[] = [
  { vi: '', en: '' },
  { vi: 'thứ Hai', en: 'Monday' },
  { vi: 'thứ Ba', en: 'Tuesday' },
  { vi: 'thứ Tư', en: 'Wednesday' },
  { vi: 'thứ Năm', en: 'Thursday' },
  { vi: 'thứ Sáu', en: 'Friday' },
  { vi: 'thứ Bảy', en: 'Saturday' },
  { vi: 'Chủ nhật', en: 'Sunday' },
];

/** The kinds as they stand inside a sentence. */
export const KIND_NAMES: Record<(typeof CONFERENCE_KINDS)[number], Sentence> = {
  giaoBan: { vi: 'họp giao ban', en: 'a regular briefing' },
  giaiQuyetCongViec: { vi: 'họp giải quyết công việc', en: 'a working meeting' },
  chuyenDe: { vi: 'họp chuyên đề', en: 'a thematic meeting' },
  soKetTongKet: { vi: 'họp sơ kết, tổng kết', en: 'a review meeting' },
  tapHuan: { vi: 'họp tập huấn, triển khai', en: 'a training meeting' },
  phienHopUyBan: { vi: 'phiên họp Ủy ban nhân dân', en: "a session of the People's Committee" },
  dotXuat: { vi: 'họp đột xuất', en: 'an unscheduled meeting' },
};

/** "03": numbers of days as administrative papers write them. */
export function pad2(value: number): string {
  return String(value).padStart(2, '0');
}

/** "1 working day", "3 working days". */
export function workingDaysEn(count: number): string {
  return `${count} working day${count === 1 ? '' : 's'}`;
}

/** "thứ Hai, thứ Tư và thứ Sáu". */
export function joinSentences(parts: readonly Sentence[]): Sentence {
  return {
    vi: join(
      parts.map((part) => part.vi),
      'và',
    ),
    en: join(
      parts.map((part) => part.en),
      'and',
    ),
  };
}

function join(words: readonly string[], and: string): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${and} ${last}`;
}
