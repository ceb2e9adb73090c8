// The journal in sentences people sign (rule RP1): one formal Vietnamese sentence for every kind of entry, with the
// names of the time, and who acted on the chair's behalf. Never a word of blame, never an English term.

import type { EntryData, EntryType, JournalEntry } from '../../contract/entries.ts';
import type { SiteId } from '../../contract/ids.ts';
import type { ConferenceState } from '../../contract/state.ts';
import type { EntryHead } from './evolution.ts';
import { evolve } from './evolve.ts';
import { clockWords, durationWords, LAYOUT_WORDS, MARK_WORDS, MODE_WORDS } from './journalWords.ts';
import { capacityOf } from './permissions.ts';

type Sentences<T extends EntryType> = {
  readonly [K in T]: (data: EntryData[K], before: ConferenceState, entry: EntryHead) => string;
};

const SESSION = {
  conferenceOpened: ({ title, chair, sites, mode }) =>
    `Khai mạc phiên họp: ${title}. Chủ trì: ${chair.name}. Số điểm cầu: ${sites.length}. Hình thức điều hành: ${MODE_WORDS[mode]}`,
  conferencePaused: () => 'Tạm nghỉ phiên họp',
  conferenceResumed: () => 'Tiếp tục phiên họp',
  closeRequested: () => 'Đề nghị kết thúc phiên họp',
  closeCancelled: () => 'Thôi đề nghị kết thúc, phiên họp tiếp tục',
  conferenceClosed: () => 'Kết thúc phiên họp',
  modeChanged: ({ mode, previous }) =>
    `Chuyển hình thức điều hành: từ ${MODE_WORDS[previous]} sang ${MODE_WORDS[mode]}`,
  chairHandedOver: ({ from, to }) => `Trao quyền điều hành: từ ${from.name} sang ${to.name}`,
  agendaMoved: ({ itemId }, before) =>
    `Chuyển sang nội dung: ${before.agenda.items.find((item) => item.itemId === itemId)?.title ?? 'ngoài chương trình'}`,
  messageSent: ({ siteId, text }, before) =>
    siteId === null ? `Nhắn tất cả điểm cầu: “${text}”` : `Nhắn điểm cầu ${nameOf(before, siteId)}: “${text}”`,
  directiveRecorded: ({ text }) => `Ý kiến chỉ đạo: ${text}`,
  incidentNoted: ({ siteId, text }, before) =>
    siteId === null ? `Ghi nhận sự cố: ${text}` : `Ghi nhận sự cố tại ${nameOf(before, siteId)}: ${text}`,
  serviceRecovered: ({ aliveAt }) =>
    `Hệ thống hoạt động trở lại sau gián đoạn từ ${clockWords(aliveAt)}, các điểm cầu đang được nối lại`,
} satisfies Partial<Sentences<EntryType>>;

const ADMISSION = {
  siteArrived: ({ siteId }, before) =>
    before.sites[siteId]?.admission === 'admitted'
      ? `Điểm cầu đã nối lại: ${nameOf(before, siteId)}`
      : `Điểm cầu đã kết nối, vào phòng chờ: ${nameOf(before, siteId)}`,
  siteDeparted: ({ siteId, reason }, before) =>
    reason === 'lost'
      ? `Điểm cầu tạm mất kết nối, hệ thống đang nối lại: ${nameOf(before, siteId)}`
      : `Điểm cầu rời kết nối: ${nameOf(before, siteId)}`,
  siteAdmitted: ({ siteId }, before) => `Cho vào họp: ${nameOf(before, siteId)}`,
  siteDropped: ({ siteId, reason }, before) =>
    `Ngắt kết nối điểm cầu: ${nameOf(before, siteId)}${reason === null ? '' : ` (lý do: ${reason})`}`,
} satisfies Partial<Sentences<EntryType>>;

const ROLL_CALL = {
  rollCallStarted: () => 'Bắt đầu điểm danh',
  siteCalledOn: ({ siteId }, before) => `Mời trả lời điểm danh: ${nameOf(before, siteId)}`,
  callOnEnded: ({ siteId }, before) => `Kết thúc trả lời điểm danh: ${nameOf(before, siteId)}`,
  rollCallMarked: ({ siteId, mark, note, previous }, before) => {
    const isCorrection = previous !== 'unmarked' && previous !== mark;
    const correction = isCorrection ? `, trước đó ghi: ${MARK_WORDS[previous]}` : '';
    return `Điểm danh: ${nameOf(before, siteId)} – ${MARK_WORDS[mark]}${correction}${note === null ? '' : ` (ghi chú: ${note})`}`;
  },
  rollCallFinished: () => 'Kết thúc điểm danh',
  captionSet: ({ siteId, caption }, before) =>
    caption === ''
      ? `Bảng tên: ${nameOf(before, siteId)} – bỏ tên người dự`
      : `Bảng tên: ${nameOf(before, siteId)} – ${caption}`,
} satisfies Partial<Sentences<EntryType>>;

const FLOOR = {
  floorRequested: ({ siteId, topic }, before) =>
    `Xin phát biểu: ${nameOf(before, siteId)}${topic === null ? '' : ` (nội dung: ${topic})`}`,
  floorWithdrawn: ({ siteId }, before) => `Rút đăng ký phát biểu: ${nameOf(before, siteId)}`,
  floorAccepted: ({ siteId }, before) => `Chấp thuận, chờ đến lượt phát biểu: ${nameOf(before, siteId)}`,
  floorDenied: ({ siteId }, before) => `Chưa mời được lần này: ${nameOf(before, siteId)}`,
  floorGranted: ({ siteId, limitSeconds, previous }, before, { at }) => {
    const limit = limitSeconds === null ? '' : ` (${durationWords(limitSeconds)})`;
    const ended = previous === null ? '' : `; kết thúc lượt của ${nameOf(before, previous)}${spokenWords(before, at)}`;
    return `Mời phát biểu: ${nameOf(before, siteId)}${limit}${ended}`;
  },
  floorReleased: ({ siteId }, before, { at }) =>
    `Kết thúc phát biểu: ${nameOf(before, siteId)}${spokenWords(before, at)}`,
  floorRevoked: ({ siteId }, before, { at }) =>
    `Kết thúc lượt phát biểu: ${nameOf(before, siteId)}${spokenWords(before, at)}`,
  floorExtended: ({ siteId, seconds }, before) => `Gia hạn ${durationWords(seconds)}: ${nameOf(before, siteId)}`,
  floorMoved: ({ siteId, toPosition }, before) =>
    `Sắp xếp thứ tự phát biểu: ${nameOf(before, siteId)}, chuyển đến thứ ${toPosition}`,
} satisfies Partial<Sentences<EntryType>>;

const PICTURE_AND_SOUND = {
  allMuted: () => 'Tắt tiếng tất cả điểm cầu',
  siteMuted: ({ siteId }, before) => `Tắt tiếng điểm cầu: ${nameOf(before, siteId)}`,
  microphoneOpened: ({ siteId }, before) => `Mở micro: ${nameOf(before, siteId)}`,
  ownMicrophoneSet: ({ siteId, open }, before) => `Điểm cầu tự ${open ? 'mở' : 'tắt'} micro: ${nameOf(before, siteId)}`,
  stageSet: ({ layout, pinned }, before) => {
    const names = pinned.filter((siteId) => siteId !== null).map((siteId) => nameOf(before, siteId));
    return `Màn hình chính: ${LAYOUT_WORDS[layout]}${names.length === 0 ? '' : `, chọn hình: ${names.join(', ')}`}`;
  },
  contentTaken: ({ siteId }, before) => `Bắt đầu trình chiếu: ${nameOf(before, siteId)}`,
  contentReleased: ({ siteId }, before) => `Kết thúc trình chiếu: ${nameOf(before, siteId)}`,
  contentRevoked: ({ siteId }, before) => `Thu lại quyền trình chiếu: ${nameOf(before, siteId)}`,
} satisfies Partial<Sentences<EntryType>>;

const SENTENCES: Sentences<EntryType> = { ...SESSION, ...ADMISSION, ...ROLL_CALL, ...FLOOR, ...PICTURE_AND_SOUND };

/**
 * The entry as one formal Vietnamese sentence, without number, time or full stop.
 * Shape: `before` is the state the entry was made in; for the first entry, that of its own setup.
 */
export function journalText(entry: JournalEntry, before: ConferenceState): string {
  return `${sentenceOf(before, entry)}${onBehalf(before, entry)}`;
}

/** The journal as lines, one an entry, in order. `planned` is `initialState` of the first entry's setup. */
export function journalLines(
  planned: ConferenceState,
  entries: readonly JournalEntry[],
): { readonly seq: number; readonly at: string; readonly text: string }[] {
  let state = planned;
  return entries.map((entry) => {
    const line = { seq: entry.seq, at: entry.at, text: journalText(entry, state) };
    state = evolve(state, entry);
    return line;
  });
}

/** Generic so that type and data stay of one kind through the table. */
function sentenceOf<T extends EntryType>(
  before: ConferenceState,
  entry: EntryHead & { readonly type: T; readonly data: EntryData[T] },
): string {
  return SENTENCES[entry.type](entry.data, before, entry);
}

/** Who acted, where it was not the chair, the site itself or the service (domain §5 no. 21). */
function onBehalf(before: ConferenceState, { type, actor }: JournalEntry): string {
  const capacity = capacityOf(before, actor);
  if (capacity === 'technician') return ` – ${titled('Kỹ thuật trực', actor.name)} thực hiện`;
  if (capacity !== 'secretary') return '';
  // A site that asked by voice is helped, not commanded.
  const isForSite = type === 'floorRequested' || type === 'floorWithdrawn';
  return ` – ${titled('Thư ký', actor.name)} ${isForSite ? 'ghi giúp' : 'thay mặt chủ trì'}`;
}

/** The name with its title, once: some accounts are named by their office. */
function titled(title: string, name: string): string {
  return name.toLowerCase().startsWith(title.toLowerCase()) ? name : `${title} ${name}`;
}

function nameOf(state: ConferenceState, siteId: SiteId): string {
  return state.sites[siteId]?.name ?? 'điểm cầu ngoài danh sách';
}

/** How long the turn that ends now has lasted. */
function spokenWords(before: ConferenceState, at: string): string {
  const { holder } = before.floor;
  if (!holder) return '';
  return ` (đã phát biểu ${durationWords((Date.parse(at) - Date.parse(holder.grantedAt)) / 1000)})`;
}
