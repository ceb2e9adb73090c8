// The Vietnamese words and figures of the written journal (domain §5.1, §5.2). Formal tone, no sentence logic.

import type { Layout, Mode, RollCallMark } from '../../contract/state.ts';

export const MODE_WORDS = {
  giaoBan: 'Giao ban',
  hoiNghi: 'Hội nghị',
  thaoLuan: 'Thảo luận',
} as const satisfies Record<Mode, string>;

export const MARK_WORDS = {
  unmarked: 'Chưa điểm danh',
  presentOnline: 'Có mặt trực tuyến',
  presentInPerson: 'Có mặt trực tiếp',
  absentExcused: 'Vắng mặt (có lý do)',
} as const satisfies Record<RollCallMark, string>;

export const LAYOUT_WORDS = {
  one: 'Một điểm cầu',
  four: 'Chia 4 ô',
  nine: 'Chia 9 ô',
  sixteen: 'Chia 16 ô',
  contentSpeaker: 'Nội dung trình chiếu và người phát biểu',
  chairOnly: 'Chỉ chủ trì',
} as const satisfies Record<Layout, string>;

/** Viet Nam has one zone without daylight saving, so the offset is a constant. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** A length in words, as formal papers write it: "05 phút", "04 phút 30 giây", "45 giây". */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  const parts = [minutes > 0 ? `${twoDigits(minutes)} phút` : '', rest > 0 ? `${twoDigits(rest)} giây` : ''];
  return parts.filter((part) => part !== '').join(' ') || '00 giây';
}

/** Time of day in Viet Nam, "09:12:05", of an ISO 8601 UTC instant. */
export function clockWords(instant: string): string {
  return new Date(Date.parse(instant) + VIETNAM_OFFSET_MS).toISOString().slice(11, 19);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
