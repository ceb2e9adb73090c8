// Words every live page shares, in the tone of the approved label list. Vietnamese gives the keys, English is complete.
// Words of one page only live beside that page.

import { ERRORS, type ErrorCode } from '../../server/contract/errors.ts';
import type { Role } from '../../server/contract/roles.ts';
import type { Layout, Mode, RollCallMark } from '../../server/contract/state.ts';
import { defineWords, type Language } from './language.ts';

const vi = {
  productName: 'Hệ thống giao ban trực tuyến',
  modes: { giaoBan: 'Giao ban', hoiNghi: 'Hội nghị', thaoLuan: 'Thảo luận' } satisfies Record<Mode, string>,
  layouts: {
    one: 'Một hình',
    four: 'Chia 4 ô',
    nine: 'Chia 9 ô',
    sixteen: 'Chia 16 ô',
    contentSpeaker: 'Trình chiếu và người phát biểu',
    chairOnly: 'Chỉ chủ trì',
  } satisfies Record<Layout, string>,
  rollCallMarks: {
    unmarked: 'Chưa điểm danh',
    presentOnline: 'Có mặt trực tuyến',
    presentInPerson: 'Có mặt trực tiếp',
    absentExcused: 'Vắng mặt (có lý do)',
  } satisfies Record<RollCallMark, string>,
  siteStates: {
    notConnected: 'Chưa kết nối',
    lobby: 'Phòng chờ',
    ready: 'Sẵn sàng',
    inConference: 'Đang họp',
    waiting: (place: number) => `Chờ phát biểu, thứ ${place}`,
    speaking: 'Đang phát biểu',
    presenting: 'Đang trình chiếu',
    lost: 'Mất kết nối',
    reconnecting: 'Đang kết nối lại',
    byPhone: 'Dự phòng điện thoại',
    left: 'Đã rời họp',
    absent: 'Vắng mặt',
  },
  roles: {
    administrator: 'Quản trị',
    secretary: 'Thư ký',
    chair: 'Người chủ trì',
    technician: 'Kỹ thuật trực',
    site: 'Điểm cầu',
    observer: 'Quan sát viên',
  } satisfies Record<Role, string>,
  chairShort: 'Chủ trì',
  coChair: 'Đồng chủ trì',
  paused: 'Tạm nghỉ',
  thanks: 'Trân trọng cảm ơn.',
  pleaseWait: 'Kính mời đồng chí chờ trong giây lát',
  siteLost: 'Điểm cầu tạm mất kết nối, hệ thống đang nối lại',
  oneMinuteLeft: 'Còn 1 phút',
  timeIsUp: 'Đã hết thời gian',
} as const;

const en = {
  productName: 'Provincial briefing service',
  modes: { giaoBan: 'Briefing', hoiNghi: 'Conference', thaoLuan: 'Discussion' },
  layouts: {
    one: 'One site',
    four: '4 panes',
    nine: '9 panes',
    sixteen: '16 panes',
    contentSpeaker: 'Content and speaker',
    chairOnly: 'Chair only',
  },
  rollCallMarks: {
    unmarked: 'Not marked',
    presentOnline: 'Present online',
    presentInPerson: 'Present in person',
    absentExcused: 'Absent (excused)',
  },
  siteStates: {
    notConnected: 'Not connected',
    lobby: 'In the lobby',
    ready: 'Ready',
    inConference: 'In the conference',
    waiting: (place: number) => `Waiting to speak, number ${place}`,
    speaking: 'Speaking',
    presenting: 'Presenting',
    lost: 'Connection lost',
    reconnecting: 'Reconnecting',
    byPhone: 'By telephone',
    left: 'Left the conference',
    absent: 'Absent',
  },
  roles: {
    administrator: 'Administrator',
    secretary: 'Secretary',
    chair: 'Chair',
    technician: 'Technician on duty',
    site: 'Site',
    observer: 'Observer',
  },
  chairShort: 'Chair',
  coChair: 'Co-chair',
  paused: 'Short break',
  thanks: 'Thank you very much.',
  pleaseWait: 'Please wait a moment',
  siteLost: 'The site has lost its connection for the moment; the service is reconnecting it',
  oneMinuteLeft: '1 minute left',
  timeIsUp: 'Time is up',
} as const;

/** The shared words of live pages in one language. */
export const words = defineWords(vi, en);
export type Words = ReturnType<typeof words>;

/** What a person reads for an error code. */
export function errorText(language: Language, code: ErrorCode): string {
  return ERRORS[code][language];
}
