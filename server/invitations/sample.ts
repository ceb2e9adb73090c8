// A conference nobody holds: what the letterhead's preview is printed with. Names nobody.

import type { AccountId, AgendaItemId, ConferenceId, ConferenceView, SiteId } from '../contract/index.ts';
import { type InvitationDetails, invitationDetailsSchema } from '../contract/records.ts';

const item = (title: string) => ({
  itemId: title as AgendaItemId,
  title,
  durationMinutes: 60,
  speakingLimitSeconds: null,
});
const site = (name: string, isHub: boolean) => ({ siteId: name as SiteId, name, shortName: name, isHub });

export const sampleConference: ConferenceView = {
  conferenceId: 'sample' as ConferenceId,
  status: 'draft',
  kind: 'giaoBan',
  title: 'Họp giao ban trực tuyến (bản xem thử)',
  startsAt: '2027-01-05T01:00:00.000Z',
  endsAt: '2027-01-05T04:00:00.000Z',
  mode: 'giaoBan',
  chair: {
    accountId: 'sample' as AccountId,
    name: '(họ và tên người chủ trì)',
    role: 'chair',
    siteId: null,
    siteName: null,
  },
  coChairs: [],
  secretaries: [],
  sites: [site('Điểm cầu trung tâm', true), site('Các điểm cầu thành phần', false)],
  agenda: [item('Tình hình, kết quả thực hiện nhiệm vụ'), item('Ý kiến của các đơn vị, địa phương')],
  cancelReason: null,
  cancelNote: null,
  version: 1,
};

export const sampleDetails: InvitationDetails = invitationDetailsSchema.parse({
  number: null,
  issuedOn: null,
  subject: null,
  hubInvitees: ['(thành phần dự họp)'],
  siteInvitees: ['(thành phần dự họp)'],
  chairTitle: null,
  papers: null,
  assignments: [],
  rehearsalAt: null,
  arriveMinutesBefore: 30,
  urgency: null,
  recipients: null,
  signature: null,
});
