// Every rule set with its dates, numbers and legal basis; administrators correct one in a side form.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleSetView } from '../../server/contract/rules.ts';
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
  const [editing, setEditing] = useState<RuleSetView | null>(null);
  if (ruleSets.data === undefined) {
    return ruleSets.isError ? (
      <Problem error={ruleSets.error} title={t('problems.loadTitle')} onRetry={() => void ruleSets.refetch()} />
    ) : (
      <PageLoading />
    );
  }
  return (
    <>
      {ruleSets.data.map((ruleSet) => (
        <RuleSetCard key={ruleSet.id} ruleSet={ruleSet} onEdit={isAdministrator ? setEditing : undefined} />
      ))}
      {editing !== null && <RuleSetDrawer ruleSet={editing} onClose={() => setEditing(null)} />}
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
        <dt>{t('rules.citation')}</dt>
        <dd lang="vi">{ruleSet.citation}</dd>
      </dl>
      <ul lang="vi" className="quiet">
        {ruleSet.note.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
