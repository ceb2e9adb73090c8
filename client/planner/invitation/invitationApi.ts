// Addresses of the HTTP door for invitations, letters, answers and the office. One function a request; no caching here.

import type {
  AnswersView,
  InvitationView,
  LetterheadView,
  LetterView,
  MailAddressesView,
  MailAddressView,
  OutboxMailView,
  OwnAnswerView,
  WorkingHoursView,
} from '../../../server/contract/answers.ts';
import type { InvitationDetails, Letterhead } from '../../../server/contract/records.ts';
import type { WorkingHours } from '../../../server/contract/rules.ts';
import { request, requestBytes } from '../../httpClient/httpClient.ts';

const of = (conferenceId: string) => `/api/conferences/${encodeURIComponent(conferenceId)}`;

/** What a site answers with; the server checks it by siteAnswerWriteSchema. */
export type AnswerWrite =
  | { readonly answer: 'absent'; readonly reason: string }
  | ({ readonly answer: 'attending' } & Delegation)
  | ({ readonly answer: 'substitute'; readonly reason: string } & Delegation);
interface Delegation {
  readonly delegates: readonly { readonly name: string; readonly title: string }[];
  readonly headCount: number;
}

export const invitationApi = {
  paperPath: (conferenceId: string, format: 'docx' | 'pdf') => `${of(conferenceId)}/invitation.${format}`,
  signedPath: (conferenceId: string) => `${of(conferenceId)}/invitation/signed`,
  get: (conferenceId: string) => request<InvitationView>('GET', `${of(conferenceId)}/invitation`),
  edit: (conferenceId: string, version: number, body: InvitationDetails) =>
    request<InvitationView>('PATCH', `${of(conferenceId)}/invitation`, { body, version }),
  /** The paper as it is kept. */
  readPaper: (conferenceId: string) => requestBytes('GET', `${of(conferenceId)}/invitation.pdf`),
  /** The paper as it is being written; nothing is kept. */
  previewPaper: (conferenceId: string, body: InvitationDetails) =>
    requestBytes('POST', `${of(conferenceId)}/invitation/preview`, { body }),
  attach: (conferenceId: string, file: File) =>
    request<InvitationView>('POST', `${of(conferenceId)}/invitation/signed`, { file }),
  removeSigned: (conferenceId: string) => request<InvitationView>('DELETE', `${of(conferenceId)}/invitation/signed`),
  listLetters: (conferenceId: string) => request<readonly LetterView[]>('GET', `${of(conferenceId)}/letters`),
  repeat: (conferenceId: string, deliveryId: string) =>
    request<readonly LetterView[]>('POST', `${of(conferenceId)}/letters/${deliveryId}/repeat`, { body: {} }),
  listAnswers: (conferenceId: string) => request<AnswersView>('GET', `${of(conferenceId)}/answers`),
  consent: (conferenceId: string, siteId: string, consent: 'agreed' | 'refused') =>
    request<AnswersView>('POST', `${of(conferenceId)}/answers/${siteId}/consent`, { body: { consent } }),
  /** `token` '': by the signed-in account. */
  getOwn: (conferenceId: string, token: string) =>
    token === ''
      ? request<OwnAnswerView>('GET', `${of(conferenceId)}/answer`)
      : request<OwnAnswerView>('POST', '/api/answer-links/open', { body: { token } }),
  answer: (conferenceId: string, token: string, answer: AnswerWrite) =>
    token === ''
      ? request<OwnAnswerView>('POST', `${of(conferenceId)}/answer`, { body: answer })
      : request<OwnAnswerView>('POST', '/api/answer-links/answer', { body: { token, answer } }),
  listOutbox: () => request<readonly Omit<OutboxMailView, 'text'>[]>('GET', '/api/outbox'),
  readOutbox: (mailId: string) => request<OutboxMailView>('GET', `/api/outbox/${encodeURIComponent(mailId)}`),
  getLetterhead: () => request<LetterheadView>('GET', '/api/settings/letterhead'),
  editLetterhead: (version: number, body: Letterhead) =>
    request<LetterheadView>('PATCH', '/api/settings/letterhead', { body, version }),
  previewLetterhead: (body: Letterhead) => requestBytes('POST', '/api/settings/letterhead/preview', { body }),
  getWorkingHours: () => request<WorkingHoursView>('GET', '/api/settings/working-hours'),
  editWorkingHours: (version: number, workingHours: WorkingHours) =>
    request<WorkingHoursView>('PATCH', '/api/settings/working-hours', { body: { workingHours }, version }),
  listAddresses: () => request<MailAddressesView>('GET', '/api/mail-addresses'),
  editAddress: (kind: 'sites' | 'accounts', { id, version }: MailAddressView, email: string | null) =>
    request<MailAddressView>('PATCH', `/api/mail-addresses/${kind}/${id}`, { body: { email }, version }),
};
