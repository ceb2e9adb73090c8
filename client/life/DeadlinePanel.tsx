// The deadline assistant's answer: which rules apply, what is due when, what is late. Warns and never blocks.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Deadline, DeadlineAdvice } from '../../server/domain/scheduling/deadlines.ts';
import type { DeadlineQuestion } from '../httpClient/api.ts';
import { formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { Problem } from '../shell/PageState.tsx';
import { adviceQuery, deadlinesQuery } from './queries.ts';
import './life.css';

/** The deadlines of a stored conference. */
export function ConferenceDeadlines({ conferenceId }: { readonly conferenceId: string }) {
  const advice = useQuery(deadlinesQuery(conferenceId));
  if (advice.isError) return <Problem error={advice.error} onRetry={() => void advice.refetch()} />;
  return advice.data === undefined ? null : <Advice advice={advice.data} />;
}

interface FormProps {
  readonly question: DeadlineQuestion;
  readonly onMakeDotXuat: () => void;
}

/** The deadlines of a form that is not saved yet; offers to turn the meeting into a họp đột xuất. */
export function FormDeadlines({ question, onMakeDotXuat }: FormProps) {
  const advice = useQuery(adviceQuery(question));
  return advice.data === undefined ? null : <Advice advice={advice.data} onMakeDotXuat={onMakeDotXuat} />;
}

/** What was done late is "trễ hạn"; what is still not done is "quá hạn". */
function wordOf({ state, doneOn }: Deadline) {
  return state === 'late' && doneOn !== null ? 'doneLate' : state;
}

interface Props {
  readonly advice: DeadlineAdvice;
  readonly onMakeDotXuat?: () => void;
}

function Advice({ advice, onMakeDotXuat }: Props) {
  const { t, language } = useTexts();
  return (
    <section className="panel deadlines no-print" aria-label={t('deadlines.title')}>
      <h2>{t('deadlines.title')}</h2>
      <p className="quiet">{advice.ruleSet[language]}</p>
      <dl className="facts">
        {advice.deadlines.map((deadline) => (
          <div key={deadline.id}>
            <dt>{t(`deadlines.ids.${deadline.id}`)}</dt>
            <dd className="figures">
              {deadline.dueDate !== null && `${t('deadlines.due', { date: formatLocalDate(deadline.dueDate) })}, `}
              {deadline.doneOn !== null && `${t('deadlines.done', { date: formatLocalDate(deadline.doneOn) })}, `}
              <span data-state={deadline.state}>{t(`deadlines.states.${wordOf(deadline)}`)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div role="status">
        <ul className="plain">
          {advice.warnings.map((warning) => (
            <li key={warning.code} data-level={warning.level}>
              {warning[language]}
            </li>
          ))}
        </ul>
      </div>
      {advice.offerDotXuat && onMakeDotXuat !== undefined && (
        <Button size="sm" onClick={onMakeDotXuat}>
          {t('deadlines.makeDotXuat')}
        </Button>
      )}
    </section>
  );
}
