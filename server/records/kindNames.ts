// What each kind of conference is called on paper (domain: QĐ 45/2018, QĐ 114/2006). Words only.

import type { ConferenceSummary } from '../contract/http.ts';

export const KIND_NAMES: Readonly<Record<ConferenceSummary['kind'], string>> = {
  giaoBan: 'Họp giao ban',
  giaiQuyetCongViec: 'Họp giải quyết công việc',
  chuyenDe: 'Họp chuyên đề',
  soKetTongKet: 'Họp sơ kết, tổng kết',
  tapHuan: 'Họp tập huấn, triển khai',
  phienHopUyBan: 'Phiên họp Ủy ban nhân dân',
  dotXuat: 'Họp đột xuất',
};
