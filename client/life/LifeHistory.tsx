// Who led the conference from which status to which, when, and what was said. Newest first.

import { useQuery } from '@tanstack/react-query';
import type { LifeStep } from '../../server/contract/life.ts';
import { useTexts } from '../shell/i18n.ts';
import { Problem } from '../shell/PageState.tsx';
import { formatLongDate, formatTime } from '../words/time.ts';
import { lifeQuery } from './queries.ts';
import './life.css';

export function LifeHistory({ conferenceId }: { readonly conferenceId: string }) {
  const { t } = useTexts();
  const life = useQuery(lifeQuery(conferenceId));
  if (life.isError) return <Problem error={life.error} onRetry={() => void life.refetch()} />;
  if (life.data === undefined || life.data.steps.length === 0) return null;
  return (
    <section className="panel no-print">
      <h2>{t('life.history')}</h2>
      <ol className="life-steps">
        {life.data.steps.toReversed().map((step) => (
          <li key={`${step.at} ${step.act}`}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Step({ step }: { readonly step: LifeStep }) {
  const { t, language } = useTexts();
  const from = step.from;
  return (
    <>
      <strong>{nameOf(step, t)}</strong>{' '}
      {from !== null && from !== step.to && (
        <span>{t('life.step', { from: t(`statuses.${from}`), to: t(`statuses.${step.to}`) })}</span>
      )}
      <span className="under quiet figures">
        {formatTime(step.at)} {formatLongDate(step.at, language)}, {step.byName ?? t('life.byService')}
      </span>
      {step.reason !== null && (
        <span className="under">{t('life.reason', { reason: t(`cancelReasons.${step.reason}`) })}</span>
      )}
      {step.comment !== '' && <blockquote>{step.comment}</blockquote>}
    </>
  );
}

function nameOf({ act }: LifeStep, t: ReturnType<typeof useTexts>['t']): string {
  switch (act) {
    case 'create':
    case 'edit':
    case 'open':
    case 'pause':
    case 'resume':
    case 'close':
      return t(`life.steps.${act}`);
    default:
      return t(`life.acts.${act}`);
  }
}
