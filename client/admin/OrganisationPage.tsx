// Units and sites as they stand on a day: lists with search and history for everybody, side forms and the workbook for
// administrators. Tab and day are in the address.

import { Button, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SiteView, UnitView } from '../../server/contract/http.ts';
import { isLocalDate, localDateOf } from '../planner/localTime.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { DayField } from './DayField.tsx';
import { HistoryDrawer, type HistoryOf } from './HistoryDrawer.tsx';
import { ImportPanel } from './ImportPanel.tsx';
import { sitesQuery, unitsQuery } from './queries.ts';
import { SiteDrawer } from './SiteDrawer.tsx';
import { SiteTable } from './SiteTable.tsx';
import { UnitDrawer } from './UnitDrawer.tsx';
import { UnitTable } from './UnitTable.tsx';
import './admin.css';

const TYPING_MS = 250;
type Tab = 'sites' | 'units' | 'import';

export function OrganisationPage() {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const [search, setSearch] = useSearchParams();
  const today = localDateOf(Date.now());
  const on = search.get('on') ?? '';
  const day = isLocalDate(on) ? on : today;
  const tab = readTab(search.get('tab'), isAdministrator);
  const [typedDay, setTypedDay] = useState(day);
  usePageTitle(t('organisation.title'));
  const go = (to: { tab?: Tab; day?: string }) => {
    const next = { tab, day, ...to };
    setSearch(
      { ...(next.tab === 'sites' ? {} : { tab: next.tab }), ...(next.day === today ? {} : { on: next.day }) },
      { replace: true },
    );
  };
  const chooseDay = (chosen: string) => {
    setTypedDay(chosen);
    if (isLocalDate(chosen)) go({ day: chosen });
  };
  return (
    <>
      <h1>{t('organisation.title')}</h1>
      {tab !== 'import' && (
        <div className="filters organisation-day">
          <DayField label={t('organisation.on')} value={typedDay} onChange={chooseDay} />
          {isAdministrator && (
            <Button component="a" href={`/api/organisation/export.xlsx?on=${day}`} download>
              {t('organisation.exportSheet')}
            </Button>
          )}
        </div>
      )}
      <Tabs value={tab} onChange={(value) => go({ tab: readTab(value, isAdministrator) })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="sites">{t('organisation.sites')}</Tabs.Tab>
          <Tabs.Tab value="units">{t('organisation.units')}</Tabs.Tab>
          {isAdministrator && <Tabs.Tab value="import">{t('organisation.importSheet')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="sites">
          <SitesPanel day={day} />
        </Tabs.Panel>
        <Tabs.Panel value="units">
          <UnitsPanel day={day} />
        </Tabs.Panel>
        {isAdministrator && (
          <Tabs.Panel value="import">
            <ImportPanel today={today} />
          </Tabs.Panel>
        )}
      </Tabs>
    </>
  );
}

function readTab(value: string | null, isAdministrator: boolean): Tab {
  if (value === 'units') return 'units';
  return value === 'import' && isAdministrator ? 'import' : 'sites';
}

/** What the side form is about: a stored record, a new one, or closed. */
type Editing<T> = T | 'new' | null;

function SitesPanel({ day }: { readonly day: string }) {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [editing, setEditing] = useState<Editing<SiteView>>(null);
  const [history, setHistory] = useState<HistoryOf | null>(null);
  const sites = useQuery(sitesQuery(q, day));
  return (
    <>
      <PanelTools
        label={t('organisation.searchSites')}
        typed={typed}
        onTyped={setTyped}
        addLabel={isAdministrator ? t('organisation.addSite') : undefined}
        onAdd={() => setEditing('new')}
      />
      {sites.isError && (
        <Problem error={sites.error} title={t('problems.loadTitle')} onRetry={() => void sites.refetch()} />
      )}
      {sites.isPending && <PageLoading rows={10} />}
      {sites.data !== undefined && (
        <SiteTable
          sites={sites.data}
          onEdit={isAdministrator ? (site) => setEditing(site) : undefined}
          onHistory={({ siteId, name }) => setHistory({ kind: 'sites', id: siteId, name })}
        />
      )}
      {editing !== null && (
        <SiteDrawer site={editing === 'new' ? null : editing} day={day} onClose={() => setEditing(null)} />
      )}
      {history !== null && (
        <HistoryDrawer of={history} mayClose={isAdministrator} day={day} onClose={() => setHistory(null)} />
      )}
    </>
  );
}

function UnitsPanel({ day }: { readonly day: string }) {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [editing, setEditing] = useState<Editing<UnitView>>(null);
  const [history, setHistory] = useState<HistoryOf | null>(null);
  const units = useQuery(unitsQuery(q, day));
  return (
    <>
      <PanelTools
        label={t('organisation.searchUnits')}
        typed={typed}
        onTyped={setTyped}
        addLabel={isAdministrator ? t('organisation.addUnit') : undefined}
        onAdd={() => setEditing('new')}
      />
      {units.isError && (
        <Problem error={units.error} title={t('problems.loadTitle')} onRetry={() => void units.refetch()} />
      )}
      {units.isPending && <PageLoading rows={10} />}
      {units.data !== undefined && (
        <UnitTable
          units={units.data}
          onEdit={isAdministrator ? (unit) => setEditing(unit) : undefined}
          onHistory={({ unitId, name }) => setHistory({ kind: 'units', id: unitId, name })}
        />
      )}
      {editing !== null && (
        <UnitDrawer unit={editing === 'new' ? null : editing} day={day} onClose={() => setEditing(null)} />
      )}
      {history !== null && (
        <HistoryDrawer of={history} mayClose={isAdministrator} day={day} onClose={() => setHistory(null)} />
      )}
    </>
  );
}

interface ToolsProps {
  readonly label: string;
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  /** Undefined: this account may not add. */
  readonly addLabel: string | undefined;
  readonly onAdd: () => void;
}

function PanelTools({ label, typed, onTyped, addLabel, onAdd }: ToolsProps) {
  const { t } = useTexts();
  return (
    <div className="filters">
      <TextInput
        type="search"
        label={label}
        placeholder={t('organisation.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        maxLength={100}
        value={typed}
        onChange={(event) => onTyped(event.currentTarget.value)}
      />
      {addLabel !== undefined && (
        <Button variant="filled" leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={onAdd}>
          {addLabel}
        </Button>
      )}
    </div>
  );
}
