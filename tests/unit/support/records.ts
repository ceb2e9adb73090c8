// Made-up data of papers: one conference in February with three sites, and the letterhead of a province's committee.
// People are "Nguyễn Văn A" and the like on purpose.

import type { ConferenceView, PersonView } from '../../../server/contract/http.ts';
import type { AccountId, AgendaItemId, ConferenceId, SiteId } from '../../../server/contract/ids.ts';
import { type InvitationDetails, type Letterhead, letterheadSchema } from '../../../server/contract/records.ts';

function person(id: string, name: string): PersonView {
  return { accountId: id as AccountId, name, role: 'chair', siteId: null, siteName: null };
}

export const CONFERENCE_ID = '018f0000-0000-7000-8000-000000000001' as ConferenceId;

/** 08:00–11:00 on Tuesday 10/02/2026 in the province. */
export function conference(changes: Partial<ConferenceView> = {}): ConferenceView {
  const site = (id: string, name: string, isHub: boolean) => ({ siteId: id as SiteId, name, shortName: name, isHub });
  const item = (id: string, title: string) => ({
    itemId: id as AgendaItemId,
    title,
    durationMinutes: 30,
    speakingLimitSeconds: 300,
  });
  return {
    conferenceId: CONFERENCE_ID,
    status: 'published',
    kind: 'giaoBan',
    title: 'Họp giao ban trực tuyến tháng 02 năm 2026',
    startsAt: '2026-02-10T01:00:00.000Z',
    endsAt: '2026-02-10T04:00:00.000Z',
    mode: 'giaoBan',
    chair: person('a1', 'Nguyễn Văn A'),
    coChairs: [],
    secretaries: [person('a2', 'Trần Thị B')],
    sites: [
      site('s1', 'Điểm cầu trung tâm', true),
      site('s2', 'Điểm cầu Phường Long An', false),
      site('s3', 'Điểm cầu Xã Bến Lức', false),
    ],
    agenda: [
      item('i1', 'Báo cáo tóm tắt tình hình kinh tế - xã hội tháng 01, nhiệm vụ trọng tâm tháng 02 năm 2026'),
      item('i2', 'Kết quả thực hiện kết luận kỳ trước'),
      item('i3', 'Ý kiến của các địa phương; giải đáp của các sở, ngành'),
    ],
    cancelReason: null,
    cancelNote: null,
    version: 3,
    ...changes,
  };
}

export const LETTERHEAD: Letterhead = letterheadSchema.parse({
  parentAgencyLines: [],
  agencyLines: ['Ủy ban nhân dân', 'Tỉnh Tây Ninh'],
  placeName: 'Tây Ninh',
  documentSymbol: 'GM-UBND',
  invitingOffice: 'Chủ tịch Ủy ban nhân dân tỉnh',
  hubAddress: 'Phòng họp trực tuyến Ủy ban nhân dân tỉnh, số 61 Nguyễn Huệ, phường Long An',
  addressForm: 'ongBa',
  contact: { person: 'Ông Lê Văn C, Phòng Tổng hợp', phone: '0272 000 001' },
  technicalContact: { person: 'Bà Phạm Thị D, trực kỹ thuật', phone: '0272 000 002' },
  recipients: ['Như trên', 'Chủ tịch, các Phó Chủ tịch UBND tỉnh', 'Chánh Văn phòng, các Phó Chánh Văn phòng'],
  archive: 'VT, TH',
  signature: {
    mandates: [{ capacity: 'TL', office: 'Chủ tịch' }],
    office: 'Chánh Văn phòng',
    name: 'Hoàng Văn E',
  },
});

export function details(changes: Partial<InvitationDetails> = {}): InvitationDetails {
  return {
    number: 5,
    issuedOn: '2026-02-03',
    subject: null,
    hubInvitees: ['Các Phó Chủ tịch Ủy ban nhân dân tỉnh', 'Giám đốc các sở, thủ trưởng các ban, ngành tỉnh'],
    siteInvitees: ['Chủ tịch Ủy ban nhân dân các xã, phường', 'Trưởng các phòng chuyên môn có liên quan'],
    chairTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
    papers: 'trên hệ thống giao ban trực tuyến, mục Tài liệu họp',
    assignments: [
      'Sở Tài chính chuẩn bị báo cáo tình hình kinh tế - xã hội, gửi trước ngày 06 tháng 02 năm 2026',
      'Ủy ban nhân dân các xã, phường chuẩn bị ý kiến về tiến độ giải ngân vốn đầu tư công',
    ],
    rehearsalAt: '2026-02-09T08:00:00.000Z',
    arriveMinutesBefore: 30,
    answerBy: null,
    urgency: null,
    recipients: null,
    signature: null,
    ...changes,
  };
}
