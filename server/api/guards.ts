// What every request passes before it reaches a route: security headers, foreign origins, rates. Knows no route.

import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { AppError } from '../lib/AppError.ts';
import { readBearer } from './bearer.ts';
import { findBearer, findSession } from './request.ts';

/** requests a minute: one account's pages on several screens; a sign-in page mistyped by a whole office behind one address */
const REQUESTS_PER_MINUTE = 1_200;
/** requests a minute of one token: a system that reads changes, not one that polls */
const TOKEN_REQUESTS_PER_MINUTE = 600;
const FAILED_SIGN_INS_PER_MINUTE = 60;
const FEED_READS_PER_MINUTE = 60;
/** requests a minute by address: a whole office answering its letters behind one proxy */
const LINK_REQUESTS_PER_MINUTE = 240;
const MINUTE_MS = 60_000;

/** Nothing from outside, nothing inline, no frame, no plug-in. `blob:` and `mediastream:` are the pictures a page makes itself. */
export function createSecurityHeaders(options: { secure: boolean }): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    // A closed network often starts with the service's own certificate: HSTS would lock people out when it is replaced.
    strictTransportSecurity: options.secure ? { maxAge: 86_400, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/** Camera, microphone and screen for this service's own pages only. */
export const permissionsPolicy: RequestHandler = (_request, response, next) => {
  response.set(
    'Permissions-Policy',
    'camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self), geolocation=()',
  );
  next();
};

/**
 * A write must come from a page of this service: browsers say so in Sec-Fetch-Site, older ones in Origin. A request that says
 * neither is refused: it could be a browser that was made to keep silent. A bearer request comes from no browser's habit: no page
 * can make one here without being asked about first, and its cookie is not looked at.
 */
export const refuseForeignWrites: RequestHandler = (request, _response, next) => {
  next(
    isRead(request) || readBearer(request) !== undefined || isOwnPage(request)
      ? undefined
      : new AppError('forbidden', { message: 'Yêu cầu không đến từ trang của hệ thống.' }),
  );
};

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
}

function isOwnPage(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.get('origin');
  if (origin === undefined) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === request.host;
}

/** By token or by account, else by address: two hundred rooms behind one proxy must not stop each other. */
export function createRateLimit(): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: (request) => (findBearer(request) === undefined ? REQUESTS_PER_MINUTE : TOKEN_REQUESTS_PER_MINUTE),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) =>
      findBearer(request)?.holder.tokenId ??
      findSession(request)?.account.accountId ??
      ipKeyGenerator(request.ip ?? ''),
    handler: refuse,
  });
}

/** Counts refused sign-ins only; the lock of an account is the store's. */
export function createSignInLimit(): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: FAILED_SIGN_INS_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    handler: refuse,
  });
}

/** By address: a whole office's calendar programs behind one proxy, each every quarter of an hour. Guessing 256 bits is hopeless anyway. */
export function createFeedLimit(): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: FEED_READS_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: refuse,
  });
}

/** Signed links of letters: by address, since nobody is signed in. */
export function createLinkLimit(): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: LINK_REQUESTS_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: refuse,
  });
}

const refuse: RequestHandler = (_request, _response, next) => next(new AppError('tooMany'));
