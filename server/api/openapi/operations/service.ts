// Sign-in, the room's page, tokens, and what machines ask.

import { z } from 'zod';
import { changePasswordSchema, signInSchema } from '../../../contract/index.ts';
import { tokenCreateSchema } from '../../../contract/integration.ts';
import type { Operation } from '../operation.ts';
import { token, tokenIssued } from '../views.ts';

export const SESSION_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/auth/sign-in',
    tag: 'session',
    vi: 'Đăng nhập (trình duyệt)',
    en: 'Sign in; sets the session cookie',
    access: 'public',
    body: signInSchema,
    answer: { status: 200, isVersioned: true },
    errors: ['wrongPassword', 'lockedOut'],
  },
  {
    method: 'post',
    path: '/api/auth/sign-out',
    tag: 'session',
    vi: 'Đăng xuất',
    en: 'Sign out',
    access: 'public',
    answer: { status: 204 },
  },
  {
    method: 'get',
    path: '/api/me',
    tag: 'session',
    vi: 'Tài khoản đang đăng nhập',
    en: 'The own account',
    access: 'me.use',
    answer: { status: 200, isVersioned: true },
  },
  {
    method: 'post',
    path: '/api/me/password',
    tag: 'session',
    vi: 'Đổi mật khẩu',
    en: 'Change the own password; every other session ends',
    access: 'me.use',
    body: changePasswordSchema,
    answer: { status: 204 },
    errors: ['wrongPassword', 'lockedOut'],
  },
  {
    method: 'get',
    path: '/api/room',
    tag: 'session',
    vi: 'Thông tin điểm cầu (màn hình phòng họp)',
    en: 'What a room shows while nothing is open',
    access: 'room.read',
    answer: { status: 200 },
    errors: ['notFound'],
  },
];

export const INTEGRATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/tokens',
    tag: 'integration',
    vi: 'Danh sách mã truy cập',
    en: 'Access tokens, newest first, without their secrets',
    access: 'integration.manage',
    answer: { status: 200, schema: z.array(token) },
  },
  {
    method: 'post',
    path: '/api/tokens',
    tag: 'integration',
    vi: 'Tạo mã truy cập',
    en: 'Make an access token; the only answer that holds its secret',
    access: 'integration.manage',
    body: tokenCreateSchema,
    answer: { status: 201, schema: tokenIssued },
    errors: ['wrongState'],
  },
  {
    method: 'post',
    path: '/api/tokens/:tokenId/revoke',
    tag: 'integration',
    vi: 'Thu hồi mã truy cập',
    en: 'Revoke an access token',
    access: 'integration.manage',
    answer: { status: 204 },
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    tag: 'integration',
    vi: 'Tài liệu này, dạng OpenAPI 3.1',
    en: 'This documentation as OpenAPI 3.1',
    access: 'public',
    answer: { status: 200 },
  },
  {
    method: 'get',
    path: '/api/docs',
    tag: 'integration',
    vi: 'Tài liệu này, dạng trang đọc',
    en: 'This documentation as a page to read',
    access: 'public',
    answer: { status: 200, contentType: 'text/html' },
  },
  {
    method: 'get',
    path: '/api/docs/style.css',
    tag: 'integration',
    vi: 'Kiểu chữ của trang tài liệu',
    en: 'The style sheet of that page',
    access: 'public',
    answer: { status: 200, contentType: 'text/css' },
  },
  {
    method: 'get',
    path: '/api/docs/icon.svg',
    tag: 'integration',
    vi: 'Biểu tượng của trang tài liệu',
    en: 'The icon of that page',
    access: 'public',
    answer: { status: 200, contentType: 'image/svg+xml' },
  },
];

export const SERVICE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/healthz',
    tag: 'service',
    vi: 'Dịch vụ còn chạy',
    en: 'The service runs',
    access: 'public',
    answer: { status: 200, schema: z.object({ status: z.literal('ok') }) },
  },
  {
    method: 'get',
    path: '/readyz',
    tag: 'service',
    vi: 'Dịch vụ sẵn sàng; 503 khi chưa',
    en: 'The service is ready; 503 while it is not',
    access: 'public',
    answer: { status: 200, schema: z.object({ status: z.string(), checks: z.record(z.string(), z.boolean()) }) },
  },
  {
    method: 'get',
    path: '/metrics',
    tag: 'service',
    vi: 'Số đo cho Prometheus',
    en: 'Figures for Prometheus',
    access: 'public',
    answer: { status: 200, contentType: 'text/plain' },
  },
];
