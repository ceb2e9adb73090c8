// One address of the HTTP door as the documentation tells it, and what follows from it: who may, what it may be refused with.
// Data only: the routes parse with the same schemas, and a test holds both together.

import type { z } from 'zod';
import type { ErrorCode } from '../../contract/index.ts';
import { type Action, findScope } from '../policy.ts';

export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** As Express knows it, from the root: `/api/conferences/:conferenceId`. */
  readonly path: string;
  readonly tag: Tag;
  readonly vi: string;
  readonly en: string;
  /** What the caller must be allowed to do; public: anybody; ownSecret: the address itself holds a secret. */
  readonly access: Action | 'public' | 'ownSecret';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a form with a file, not JSON. */
  readonly isForm?: boolean;
  /** Edits: the version must, or may, be sent in If-Match. */
  readonly ifMatch?: 'required' | 'optional';
  readonly answer: OperationAnswer;
  /** Beside those every address may answer. */
  readonly errors?: readonly ErrorCode[];
}

export interface OperationAnswer {
  readonly status: 200 | 201 | 204;
  /** JSON; left out with another `contentType`, with 204, and where no other system may call. */
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  /** Carries its version as ETag. */
  readonly isVersioned?: boolean;
}

export const TAGS = {
  conferences: { vi: 'Phiên họp', en: 'Conferences' },
  records: { vi: 'Nhật ký và điểm danh', en: 'Journal and attendance' },
  organisation: { vi: 'Đơn vị, điểm cầu và người', en: 'Units, sites and people' },
  integration: { vi: 'Tích hợp', en: 'Integration' },
  papers: { vi: 'Tài liệu họp', en: 'Papers' },
  invitations: { vi: 'Giấy mời và trả lời', en: 'Invitations and answers' },
  planning: { vi: 'Lập kế hoạch', en: 'Planning' },
  session: { vi: 'Đăng nhập và tài khoản', en: 'Sign-in and accounts' },
  service: { vi: 'Dịch vụ', en: 'Service' },
} as const;
export type Tag = keyof typeof TAGS;

/** The codes this address may answer, without repeats. */
export function listErrors(operation: Operation): ErrorCode[] {
  const codes: ErrorCode[] = [...(operation.errors ?? [])];
  if (operation.body !== undefined) codes.push('invalidInput', 'tooLarge');
  if (operation.query !== undefined) codes.push('invalidInput');
  if (operation.access !== 'public' && operation.access !== 'ownSecret') codes.push('notSignedIn', 'forbidden');
  if (operation.path.includes(':')) codes.push('notFound');
  if (operation.ifMatch !== undefined) codes.push('conflict');
  if (operation.path.startsWith('/api/')) codes.push('tooMany');
  return [...new Set<ErrorCode>([...codes, 'internal'])];
}

/** The scope a token needs here; undefined: no token may. */
export function findOperationScope({ access }: Operation) {
  return access === 'public' || access === 'ownSecret' ? undefined : findScope(access);
}
