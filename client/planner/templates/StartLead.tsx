// At the head of the new-conference form: what it begins from, who and what was left out, and the choice of a template.

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useTexts } from '../../shell/i18n.ts';
import { Notice } from '../../shell/PageState.tsx';
import { templatesQuery } from './templatesApi.ts';
import type { Beginning } from './useStart.ts';

interface Props {
  readonly start: Beginning;
  /** Something is typed that another beginning would wipe out. */
  readonly dirty: boolean;
}

export function StartLead({ start, dirty }: Props) {
  const { t } = useTexts();
  const ready = start.state === 'ready' ? start : undefined;
  return (
    <>
      {ready !== undefined && (
        <p>{t(ready.kind === 'copy' ? 'templates.copyOf' : 'templates.begunFrom', { title: ready.title })}</p>
      )}
      {ready !== undefined && ready.missingSites.length + ready.missingPeople.length > 0 && (
        <Notice title={t('templates.leftOut')}>
          <ul>
            {ready.missingSites.length > 0 && (
              <li>{t('templates.missingSites', { names: say(ready.missingSites) })}</li>
            )}
            {ready.missingPeople.length > 0 && (
              <li>{t('templates.missingPeople', { names: say(ready.missingPeople) })}</li>
            )}
          </ul>
        </Notice>
      )}
      {ready?.kind !== 'copy' && <TemplateChoice dirty={dirty} />}
    </>
  );

  /** Names in the order of the list; what has none is counted. */
  function say(names: readonly string[]): string {
    const known = names.filter((name) => name !== '');
    const others = names.length - known.length;
    return [...known, ...(others > 0 ? [t('templates.unnamed', { count: others })] : [])].join(', ');
  }
}

function TemplateChoice({ dirty }: Pick<Props, 'dirty'>) {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const templates = useQuery(templatesQuery);
  if (templates.data === undefined || templates.data.length === 0) return null;
  return (
    <Select
      className="template-choice"
      label={t('templates.begin')}
      placeholder={t('templates.choose')}
      description={dirty ? t('templates.chooseFirst') : undefined}
      disabled={dirty}
      data={templates.data.map((one) => ({ value: one.templateId, label: one.name }))}
      value={search.get('template')}
      clearable
      clearButtonProps={{ 'aria-label': t('templates.clear') }}
      onChange={(value) => setSearch(value === null ? {} : { template: value }, { replace: true })}
    />
  );
}
