// The doors for the province's other systems: access tokens with scopes. Schemas of requests and answers under /api/tokens; never a token's secret
// but in the one answer that makes it.

import { z } from 'zod';
import type { AccountId } from './ids.ts';
import { LIMITS } from './limits.ts';

/**
 * What a token may be allowed to do. conferences:read – what is published; conferences:write – make, edit, publish and cancel, and see drafts;
 * organisation:read – units, sites and people; journal:read – journal and attendance.
 */
export const API_SCOPES = ['conferences:read', 'conferences:write', 'organisation:read', 'journal:read'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** days a token may live; a year and a day, so that a yearly renewal is never late */
export const TOKEN_DAYS_MOST = 366;
/** tokens in force at once: each is a system somebody must answer for */
export const TOKENS_MOST = 50;

export const tokenCreateSchema = z.strictObject({
  /** The system that will use it. */
  name: z.string().normalize('NFC').trim().min(1).max(LIMITS.nameLength),
  scopes: z
    .array(z.enum(API_SCOPES))
    .min(1)
    .max(API_SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, { message: 'each scope once' }),
  lifetimeDays: z.number().int().min(1).max(TOKEN_DAYS_MOST),
});
export type TokenCreate = z.output<typeof tokenCreateSchema>;

/** A token without its secret. Instants are ISO 8601 UTC. */
export interface TokenView {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly createdByName: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** To the minute; null: never used. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** The answer to POST /api/tokens: the only time the secret is shown. */
export interface TokenIssued {
  readonly token: TokenView;
  readonly secret: string;
}

/** Whose name a token acts in. */
export interface TokenHolder {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** The administrator who made it. */
  readonly accountId: AccountId;
  readonly username: string;
}
