// The left column: those who wait in the lobby, then every site in order of precedence. One row is one line.
// Arrow keys walk through both; Enter chooses. Rows are drawn again only when their own record changes.
// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid of one-line rows; a table cannot be laid out so

import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react';
import type { SiteId } from '../../../server/contract/ids.ts';
import { matchesSearch } from '../../../server/domain/text/fold.ts';
import { useConference, useConsole, useUi } from '../context.ts';
import { movedIndex } from '../model/keys.ts';
import type { GoldAct } from '../model/nextAction.ts';
import { type SiteRowView, siteCounts, siteRows } from '../model/siteRows.ts';
import { selectSite } from '../model/ui.ts';
import { Refusal } from './Refusal.tsx';
import { SiteRow } from './SiteRow.tsx';

/** From this many sites on the search field stays open; with fewer it opens when the focus comes. */
const MANY = 40;

export function SiteList({ gold }: { readonly gold: GoldAct | null }) {
  const { words, may, ui } = useConsole();
  const state = useConference();
  const before = useRef<ReadonlyMap<SiteId, SiteRowView>>(new Map());
  const rows = useMemo(() => siteRows(state, before.current), [state]);
  before.current = rows.byId;
  const [query, setQuery] = useState('');
  const [focused, setFocused] = useState<SiteId | null>(null);
  const selected = useUi((now) => now.selectedSiteId);
  const list = useRef<HTMLDivElement>(null);
  // One row takes part in the tab order: the one with the focus last, else the chosen one, else the first.
  const tabStop =
    [focused, selected].find((siteId) => siteId !== null && rows.byId.has(siteId)) ??
    (rows.lobby[0] ?? rows.sites[0])?.siteId;
  const counts = siteCounts(state);
  const found = useMemo(() => (query.trim() === '' ? rows.sites : rows.sites.filter(matches(query))), [rows, query]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const siteId = (event.target as HTMLElement).dataset.siteId as SiteId | undefined;
    if (siteId === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      selectSite(ui, siteId);
      return;
    }
    const all = [...rows.lobby, ...found];
    const at = all.findIndex((row) => row.siteId === siteId);
    const to = movedIndex(event.key, at, all.length);
    const target = to === null ? undefined : all[to];
    if (target === undefined) return;
    event.preventDefault();
    setFocused(target.siteId);
    list.current?.querySelector<HTMLElement>(`[role="row"][data-site-id="${target.siteId}"]`)?.focus();
  };

  return (
    <nav className="site-list" aria-label={words.sites}>
      <header className="column-head">
        <h2>{words.sites}</h2>
        <span className="quiet figures">{words.siteSummary(counts.present, counts.lost)}</span>
      </header>
      <div className={query === '' && rows.byId.size <= MANY ? 'site-search-row' : 'site-search-row open'}>
        <input
          type="search"
          className="site-search"
          placeholder={words.search}
          aria-label={words.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys of the two grids inside */}
      <div className="site-scroll" ref={list} onKeyDown={onKeyDown}>
        {rows.lobby.length > 0 && (
          <LobbyHead count={rows.lobby.length} golden={gold?.kind === 'admitAll'} mayAdmit={may('site.admitAll')} />
        )}
        <Rows label={words.lobby(rows.lobby.length)} rows={rows.lobby} tabStop={tabStop} onFocus={setFocused} />
        <Rows label={words.sites} rows={found} tabStop={tabStop} onFocus={setFocused} />
      </div>
    </nav>
  );
}

function matches(query: string): (row: SiteRowView) => boolean {
  return (row) => matchesSearch(query, row.fullName) || matchesSearch(query, row.shortName);
}

function LobbyHead({
  count,
  golden,
  mayAdmit,
}: {
  readonly count: number;
  readonly golden: boolean;
  readonly mayAdmit: boolean;
}) {
  const { words, act } = useConsole();
  return (
    <div className="lobby-head">
      <h3>{words.lobby(count)}</h3>
      {mayAdmit && (
        <button
          type="button"
          className={golden ? 'btn btn-gold' : 'btn'}
          onClick={() => act('lobby', 'site.admitAll', {})}
        >
          {words.admitAll}
        </button>
      )}
      <Refusal at="lobby" />
    </div>
  );
}

const Rows = memo(function Rows({
  label,
  rows,
  tabStop,
  onFocus,
}: {
  readonly label: string;
  readonly rows: readonly SiteRowView[];
  readonly tabStop: SiteId | undefined;
  readonly onFocus: (siteId: SiteId) => void;
}) {
  if (rows.length === 0) return null;
  return (
    <div role="grid" aria-label={label} aria-rowcount={rows.length}>
      {rows.map((row) => (
        <SiteRow key={row.siteId} row={row} tabStop={row.siteId === tabStop} onFocus={onFocus} />
      ))}
    </div>
  );
});
