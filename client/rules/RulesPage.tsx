// Rule sets, holidays and approval: read by those who plan, changed by administrators. The tab is in the address.

import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { seesLife } from '../life/seesLife.ts';
import { useTexts } from '../shell/i18n.ts';
import { NotAllowed, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { ApprovalPanel } from './ApprovalPanel.tsx';
import { HolidaysPanel } from './HolidaysPanel.tsx';
import { RuleSetsPanel } from './RuleSetsPanel.tsx';
import './rules.css';

const TABS = ['ruleSets', 'holidays', 'approval'] as const;

export function RulesPage() {
  const { t } = useTexts();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((known) => known === search.get('tab')) ?? 'ruleSets';
  usePageTitle(t('rules.title'));
  if (!seesLife(me.role)) return <NotAllowed />;
  return (
    <>
      <h1>{t('rules.title')}</h1>
      <Tabs
        value={tab}
        onChange={(value) => setSearch(value === null ? {} : { tab: value }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`rules.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="ruleSets" className="rules-panel">
          <RuleSetsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="holidays" className="rules-panel">
          <HolidaysPanel />
        </Tabs.Panel>
        <Tabs.Panel value="approval" className="rules-panel">
          <ApprovalPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
