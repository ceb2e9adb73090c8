// The addresses of giấy mời, letters and answers: for people and for signed links only, so their answers have no schema.

import {
  answerByLinkSchema,
  answerLinkSchema,
  consentWriteSchema,
  mailAddressWriteSchema,
  siteAnswerWriteSchema,
  workingHoursWriteSchema,
} from '../../../contract/answers.ts';
import { invitationDetailsSchema, letterheadSchema } from '../../../contract/records.ts';
import type { Operation } from '../operation.ts';

const one = '/api/conferences/:conferenceId';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const PDF = 'application/pdf';

const operation = (
  method: Operation['method'],
  path: string,
  access: Operation['access'],
  words: { vi: string; en: string },
  more: Partial<Operation> = {},
): Operation => ({ method, path, tag: 'invitations', ...words, access, answer: { status: 200 }, ...more });

const file = (contentType: string): Partial<Operation> => ({ answer: { status: 200, contentType } });

const LETTERHEAD_OPERATIONS: readonly Operation[] = [
  operation(
    'get',
    '/api/settings/letterhead',
    'letterhead.read',
    { vi: 'Thể thức văn bản', en: 'The letterhead' },
    { answer: { status: 200, isVersioned: true } },
  ),
  operation(
    'patch',
    '/api/settings/letterhead',
    'letterhead.write',
    { vi: 'Sửa thể thức văn bản', en: 'Edit the letterhead' },
    { body: letterheadSchema, ifMatch: 'required', answer: { status: 200, isVersioned: true } },
  ),
  operation(
    'post',
    '/api/settings/letterhead/preview',
    'letterhead.write',
    { vi: 'Xem thử thể thức văn bản (PDF)', en: 'See what a letterhead prints (PDF)' },
    { body: letterheadSchema, ...file(PDF) },
  ),
  operation(
    'get',
    '/api/settings/working-hours',
    'settings.read',
    { vi: 'Giờ làm việc', en: 'The working hours' },
    { answer: { status: 200, isVersioned: true } },
  ),
  operation(
    'patch',
    '/api/settings/working-hours',
    'settings.write',
    { vi: 'Sửa giờ làm việc', en: 'Edit the working hours' },
    { body: workingHoursWriteSchema, ifMatch: 'required', answer: { status: 200, isVersioned: true } },
  ),
  operation('get', '/api/mail-addresses', 'letterhead.read', { vi: 'Địa chỉ thư', en: 'Mail addresses' }),
  ...(['sites/:siteId', 'accounts/:accountId'] as const).map((path) =>
    operation(
      'patch',
      `/api/mail-addresses/${path}`,
      'letterhead.write',
      { vi: 'Sửa địa chỉ thư', en: 'Edit a mail address' },
      { body: mailAddressWriteSchema, ifMatch: 'required', answer: { status: 200, isVersioned: true } },
    ),
  ),
];

const PAPER_OPERATIONS: readonly Operation[] = [
  operation(
    'get',
    `${one}/invitation`,
    'invitations.read',
    { vi: 'Chi tiết giấy mời', en: 'Details of the giấy mời' },
    { answer: { status: 200, isVersioned: true } },
  ),
  operation(
    'patch',
    `${one}/invitation`,
    'invitations.write',
    { vi: 'Sửa chi tiết giấy mời', en: 'Edit the details of the giấy mời' },
    { body: invitationDetailsSchema, ifMatch: 'required', answer: { status: 200, isVersioned: true } },
  ),
  operation(
    'post',
    `${one}/invitation/preview`,
    'invitations.write',
    { vi: 'Xem thử giấy mời (PDF), không lưu', en: 'See the giấy mời with these details (PDF); nothing is kept' },
    { body: invitationDetailsSchema, ...file(PDF) },
  ),
  operation(
    'get',
    `${one}/invitation.docx`,
    'invitations.read',
    { vi: 'Giấy mời (.docx)', en: 'The giấy mời as .docx' },
    file(DOCX),
  ),
  operation(
    'get',
    `${one}/invitation.pdf`,
    'invitations.read',
    { vi: 'Giấy mời (PDF)', en: 'The giấy mời as PDF' },
    file(PDF),
  ),
  operation(
    'get',
    `${one}/invitation/signed`,
    'invitations.read',
    { vi: 'Bản đã ký số', en: 'The signed copy' },
    file(PDF),
  ),
  operation(
    'post',
    `${one}/invitation/signed`,
    'invitations.write',
    { vi: 'Đính kèm bản đã ký số (thân là tệp PDF)', en: 'Attach the signed copy (the body is the PDF)' },
    { answer: { status: 201 }, errors: ['invalidInput', 'tooLarge'] },
  ),
  operation('delete', `${one}/invitation/signed`, 'invitations.write', {
    vi: 'Gỡ bản đã ký số',
    en: 'Remove the signed copy',
  }),
];

const LETTER_OPERATIONS: readonly Operation[] = [
  operation('get', `${one}/letters`, 'invitations.read', { vi: 'Thư mời', en: 'Letters and their state' }),
  operation('post', `${one}/letters/:deliveryId/repeat`, 'invitations.write', {
    vi: 'Gửi lại một thư',
    en: 'Send a letter again',
  }),
  operation('get', '/api/outbox', 'outbox.read', {
    vi: 'Thư đã gửi (bản dùng thử)',
    en: 'Letters kept in the outbox while no mail server is set',
  }),
  operation('get', '/api/outbox/:mailId', 'outbox.read', { vi: 'Một thư', en: 'One letter of the outbox' }),
];

const ANSWER_OPERATIONS: readonly Operation[] = [
  operation('get', `${one}/answers`, 'invitations.read', {
    vi: 'Các điểm cầu đã và chưa trả lời',
    en: 'Who has answered and who has not',
  }),
  operation(
    'post',
    `${one}/answers/:siteId/consent`,
    'answers.consent',
    { vi: 'Đồng ý hoặc chưa đồng ý người dự thay', en: 'Consent to a substitute, or not' },
    { body: consentWriteSchema },
  ),
  operation('get', `${one}/answer`, 'answers.give', { vi: 'Trả lời của điểm cầu', en: "The site's own answer" }),
  operation(
    'post',
    `${one}/answer`,
    'answers.give',
    { vi: 'Xác nhận, báo vắng, đề nghị dự thay', en: 'Confirm, excuse, or ask for a substitute' },
    { body: siteAnswerWriteSchema },
  ),
  operation(
    'post',
    '/api/answer-links/open',
    'ownSecret',
    { vi: 'Mở đường dẫn trong thư', en: 'Open the link of a letter' },
    { body: answerLinkSchema, errors: ['notFound'] },
  ),
  operation(
    'post',
    '/api/answer-links/answer',
    'ownSecret',
    { vi: 'Trả lời qua đường dẫn trong thư', en: 'Answer by the link of a letter' },
    { body: answerByLinkSchema, errors: ['notFound'] },
  ),
];

export const INVITATION_OPERATIONS: readonly Operation[] = [
  ...LETTERHEAD_OPERATIONS,
  ...PAPER_OPERATIONS,
  ...LETTER_OPERATIONS,
  ...ANSWER_OPERATIONS,
];
