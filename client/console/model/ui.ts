// What this page alone knows: which site is chosen, which panel is open, the last refusal. Never sent anywhere.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorCode } from '../../../server/contract/errors.ts';
import type { SiteId } from '../../../server/contract/ids.ts';

export type PanelName = 'site' | 'rollCall' | 'directive' | 'journal' | 'close' | 'handOver' | 'keys' | 'settings';
/** Where on the page an act was given: a refusal is told there and nowhere else. */
export type Place = 'top' | 'lobby' | 'agenda' | 'stage' | 'content' | 'speaking' | 'queue' | 'panel' | 'own';

export interface ConsoleUi {
  readonly panel: PanelName | null;
  readonly selectedSiteId: SiteId | null;
  readonly refusal: { readonly place: Place; readonly code: ErrorCode } | null;
}

export interface ConsoleUiStore extends StoreApi<ConsoleUi> {}

export function createConsoleUi(): ConsoleUiStore {
  return createStore<ConsoleUi>(() => ({ panel: null, selectedSiteId: null, refusal: null }));
}

/** Chooses a site and shows what can be done for it. */
export function selectSite(ui: ConsoleUiStore, siteId: SiteId): void {
  ui.setState({ selectedSiteId: siteId, panel: 'site', refusal: null });
}

/** Opens a panel, or closes it when it is the open one. The chosen site stays chosen under another panel. */
export function togglePanel(ui: ConsoleUiStore, panel: PanelName): void {
  ui.setState((before) => ({ panel: before.panel === panel ? null : panel, refusal: null }));
}

export function openPanel(ui: ConsoleUiStore, panel: PanelName): void {
  ui.setState({ panel, refusal: null });
}

/** Closes the open panel; with none open, lets go of the chosen site. */
export function escapeUi(ui: ConsoleUiStore): void {
  ui.setState((before) =>
    before.panel === null || before.panel === 'site'
      ? { panel: null, selectedSiteId: null, refusal: null }
      : { panel: null, refusal: null },
  );
}
