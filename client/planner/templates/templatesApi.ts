// The addresses of templates, and the question of all of them with the key it is remembered under.

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { TemplateView, templateWriteSchema } from '../../../server/contract/series.ts';
import { request } from '../../httpClient/httpClient.ts';

export type TemplateWrite = z.input<typeof templateWriteSchema>;
type At = Pick<TemplateView, 'templateId' | 'version'>;

const pathOf = ({ templateId }: At) => `/api/templates/${encodeURIComponent(templateId)}`;

export const templatesApi = {
  list: (signal: AbortSignal) => request<readonly TemplateView[]>('GET', '/api/templates', { signal }),
  create: (body: TemplateWrite) => request<TemplateView>('POST', '/api/templates', { body }),
  rename: (at: At, name: string) => request<TemplateView>('PATCH', pathOf(at), { body: { name }, version: at.version }),
  remove: (at: At) => request<void>('DELETE', pathOf(at), { version: at.version }),
} as const;

export const TEMPLATES_KEY = ['templates'] as const;

/** By name. */
export const templatesQuery = queryOptions({
  queryKey: TEMPLATES_KEY,
  queryFn: ({ signal }) => templatesApi.list(signal),
});
