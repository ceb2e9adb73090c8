// Ranks who is heard, from the SFU's levels. Owns the calm: a breath between two sentences or a cough must not make
// every receiver change Consumers. Pure; the caller gives the levels at a steady interval.

import type { SiteId } from '../contract/ids.ts';

/** Share of the newest level in the smoothed one, per interval. */
const NEWEST_SHARE = 0.4;
/** dB a site must be louder than the one before it in order to pass it. */
const PASSING_DB = 4;
/** dB lost per interval in which a site is not heard: from normal speech (-25) to forgotten in about two seconds. */
const FADING_DB = 6;
/** dBov below which a site is forgotten. */
const FORGOTTEN_DB = -70;

export class Loudness {
  #levels = new Map<SiteId, number>();
  #order: SiteId[] = [];

  /** One interval's levels (dBov, -127 to 0; a site not named was silent). Answers the new order, loudest first, or undefined when it is as before. */
  hear(heard: ReadonlyMap<SiteId, number>): readonly SiteId[] | undefined {
    this.#levels = this.#nextLevels(heard);
    const order = this.#rank();
    const same = order.length === this.#order.length && order.every((siteId, index) => siteId === this.#order[index]);
    this.#order = order;
    return same ? undefined : order;
  }

  #nextLevels(heard: ReadonlyMap<SiteId, number>): Map<SiteId, number> {
    const next = new Map<SiteId, number>();
    for (const [siteId, level] of this.#levels) {
      const now = heard.get(siteId);
      const smoothed = now === undefined ? level - FADING_DB : level + (now - level) * NEWEST_SHARE;
      if (smoothed > FORGOTTEN_DB) next.set(siteId, smoothed);
    }
    for (const [siteId, level] of heard) if (!this.#levels.has(siteId)) next.set(siteId, level);
    return next;
  }

  /** Insertion into the former order: a site moves up only past those it is clearly louder than. */
  #rank(): SiteId[] {
    const levelOf = (siteId: SiteId) => this.#levels.get(siteId) ?? FORGOTTEN_DB;
    const known = this.#order.filter((siteId) => this.#levels.has(siteId));
    const fresh = [...this.#levels.keys()].filter((siteId) => !known.includes(siteId));
    const ranked: SiteId[] = [];
    for (const siteId of [...known, ...fresh]) {
      let place = ranked.length;
      while (place > 0 && levelOf(siteId) > levelOf(ranked[place - 1] as SiteId) + PASSING_DB) place -= 1;
      ranked.splice(place, 0, siteId);
    }
    return ranked;
  }
}
