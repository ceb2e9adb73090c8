// The head and foot of the office's papers as a preset begins with them, after Nghị định 30/2020/NĐ-CP. The administrator corrects
// them; nobody is named here because the service knows nobody.

import type { Letterhead } from '../contract/records.ts';

const COMMON = {
  parentAgencyLines: [],
  documentSymbol: 'GM-UBND',
  invitingOffice: 'Chủ tịch Ủy ban nhân dân tỉnh',
  addressForm: 'ongBa',
  contact: null,
  technicalContact: null,
  recipients: ['Như thành phần mời', 'Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân tỉnh', 'Lãnh đạo Văn phòng'],
  archive: 'VT, TH',
  signature: {
    mandates: [{ capacity: 'TL', office: 'Chủ tịch' }],
    office: 'Chánh Văn phòng',
    name: '(Họ và tên người ký)',
    isActing: false,
  },
} as const;

/** Địa danh is the province's name, as its own papers print it (domain §1.9). */
const PROVINCES: Readonly<Record<string, string>> = { 'long-an-2010': 'Long An', 'tay-ninh-2025-07': 'Tây Ninh' };

export function defaultLetterhead(presetId: string): Letterhead {
  const province = PROVINCES[presetId] ?? 'Tây Ninh';
  return {
    ...COMMON,
    parentAgencyLines: [],
    agencyLines: ['Ủy ban nhân dân', `Tỉnh ${province}`],
    placeName: province,
    hubAddress: `Phòng họp trực tuyến Ủy ban nhân dân tỉnh ${province}`,
    recipients: [...COMMON.recipients],
    signature: { ...COMMON.signature, mandates: [...COMMON.signature.mandates] },
  };
}
