// `Authorization: Bearer`: reading it and finding who it stands for. A request that carries one is judged by it alone, never by its cookie;
// one that is not in force is refused at every address.

import type { Request, RequestHandler } from 'express';
import { AppError } from '../lib/AppError.ts';
import type { ApiContext } from './context.ts';
import { findBearer, keepBearer } from './request.ts';

/** characters; a token is 47, anything longer is nobody's */
const MAX_SECRET_LENGTH = 128;

/** What follows `Bearer`; empty for anything no token looks like; undefined: the request carries no bearer. */
export function readBearer(request: Request): string | undefined {
  const sent = /^bearer(?: +(.*))?$/i.exec(request.headers.authorization?.trim() ?? '');
  if (sent === null) return undefined;
  const secret = sent[1] ?? '';
  return /^[\w-]+$/.test(secret) && secret.length <= MAX_SECRET_LENGTH ? secret : '';
}

/** Finds the token's holder. Refusing is left until the request has been counted. */
export function createTokenReader({ store, clock }: ApiContext): RequestHandler {
  return async (request, _response, next) => {
    const secret = readBearer(request);
    if (secret !== undefined && secret !== '') {
      const holder = await store.tokens.find(secret, clock());
      if (holder !== undefined) keepBearer(request, { secret, holder });
    }
    next();
  };
}

export const refuseUnknownBearer: RequestHandler = (request, response, next) => {
  if (readBearer(request) === undefined || findBearer(request) !== undefined) return next();
  response.set('WWW-Authenticate', 'Bearer error="invalid_token"');
  next(new AppError('notSignedIn', { message: 'Mã truy cập không đúng hoặc đã hết hiệu lực.' }));
};
