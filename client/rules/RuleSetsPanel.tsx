// Every rule set with its dates, numbers, caps, duties and legal basis; administrators add and correct them in a side form.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleSetView } from '../../server/contract/rules.ts';
import { describeCap } from '../../server/domain/scheduling/deadlineSentences.ts';
import { KINDS } from '../planner/choices.ts';
import { formatLocalDate } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { ruleSetsQuery } from './queries.ts';
import { RuleSetDrawer } from './RuleSetDrawer.tsx';

export function RuleSetsPanel() {
  const { t } = useTexts();
  const ruleSets = useQuery(ruleSetsQuery);
  const isAdministrator = useMe().role === 'administrator';
  const [editing, setEditing] = useState<RuleSetView | 'new' | null>(null);
  if (ruleSets.data === undefined) {
    return ruleSets.isError ? (
      <Problem error={ruleSets.error} title={t('problems.loadTitle')} onRetry={() => void ruleSets.refetch()} />
    ) : (
      <PageLoading />
    );
  }
  return (
    <>
      {isAdministrator && (
        <div className="toolbar-end">
          <Button onClick={() => setEditing('new')}>{t('rules.add')}</Button>
        </div>
      )}
      {ruleSets.data.map((ruleSet) => (
        <RuleSetCard key={ruleSet.id} ruleSet={ruleSet} onEdit={isAdministrator ? setEditing : undefined} />
      ))}
      {editing !== null && (
        <RuleSetDrawer
          ruleSet={editing === 'new' ? undefined : editing}
          all={ruleSets.data}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

interface CardProps {
  readonly ruleSet: RuleSetView;
  /** Undefined: this account may not change it. */
  readonly onEdit: ((ruleSet: RuleSetView) => void) | undefined;
}

function RuleSetCard({ ruleSet, onEdit }: CardProps) {
  const { t, language } = useTexts();
  const name = language === 'en' ? ruleSet.nameEn : ruleSet.name;
  const from = formatLocalDate(ruleSet.effectiveFrom);
  return (
    <section className="panel stack rule-set">
      <div className="toolbar">
        <div>
          <h2>{name}</h2>
          <p className="quiet figures">
            {ruleSet.effectiveTo === null
              ? t('rules.inForce', { from })
              : t('rules.inForceUntil', { from, to: formatLocalDate(ruleSet.effectiveTo) })}
            {!ruleSet.confirmed && `, ${t('rules.unconfirmed')}`}
          </p>
        </div>
        {onEdit !== undefined && (
          <div className="toolbar-end">
            <Button size="sm" aria-label={t('rules.edit', { name })} onClick={() => onEdit(ruleSet)}>
              {t('common.edit')}
            </Button>
          </div>
        )}
      </div>
      <dl className="facts">
        <dt>{t('rules.invitation')}</dt>
        <dd className="figures">{ruleSet.invitationWorkingDays}</dd>
        <dt>{t('rules.papers')}</dt>
        <dd className="figures">{ruleSet.papersWorkingDays}</dd>
        <dt>{t('rules.conclusion')}</dt>
        <dd className="figures">{ruleSet.conclusionWorkingDays}</dd>
        <dt>{t('rules.counting')}</dt>
        <dd>{t(`rules.countings.${ruleSet.counting}`)}</dd>
        <dt>{t('rules.caps')}</dt>
        <dd>
          <Caps ruleSet={ruleSet} />
        </dd>
        {ruleSet.exemptKinds.length > 0 && (
          <>
            <dt>{t('rules.exemptKinds')}</dt>
            <dd>{ruleSet.exemptKinds.map((kind) => t(`kinds.${kind}`)).join(', ')}</dd>
          </>
        )}
        {ruleSet.outOfScopeKinds.length > 0 && (
          <>
            <dt>{t('rules.outOfScopeKinds')}</dt>
            <dd>{ruleSet.outOfScopeKinds.map((kind) => t(`kinds.${kind}`)).join(', ')}</dd>
          </>
        )}
        <dt>{t('rules.citation')}</dt>
        <dd lang="vi">{ruleSet.citation}</dd>
      </dl>
      {ruleSet.chairDuties.length > 0 && (
        <details>
          <summary>{t('rules.chairDuties')}</summary>
          <ul>
            {ruleSet.chairDuties.map((duty) => (
              <li key={duty.id}>{duty[language]}</li>
            ))}
          </ul>
        </details>
      )}
      {ruleSet.note.length > 0 && (
        <ul lang="vi" className="quiet">
          {ruleSet.note.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** "Họp giao ban 1/2 ngày, …"; kinds without a cap are left out. */
function Caps({ ruleSet }: { readonly ruleSet: RuleSetView }) {
  const { t, language } = useTexts();
  const caps = KINDS.flatMap((kind) => {
    const minutes = ruleSet.capsMinutes[kind];
    return minutes === null ? [] : [`${t(`kinds.${kind}`)}: ${describeCap(minutes)[language]}`];
  });
  return caps.length === 0 ? t('rules.noCap') : caps.join('; ');
}
