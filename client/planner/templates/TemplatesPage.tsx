// All templates: begin a conference from one, give it another name, remove it after a second question.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { TemplateView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { canPlan } from '../conferenceActions.ts';
import { RemoveTemplate, RenameTemplate } from './TemplateActs.tsx';
import { templatesQuery } from './templatesApi.ts';
import './templates.css';

interface Doing {
  readonly act: 'rename' | 'remove';
  readonly template: TemplateView;
}

export function TemplatesPage() {
  const { t } = useTexts();
  const mayPlan = canPlan(useMe().role);
  const templates = useQuery({ ...templatesQuery, enabled: mayPlan });
  const [doing, setDoing] = useState<Doing | null>(null);
  usePageTitle(t('templates.title'));
  if (!mayPlan) return <NotAllowed />;
  return (
    <div className="templates-page">
      <Link to="/conferences" className="back">
        ‹ {t('list.title')}
      </Link>
      <h1>{t('templates.title')}</h1>
      <p className="quiet">{t('templates.hint')}</p>
      {templates.isError && (
        <Problem error={templates.error} title={t('problems.loadTitle')} onRetry={() => void templates.refetch()} />
      )}
      {templates.isPending && <PageLoading rows={4} />}
      {templates.data?.length === 0 && <p>{t('templates.none')}</p>}
      <ul className="plain stack">
        {templates.data?.map((template) => (
          <li key={template.templateId} className="panel template">
            <TemplateFacts template={template} />
            <div className="actions">
              <Button component={Link} to={`/conferences/new?template=${template.templateId}`}>
                {t('templates.use')}
                <span className="sr-only"> {template.name}</span>
              </Button>
              <Button aria-haspopup="dialog" onClick={() => setDoing({ act: 'rename', template })}>
                {t('templates.rename')}
                <span className="sr-only"> {template.name}</span>
              </Button>
              <Button aria-haspopup="dialog" onClick={() => setDoing({ act: 'remove', template })}>
                {t('templates.remove')}
                <span className="sr-only"> {template.name}</span>
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {doing?.act === 'rename' && <RenameTemplate template={doing.template} onDone={() => setDoing(null)} />}
      {doing?.act === 'remove' && <RemoveTemplate template={doing.template} onDone={() => setDoing(null)} />}
    </div>
  );
}

function TemplateFacts({ template: { name, content } }: { readonly template: TemplateView }) {
  const { t } = useTexts();
  return (
    <div>
      <h2>{name}</h2>
      <p>{content.title}</p>
      <p className="quiet figures">
        {[
          t(`kinds.${content.kind}`),
          t('templates.from', { time: content.startTime }),
          t('conference.minutes', { count: content.durationMinutes }),
          t('conference.sites_count', { count: content.siteIds.length }),
        ].join(' · ')}
      </p>
    </div>
  );
}
