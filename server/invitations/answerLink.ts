// Links in letters that open one site's answer to one conference without signing in: signed and dated, never a session.
// The token travels in the fragment of an address and then in a body, so that no log keeps it. Pure but for the hash.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ConferenceId, SiteId } from '../contract/index.ts';
import { AppError } from '../lib/AppError.ts';
import type { AnswerLink } from './ports.ts';

const UUID = z.uuid();

/** Shape: conference, site and last second, dots between, then their HMAC-SHA256; safe in a fragment. */
export function signAnswerLink(key: string, { conferenceId, siteId }: AnswerLink, expiresAt: Date): string {
  const said = `${conferenceId}.${siteId}.${Math.floor(expiresAt.getTime() / 1_000)}`;
  return `${said}.${mac(key, said)}`;
}

/** Errors: notFound for anything that is not ours, was altered, or is too old; which of them is nobody's business. */
export function readAnswerLink(key: string, token: string, now: Date): AnswerLink {
  const [conferenceId = '', siteId = '', expires = '', signature = '', ...more] = token.split('.');
  const expected = Buffer.from(mac(key, `${conferenceId}.${siteId}.${expires}`));
  const given = Buffer.from(signature);
  const isOurs = more.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
  const isInTime = /^\d{1,12}$/.test(expires) && now.getTime() < Number(expires) * 1_000;
  if (!isOurs || !isInTime || !UUID.safeParse(conferenceId).success || !UUID.safeParse(siteId).success)
    throw new AppError('notFound');
  return { conferenceId: conferenceId as ConferenceId, siteId: siteId as SiteId };
}

/** The purpose is signed too: the key may once sign something else. */
function mac(key: string, said: string): string {
  return createHmac('sha256', key).update(`answer-link.${said}`).digest('base64url');
}
