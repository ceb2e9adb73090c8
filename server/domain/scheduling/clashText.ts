// A booking clash in one Vietnamese sentence: what, by which conference, when. Pure; never looks anything up.

import { DateTime } from 'luxon';
import type { BookingClash } from '../../contract/http.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** What is taken, as the sentence names it. */
const RESOURCES = { chair: 'người chủ trì', site: 'phòng họp', device: 'thiết bị' } as const;

/** "Trùng lịch: phòng họp Huyện Bến Lức đã được đăng ký 08:00–11:00 ngày 23/11/2026 (Giao ban tháng 11); và 2 trùng lịch khác." */
export function describeClashes(clashes: readonly BookingClash[]): string {
  const [first, ...others] = clashes;
  if (first === undefined) return 'Trùng lịch.';
  const more = others.length === 0 ? '' : `; và ${others.length} trùng lịch khác`;
  return `Trùng lịch: ${RESOURCES[first.resource]} ${first.resourceName} đã được đăng ký ${describeSpan(first.startsAt, first.endsAt)} (${first.conferenceTitle})${more}.`;
}

/** "08:00–11:00 ngày 23/11/2026", or both dates when it runs past midnight. Local time of the province. */
export function describeSpan(startsAt: string, endsAt: string): string {
  const start = DateTime.fromISO(startsAt, { zone: ZONE });
  const end = DateTime.fromISO(endsAt, { zone: ZONE });
  if (start.hasSame(end, 'day'))
    return `${start.toFormat('HH:mm')}–${end.toFormat('HH:mm')} ngày ${start.toFormat('dd/MM/yyyy')}`;
  return `từ ${start.toFormat('HH:mm')} ngày ${start.toFormat('dd/MM/yyyy')} đến ${end.toFormat('HH:mm')} ngày ${end.toFormat('dd/MM/yyyy')}`;
}
