// What the address of the new-conference form says it begins from, fetched: a copy of a conference, or a template.

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { SiteVersionView } from '../../../server/contract/organisation.ts';
import type { TemplateView } from '../../../server/contract/series.ts';
import { api } from '../../httpClient/api.ts';
import type { Directory } from '../conferenceForm.ts';
import type { LocalDate } from '../localTime.ts';
import { conferenceQuery, sitesOnQuery } from '../queries.ts';
import { type Started, startFromConference, startFromTemplate, toStartedForm } from './startForm.ts';
import { templatesQuery } from './templatesApi.ts';

export type Beginning =
  | { readonly state: 'none' }
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly error: unknown; readonly retry: () => void }
  | ({
      readonly state: 'ready';
      readonly kind: 'copy' | 'template';
      readonly id: string;
      readonly title: string;
    } & Started);

/** `date`: the day the new form is given. */
export function useStart(directory: Directory | undefined, date: LocalDate | undefined): Beginning {
  const [search] = useSearchParams();
  const copyId = search.get('copy') ?? '';
  const templateId = copyId === '' ? (search.get('template') ?? '') : '';
  const isAsked = copyId !== '' || templateId !== '';
  const copied = useQuery({ ...conferenceQuery(copyId), enabled: copyId !== '' });
  const templates = useQuery({ ...templatesQuery, enabled: templateId !== '' });
  const template = templates.data?.find((one) => one.templateId === templateId);
  const sites = useQuery({ ...sitesOnQuery(date ?? ''), enabled: isAsked && date !== undefined });
  const names = useSiteNames(template, directory);
  if (!isAsked) return { state: 'none' };
  for (const asked of [copied, templates, sites, names])
    if (asked.isError) return { state: 'failed', error: asked.error, retry: () => void asked.refetch() };
  // A template somebody removed meanwhile: an ordinary new form.
  if (templates.data !== undefined && template === undefined) return { state: 'none' };
  if (directory === undefined || date === undefined || sites.data === undefined || sites.isPlaceholderData)
    return { state: 'pending' };
  const there = { people: directory.people, sites: sites.data };
  if (copied.data !== undefined) {
    const start = startFromConference(copied.data);
    return { state: 'ready', kind: 'copy', id: copyId, title: start.title, ...toStartedForm(start, date, there) };
  }
  if (template === undefined || names.data === undefined) return { state: 'pending' };
  const started = toStartedForm(startFromTemplate(template, names.data), date, there);
  return { state: 'ready', kind: 'template', id: templateId, title: template.name, ...started };
}

/** A template keeps ids: what sites were called that are not in force today is asked of their history. */
function useSiteNames(template: TemplateView | undefined, directory: Directory | undefined) {
  const today = new Map<string, string>(directory?.sites.map((site) => [site.siteId, site.name]));
  const gone = template?.content.siteIds.filter((siteId) => !today.has(siteId)) ?? [];
  return useQuery({
    queryKey: ['directory', 'names', ...gone],
    queryFn: async ({ signal }) => {
      const named = gone.map(async (siteId): Promise<[string, string]> => {
        const { versions } = await api.getHistory('sites', siteId, { signal });
        return [siteId, (versions.at(-1) as SiteVersionView | undefined)?.name ?? ''];
      });
      return new Map([...today, ...(await Promise.all(named))]);
    },
    enabled: template !== undefined && directory !== undefined,
  });
}
