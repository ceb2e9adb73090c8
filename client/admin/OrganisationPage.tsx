// Units and sites: lists with search for everybody, a side form for administrators. Tab and search are in the address.

import { Button, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SiteView, UnitView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { sitesQuery, unitsQuery } from './queries.ts';
import { SiteDrawer } from './SiteDrawer.tsx';
import { SiteTable } from './SiteTable.tsx';
import { UnitDrawer } from './UnitDrawer.tsx';
import { UnitTable } from './UnitTable.tsx';
import './admin.css';

const TYPING_MS = 250;

export function OrganisationPage() {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'units' ? 'units' : 'sites';
  usePageTitle(t('organisation.title'));
  return (
    <>
      <h1>{t('organisation.title')}</h1>
      <Tabs
        value={tab}
        onChange={(value) => setSearch(value === 'units' ? { tab: 'units' } : {}, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="sites">{t('organisation.sites')}</Tabs.Tab>
          <Tabs.Tab value="units">{t('organisation.units')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="sites">
          <SitesPanel />
        </Tabs.Panel>
        <Tabs.Panel value="units">
          <UnitsPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** What the side form is about: a stored record, a new one, or closed. */
type Editing<T> = T | 'new' | null;

function SitesPanel() {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [editing, setEditing] = useState<Editing<SiteView>>(null);
  const sites = useQuery(sitesQuery(q));
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
        <SiteTable sites={sites.data} onEdit={isAdministrator ? (site) => setEditing(site) : undefined} />
      )}
      {editing !== null && <SiteDrawer site={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function UnitsPanel() {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [editing, setEditing] = useState<Editing<UnitView>>(null);
  const units = useQuery(unitsQuery(q));
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
        <UnitTable units={units.data} onEdit={isAdministrator ? (unit) => setEditing(unit) : undefined} />
      )}
      {editing !== null && <UnitDrawer unit={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
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
