// The addresses of the schedule and of what remains of a conference.

import { z } from 'zod';
import {
  conferenceCancelSchema,
  conferenceEditSchema,
  conferenceListSchema,
  conferenceWriteSchema,
} from '../../../contract/index.ts';
import type { Operation } from '../operation.ts';
import { attendanceView, conference, conferenceSummary, journal } from '../views.ts';

const one = '/api/conferences/:conferenceId';
const CHANGED = { status: 200, schema: conference, isVersioned: true } as const;

export const CONFERENCE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/conferences',
    tag: 'conferences',
    vi: 'Danh sách phiên họp trong khoảng thời gian',
    en: 'Conferences that touch the span from `from` to `to`, first start first, at most 1,000',
    access: 'conferences.read',
    query: conferenceListSchema,
    answer: { status: 200, schema: z.array(conferenceSummary) },
  },
  {
    method: 'post',
    path: '/api/conferences',
    tag: 'conferences',
    vi: 'Tạo phiên họp (dự thảo)',
    en: 'Make a draft; everything it needs is booked, or a bookingClash names what is taken by whom',
    access: 'conferences.write',
    body: conferenceWriteSchema,
    answer: { ...CHANGED, status: 201 },
    errors: ['bookingClash'],
  },
  {
    method: 'get',
    path: one,
    tag: 'conferences',
    vi: 'Một phiên họp',
    en: 'One conference',
    access: 'conferences.read',
    answer: CHANGED,
  },
  {
    method: 'patch',
    path: one,
    tag: 'conferences',
    vi: 'Sửa phiên họp',
    en: 'Edit a conference; a stale version is answered with what is there now',
    access: 'conferences.write',
    body: conferenceEditSchema,
    ifMatch: 'required',
    answer: CHANGED,
    errors: ['bookingClash', 'wrongState'],
  },
  {
    method: 'post',
    path: `${one}/publish`,
    tag: 'conferences',
    vi: 'Phát hành giấy mời',
    en: 'Publish a conference',
    access: 'conferences.write',
    ifMatch: 'optional',
    answer: CHANGED,
    errors: ['wrongState', 'invalidInput'],
  },
  {
    method: 'post',
    path: `${one}/cancel`,
    tag: 'conferences',
    vi: 'Hủy phiên họp',
    en: 'Cancel a conference with its reason; what it booked is free again',
    access: 'conferences.write',
    body: conferenceCancelSchema,
    ifMatch: 'optional',
    answer: CHANGED,
    errors: ['wrongState'],
  },
  {
    method: 'get',
    path: `${one}/journal`,
    tag: 'records',
    vi: 'Nhật ký phiên họp',
    en: 'The journal: every entry, and the same as Vietnamese sentences',
    access: 'records.read',
    answer: { status: 200, schema: journal },
  },
  {
    method: 'get',
    path: `${one}/attendance`,
    tag: 'records',
    vi: 'Điểm danh và thời gian phát biểu',
    en: 'Attendance and speaking time of every site',
    access: 'records.read',
    answer: { status: 200, schema: attendanceView },
  },
];
