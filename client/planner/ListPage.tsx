// All conferences as a list: search and period are in the address, so that a link or "back" shows the same.

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { ConferenceSummary } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { formatLongDate, formatTime } from '../words/time.ts';
import { ConferenceCard } from './ConferenceCard.tsx';
import { canPlan } from './conferenceActions.ts';
import { instantAt, localDateOf } from './localTime.ts';
import { listQuery } from './queries.ts';
import { StatusWord } from './StatusWord.tsx';
import { SeriesMark } from './series/SeriesMark.tsx';
import { readsSeries } from './series/seriesQueries.ts';

const SCOPES = ['upcoming', 'past', 'all'] as const;
type Scope = (typeof SCOPES)[number];
/** Without `from` the list reaches back a month only; these scopes mean everything. */
const BEGINNING = '2000-01-01T00:00:00Z';
const TYPING_MS = 250;

export function ListPage() {
  const { t } = useTexts();
  const me = useMe();
  const { scope, setScope, typed, setTyped, q } = useListAddress();
  const midnight = instantAt(localDateOf(Date.now()), '00:00');
  const period =
    scope === 'upcoming'
      ? { from: midnight }
      : scope === 'past'
        ? { from: BEGINNING, to: midnight }
        : { from: BEGINNING };
  const list = useQuery(listQuery({ ...period, ...(q === '' ? {} : { q }) }));
  usePageTitle(t('list.title'));
  return (
    <>
      <div className="toolbar">
        <h1>{t('list.title')}</h1>
        <div className="toolbar-end">
          {readsSeries(me.role) && (
            <Button component={Link} to="/series">
              {t('series.listTitle')}
            </Button>
          )}
          {canPlan(me.role) && (
            <Button component={Link} to="/templates">
              {t('templates.title')}
            </Button>
          )}
          {canPlan(me.role) && (
            <Button
              component={Link}
              to="/conferences/new"
              variant="filled"
              leftSection={<IconPlus size={18} aria-hidden="true" />}
            >
              {t('week.add')}
            </Button>
          )}
        </div>
      </div>
      <search className="filters">
        <TextInput
          type="search"
          label={t('list.searchLabel')}
          placeholder={t('list.searchHint')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={100}
        />
        <SegmentedControl
          aria-label={t('list.scope')}
          transitionDuration={0}
          value={scope}
          onChange={setScope}
          data={SCOPES.map((value) => ({ value, label: t(`list.${value}`) }))}
        />
      </search>
      {list.isError && (
        <Problem error={list.error} title={t('problems.loadTitle')} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && <PageLoading rows={8} />}
      {list.data !== undefined && <ConferenceList conferences={sortFor(scope, list.data)} searched={q !== ''} />}
    </>
  );
}

function useListAddress() {
  const [search, setSearch] = useSearchParams();
  const scope = SCOPES.find((value) => value === search.get('scope')) ?? 'upcoming';
  const q = search.get('q') ?? '';
  const [typed, setTyped] = useState(q);
  const [settled] = useDebouncedValue(typed, TYPING_MS);
  useEffect(() => {
    setSearch((now) => withParam(now, 'q', settled.trim()), { replace: true });
  }, [settled, setSearch]);
  const setScope = (value: string) => setSearch((now) => withParam(now, 'scope', value === 'upcoming' ? '' : value));
  return { scope, setScope, typed, setTyped, q };
}

function withParam(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}

/** The past is read backwards, the future forwards. */
function sortFor(scope: Scope, conferences: readonly ConferenceSummary[]): readonly ConferenceSummary[] {
  const forwards = [...conferences].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  return scope === 'past' ? forwards.reverse() : forwards;
}

interface ListProps {
  readonly conferences: readonly ConferenceSummary[];
  readonly searched: boolean;
}

function ConferenceList({ conferences, searched }: ListProps) {
  const { t, language } = useTexts();
  const narrow = useMediaQuery('(max-width: 800px)', undefined, { getInitialValueInEffect: false });
  const count = (
    <p className="quiet" aria-live="polite">
      {conferences.length > 0
        ? t('list.found', { count: conferences.length })
        : searched
          ? t('common.nothingFound')
          : t('list.none')}
    </p>
  );
  if (conferences.length === 0) return count;
  if (!narrow) {
    return (
      <>
        {count}
        <ConferenceTable conferences={conferences} />
      </>
    );
  }
  return (
    <>
      {count}
      <ul className="cards">
        {conferences.map((conference) => (
          <li key={conference.conferenceId}>
            <ConferenceCard conference={conference} date={formatLongDate(conference.startsAt, language)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ConferenceTable({ conferences }: { readonly conferences: readonly ConferenceSummary[] }) {
  const { t, language } = useTexts();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('list.time')}</th>
          <th scope="col">{t('list.conference')}</th>
          <th scope="col">{t('list.kind')}</th>
          <th scope="col">{t('list.chair')}</th>
          <th scope="col" className="number">
            {t('list.sites')}
          </th>
          <th scope="col">{t('list.status')}</th>
        </tr>
      </thead>
      <tbody>
        {conferences.map((conference) => (
          <tr key={conference.conferenceId} data-status={conference.status}>
            <td className="figures nowrap">
              {formatTime(conference.startsAt)}–{formatTime(conference.endsAt)}
              <span className="quiet under">{formatLongDate(conference.startsAt, language)}</span>
            </td>
            <td>
              <Link to={`/conferences/${conference.conferenceId}`} className="table-link">
                {conference.title}
              </Link>{' '}
              <SeriesMark conference={conference} />
            </td>
            <td>{t(`kinds.${conference.kind}`)}</td>
            <td>{conference.chairName}</td>
            <td className="number figures">{conference.siteCount}</td>
            <td>
              <StatusWord conference={conference} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
