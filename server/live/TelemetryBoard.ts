// What consoles see that is not history: revision shown, quality and who is audible, by site. In memory only, one entry a site.

import type { SiteId } from '../contract/ids.ts';
import type { Telemetry } from '../contract/signaling.ts';

export class TelemetryBoard {
  #telemetry: Telemetry = { shown: {}, quality: {}, audible: [] };
  #changed = false;

  noteShown(siteId: SiteId, revision: number): void {
    if (this.#telemetry.shown[siteId] === revision) return;
    this.#set({ ...this.#telemetry, shown: { ...this.#telemetry.shown, [siteId]: revision } });
  }

  noteQuality(siteId: SiteId, score: number): void {
    if (this.#telemetry.quality[siteId] === score) return;
    this.#set({ ...this.#telemetry, quality: { ...this.#telemetry.quality, [siteId]: score } });
  }

  noteAudible(audible: readonly SiteId[]): void {
    this.#set({ ...this.#telemetry, audible });
  }

  current(): Telemetry {
    return this.#telemetry;
  }

  /** What changed since the last call, whole; undefined: nothing. */
  takeIfChanged(): Telemetry | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    return this.#telemetry;
  }

  #set(telemetry: Telemetry): void {
    this.#telemetry = telemetry;
    this.#changed = true;
  }
}
