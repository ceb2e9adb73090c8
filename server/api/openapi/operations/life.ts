// The addresses of a conference's life, of the rules of planning, and of papers.

import {
  approvalSettingWriteSchema,
  deadlineQuestionSchema,
  lifeCommentSchema,
  lifePostponeSchema,
  lifeRescheduleSchema,
  lifeReturnSchema,
  paperEditSchema,
  paperOpenSchema,
  paperOrderSchema,
  paperRecallSchema,
  paperUploadSchema,
  paperVersionSchema,
} from '../../../contract/index.ts';
import { holidaysEditSchema, ruleSetSchema } from '../../../contract/rules.ts';
import type { Action } from '../../policy.ts';
import type { Operation } from '../operation.ts';
import { conference } from '../views.ts';

const one = '/api/conferences/:conferenceId';

const act = (name: string, access: Action, body: NonNullable<Operation['body']>, words: { vi: string; en: string }) =>
  ({
    method: 'post',
    path: `${one}/${name}`,
    tag: 'conferences',
    ...words,
    access,
    body,
    ifMatch: 'required',
    answer: { status: 200, schema: conference, isVersioned: true },
    errors: ['wrongState'],
  }) satisfies Operation;
const read = (path: string, access: Action, words: { vi: string; en: string }, isVersioned = false) =>
  ({
    method: 'get',
    path,
    tag: 'planning',
    ...words,
    access,
    answer: { status: 200, isVersioned },
  }) satisfies Operation;
const edit = (path: string, access: Action, body: NonNullable<Operation['body']>, words: { vi: string; en: string }) =>
  ({
    method: 'patch',
    path,
    tag: 'planning',
    ...words,
    access,
    body,
    ifMatch: 'required',
    answer: { status: 200, isVersioned: true },
  }) satisfies Operation;

export const LIFE_OPERATIONS: readonly Operation[] = [
  act('submit', 'conferences.write', lifeCommentSchema, { vi: 'Trình duyệt', en: 'Submit for approval' }),
  act('approve', 'conferences.approve', lifeCommentSchema, { vi: 'Duyệt', en: 'Approve' }),
  act('return', 'conferences.approve', lifeReturnSchema, {
    vi: 'Trả lại để bổ sung',
    en: 'Return with what is missing',
  }),
  act('postpone', 'conferences.write', lifePostponeSchema, { vi: 'Hoãn họp', en: 'Postpone without a new time' }),
  {
    ...act('reschedule', 'conferences.write', lifeRescheduleSchema, { vi: 'Dời họp', en: 'Move to a new time' }),
    errors: ['wrongState', 'bookingClash'],
  },
  act('conclude', 'conferences.write', lifeCommentSchema, {
    vi: 'Đã ban hành kết luận',
    en: 'The notice of conclusions is out',
  }),
  {
    ...read(`${one}/life`, 'conferences.readDrafts', { vi: 'Các bước đã qua', en: 'The steps of its life' }),
    tag: 'conferences',
  },
  read(`${one}/deadlines`, 'conferences.readDrafts', {
    vi: 'Thời hạn theo quy định',
    en: 'Its deadlines in working days',
  }),
  {
    ...read('/api/deadlines', 'conferences.readDrafts', {
      vi: 'Thời hạn của phiên họp dự kiến',
      en: 'Deadlines of a conference that is being planned',
    }),
    method: 'post',
    body: deadlineQuestionSchema,
  },
  read('/api/rule-sets', 'planningRules.read', { vi: 'Bộ quy định', en: 'Rule sets' }),
  {
    method: 'post',
    path: '/api/rule-sets',
    tag: 'planning',
    vi: 'Thêm bộ quy định',
    en: 'Add a rule set',
    access: 'planningRules.write',
    body: ruleSetSchema,
    answer: { status: 201, isVersioned: true },
    errors: ['alreadyExists'],
  },
  edit('/api/rule-sets/:ruleSetId', 'planningRules.write', ruleSetSchema, {
    vi: 'Sửa bộ quy định',
    en: 'Edit a rule set',
  }),
  read('/api/holidays', 'planningRules.read', { vi: 'Bảng ngày nghỉ', en: 'The table of holidays' }, true),
  edit('/api/holidays', 'planningRules.write', holidaysEditSchema, {
    vi: 'Sửa bảng ngày nghỉ',
    en: 'Edit the table of holidays',
  }),
  read('/api/settings/approval', 'settings.read', { vi: 'Thiết lập phê duyệt', en: 'Settings of approval' }, true),
  edit('/api/settings/approval', 'settings.write', approvalSettingWriteSchema, {
    vi: 'Sửa thiết lập phê duyệt',
    en: 'Edit the settings of approval',
  }),
  read('/api/state-secret-refusals', 'refusals.read', {
    vi: 'Các lần từ chối nội dung bí mật nhà nước',
    en: 'Refusals of state-secret content',
  }),
];

const paper = (
  method: Operation['method'],
  path: string,
  access: Action,
  words: { vi: string; en: string },
  more: Partial<Operation> = {},
): Operation => ({
  method,
  path: `${one}/papers${path}`,
  tag: 'papers',
  ...words,
  access,
  answer: { status: 200 },
  ...more,
});

export const PAPER_OPERATIONS: readonly Operation[] = [
  paper('get', '', 'papers.read', { vi: 'Tài liệu của phiên họp', en: 'Papers of a conference' }),
  paper(
    'post',
    '',
    'papers.write',
    { vi: 'Tải tài liệu lên', en: 'Upload a paper (a `file` beside these fields)' },
    { body: paperUploadSchema, isForm: true, answer: { status: 201, isVersioned: true } },
  ),
  paper(
    'post',
    '/:paperId/versions',
    'papers.write',
    { vi: 'Tải phiên bản mới', en: 'Upload a new version (a `file` beside these fields)' },
    { body: paperVersionSchema, isForm: true, ifMatch: 'required', answer: { status: 201, isVersioned: true } },
  ),
  paper(
    'patch',
    '/:paperId',
    'papers.write',
    { vi: 'Sửa tài liệu', en: 'Edit a paper' },
    { body: paperEditSchema, ifMatch: 'required', answer: { status: 200, isVersioned: true } },
  ),
  paper(
    'delete',
    '/:paperId',
    'papers.write',
    { vi: 'Xóa tài liệu tải nhầm', en: 'Take back a paper uploaded by mistake, while nobody else has opened it' },
    { ifMatch: 'required', errors: ['wrongState'] },
  ),
  paper('post', '/order', 'papers.write', { vi: 'Sắp thứ tự', en: 'Move a paper' }, { body: paperOrderSchema }),
  paper(
    'post',
    '/recall',
    'papers.recall',
    { vi: 'Thu hồi tài liệu', en: 'Recall papers' },
    { body: paperRecallSchema },
  ),
  paper('get', '/openings', 'papers.log', { vi: 'Nhật ký mở tài liệu', en: 'Who opened which paper' }),
  paper(
    'post',
    '/:paperId/openings',
    'papers.read',
    { vi: 'Mở tài liệu', en: 'Open a paper; logged' },
    { body: paperOpenSchema, answer: { status: 201 } },
  ),
  {
    ...paper('get', '', 'papers.read', { vi: 'Nội dung tài liệu đã mở', en: 'The content of an opened paper' }),
    path: '/api/papers/openings/:openingId',
    answer: { status: 200, contentType: 'application/octet-stream' },
  },
];
