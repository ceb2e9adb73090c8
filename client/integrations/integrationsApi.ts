// Tokens and webhooks at the HTTP door, typed from the contract, with the keys their answers are remembered under.

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ApiScope, TokenIssued, TokenView, tokenCreateSchema } from '../../server/contract/integration.ts';
import type {
  WebhookDeliveryView,
  WebhookIssued,
  WebhookListed,
  WebhookResult,
  WebhookSubscriptionView,
  webhookCreateSchema,
  webhookEditSchema,
} from '../../server/contract/webhooks.ts';
import { request } from '../httpClient/httpClient.ts';

export type TokenDraft = z.input<typeof tokenCreateSchema>;
export type WebhookDraft = z.input<typeof webhookCreateSchema>;
export type WebhookChange = z.input<typeof webhookEditSchema>;

export const TOKENS_KEY = ['tokens'] as const;
export const WEBHOOKS_KEY = ['webhooks'] as const;
/** ms between looks at what became of calls */
const LOOK_MS = 10_000;
const LOOK_CLOSELY_MS = 3_000;

export const tokensQuery = queryOptions({
  queryKey: TOKENS_KEY,
  queryFn: ({ signal }) => request<readonly TokenView[]>('GET', '/api/tokens', { signal }),
});
export const webhooksQuery = queryOptions({
  queryKey: WEBHOOKS_KEY,
  queryFn: ({ signal }) => request<readonly WebhookListed[]>('GET', '/api/webhooks', { signal }),
  refetchInterval: LOOK_MS,
});
export const deliveriesQuery = (subscriptionId: string) =>
  queryOptions({
    queryKey: [...WEBHOOKS_KEY, subscriptionId, 'deliveries'],
    queryFn: ({ signal }) =>
      request<readonly WebhookDeliveryView[]>('GET', `${hook(subscriptionId)}/deliveries`, { signal }),
    refetchInterval: LOOK_CLOSELY_MS,
  });

const hook = (subscriptionId: string) => `/api/webhooks/${encodeURIComponent(subscriptionId)}`;

export const integrationsApi = {
  createToken: (body: TokenDraft) => request<TokenIssued>('POST', '/api/tokens', { body }),
  revokeToken: (tokenId: string) =>
    request<unknown>('POST', `/api/tokens/${encodeURIComponent(tokenId)}/revoke`, { body: {} }),
  createWebhook: (body: WebhookDraft) => request<WebhookIssued>('POST', '/api/webhooks', { body }),
  editWebhook: ({ subscriptionId, version }: WebhookSubscriptionView, body: WebhookChange) =>
    request<WebhookSubscriptionView>('PATCH', hook(subscriptionId), { body, version }),
  removeWebhook: (subscriptionId: string) => request<unknown>('DELETE', hook(subscriptionId)),
  testWebhook: (subscriptionId: string) => request<WebhookResult>('POST', `${hook(subscriptionId)}/test`, { body: {} }),
} as const;

/** i18next reads a colon as the end of a namespace: the texts go by these names. */
export const SCOPE_WORDS = {
  'conferences:read': 'conferencesRead',
  'conferences:write': 'conferencesWrite',
  'organisation:read': 'organisationRead',
  'journal:read': 'journalRead',
} as const satisfies Record<ApiScope, string>;
