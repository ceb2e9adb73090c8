// The deadline assistant's answer: which rules apply, what is due when, what is late. Warns and never blocks.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Deadline, DeadlineAdvice } from '../../server/domain/scheduling/deadlines.ts';
import type { DeadlineQuestion } from '../httpClient/api.ts';
import { formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { Problem } from '../shell/PageState.tsx';
import { adviceQuery, deadlinesQuery } from './queries.ts';
import './life.css';

/** In the address of the editing form: it opens with the kind already changed. */
export const MAKE_DOT_XUAT = 'kind=dotXuat';

/** The deadlines of a stored conference; who may edit it is led to the form that makes it a họp đột xuất. */
export function ConferenceDeadlines(props: { readonly conferenceId: string; readonly mayEdit: boolean }) {
  const { t } = useTexts();
  const advice = useQuery(deadlinesQuery(props.conferenceId));
  if (advice.isError) return <Problem error={advice.error} onRetry={() => void advice.refetch()} />;
  if (advice.data === undefined) return null;
  const offer = props.mayEdit && (
    <Button size="sm" component={Link} to={`/conferences/${props.conferenceId}/edit?${MAKE_DOT_XUAT}`}>
      {t('deadlines.makeDotXuat')}
    </Button>
  );
  return <Advice advice={advice.data} offer={offer} />;
}

interface FormProps {
  readonly question: DeadlineQuestion;
  readonly onMakeDotXuat: () => void;
}

/** The deadlines of a form that is not saved yet; offers to turn the meeting into a họp đột xuất. */
export function FormDeadlines({ question, onMakeDotXuat }: FormProps) {
  const { t } = useTexts();
  const advice = useQuery(adviceQuery(question));
  if (advice.data === undefined) return null;
  const offer = (
    <Button size="sm" onClick={onMakeDotXuat}>
      {t('deadlines.makeDotXuat')}
    </Button>
  );
  return <Advice advice={advice.data} offer={offer} />;
}

/** What was done late is "trễ hạn"; what is still not done is "quá hạn". */
function wordOf({ state, doneOn }: Deadline) {
  return state === 'late' && doneOn !== null ? 'doneLate' : state;
}

interface Props {
  readonly advice: DeadlineAdvice;
  /** Shown where turning it into a họp đột xuất helps. */
  readonly offer: ReactNode;
}

function Advice({ advice, offer }: Props) {
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
      {advice.offerDotXuat && offer}
    </section>
  );
}
