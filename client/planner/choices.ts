// What the planner offers to choose from, in the order people choose. The contract's own lists sit beside its schemas and
// would bring them into the page; a test holds both equal.

import type { ConferenceView } from '../../server/contract/http.ts';
import type { Mode } from '../../server/contract/state.ts';

export const KINDS = [
  'giaoBan',
  'giaiQuyetCongViec',
  'chuyenDe',
  'soKetTongKet',
  'tapHuan',
  'phienHopUyBan',
  'dotXuat',
] as const satisfies readonly ConferenceView['kind'][];

export const MODES = ['giaoBan', 'hoiNghi', 'thaoLuan'] as const satisfies readonly Mode[];

export const CANCEL_REASONS = [
  'batKhaKhang',
  'yKienCapTren',
  'chuaChuanBiKip',
  'khac',
] as const satisfies readonly NonNullable<ConferenceView['cancelReason']>[];
