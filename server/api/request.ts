// Reading what came in: the signed-in account, bodies, parameters, If-Match. Everything unknown becomes typed here or is refused.

import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Role } from '../contract/index.ts';
import type { TokenHolder } from '../contract/integration.ts';
import { AppError } from '../lib/AppError.ts';
import { type Action, assertAllowed, chooseTokenRole, findScope } from './policy.ts';
import type { SessionAccount } from './ports.ts';

/** What the session middleware leaves for the routes. */
export interface Session {
  /** The secret the request came with. */
  readonly token: string;
  readonly account: SessionAccount;
}

const sessions = new WeakMap<Request, Session>();

export function keepSession(request: Request, session: Session): void {
  sessions.set(request, session);
}

export function findSession(request: Request): Session | undefined {
  return sessions.get(request);
}

/** What the bearer middleware leaves: another system instead of a person. */
interface Bearer {
  readonly secret: string;
  readonly holder: TokenHolder;
}

const bearers = new WeakMap<Request, Bearer>();

export function keepBearer(request: Request, bearer: Bearer): void {
  bearers.set(request, bearer);
}

export function findBearer(request: Request): Bearer | undefined {
  return bearers.get(request);
}

/** The session of a request whose account, or whose token's scopes, may do `action`. Errors: notSignedIn, forbidden. */
export function authorise(request: Request, action: Action): Session & { readonly role: Role } {
  const bearer = bearers.get(request);
  if (bearer !== undefined) return authoriseBearer(bearer, action);
  const session = sessions.get(request);
  if (session === undefined) throw new AppError('notSignedIn');
  assertAllowed(session.account.role, action);
  return { ...session, role: session.account.role };
}

/** Stands for its maker where a row asks for an account, and is never a site. */
function authoriseBearer({ secret, holder }: Bearer, action: Action): Session & { readonly role: Role } {
  const scope = findScope(action);
  if (scope === undefined || !holder.scopes.includes(scope)) {
    const message = 'Mã truy cập không có quyền thực hiện thao tác này.';
    throw new AppError('forbidden', { message, details: { scope: scope ?? null } });
  }
  const { accountId, username, name } = holder;
  const role = chooseTokenRole(holder.scopes);
  return { token: secret, role, account: { accountId, username, name, role, siteId: null } };
}

/** Errors: invalidInput with zod's issues; text with a NUL is refused too, the database cannot hold it. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input ?? {});
  if (!parsed.success) {
    const details = parsed.error.issues.map(({ code, path, message }) => ({ code, path, message }));
    throw new AppError('invalidInput', { details });
  }
  if (hasNul(parsed.data)) throw new AppError('invalidInput');
  return parsed.data;
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul);
}

/** An id in the address. Errors: notFound, as for any address that leads nowhere. */
export function parseId<Id extends string>(request: Request, name: string): Id {
  const parsed = z.uuid().safeParse(request.params[name]);
  if (!parsed.success) throw new AppError('notFound');
  return parsed.data.toLowerCase() as Id;
}

/** The version of If-Match; null: none was sent. Errors: conflict for anything that is no version of ours. */
export function findIfMatch(request: Request): number | null {
  const header = request.get('if-match');
  if (header === undefined) return null;
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new AppError('conflict');
  return Number(version);
}

/** An edit without If-Match would silently overwrite what somebody else did. */
class PreconditionRequired extends AppError {
  constructor() {
    super('invalidInput', {
      message: 'Thiếu phiên bản của nội dung được sửa (If-Match).',
      details: { header: 'If-Match' },
    });
  }

  override get status(): number {
    return 428;
  }
}

/** Errors: PreconditionRequired, conflict. */
export function getIfMatch(request: Request): number {
  const version = findIfMatch(request);
  if (version === null) throw new PreconditionRequired();
  return version;
}

/** Answers something that has a version, with its ETag. */
export function answerVersioned(response: Response, view: { readonly version: number }, status = 200): void {
  response.status(status).set('ETag', `"${view.version}"`).json(view);
}
