/** A room's page holds only the sites it can show: what it shows must be what the whole conference shows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConferenceState, JournalEntry, SiteId } from '../../server/contract/index.ts';
import { evolve } from '../../server/domain/conference/evolve.ts';
import { holdsView, keepSites, sitesInView } from '../../server/domain/conference/roomView.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { actors, type Driver, drive, driveOpen, makeSetup, siteIdOf } from './support/conference.ts';
import { stepOf, take } from './support/randomConference.ts';

/** More than the largest layout has panes, so that some sites are out of view. */
const SITES = 24;

/** A room's page as the server keeps it: the sites it holds, and what it folds on them. */
class Room {
  readonly siteId: SiteId;
  known: ReadonlySet<SiteId>;
  state: ConferenceState;
  viewsSent = 0;

  constructor(state: ConferenceState, siteId: SiteId) {
    this.siteId = siteId;
    this.known = sitesInView(state, siteId);
    this.state = overTheWire(keepSites(state, this.known));
  }

  hear(entries: readonly JournalEntry[], steps: readonly ConferenceState[]): void {
    const last = steps.at(-1);
    if (last === undefined) return;
    if (holdsView(steps, this.siteId, this.known)) {
      this.state = entries.reduce(evolve, this.state);
      return;
    }
    this.viewsSent += 1;
    this.known = sitesInView(last, this.siteId);
    this.state = overTheWire(keepSites(last, this.known));
  }
}

function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function stepsSince(before: ConferenceState, driver: Driver) {
  const entries = driver.entries.slice(before.seq);
  let state = before;
  return { entries, steps: entries.map((entry) => (state = evolve(state, entry))) };
}

describe('the view of a room', () => {
  it('[JN9] whatever happens, a room shows what the whole conference shows', () => {
    let viewsSent = 0;
    let entriesFolded = 0;
    fc.assert(
      fc.property(fc.array(stepOf(SITES), { minLength: 20, maxLength: 100 }), (steps) => {
        const driver = drive(makeSetup(SITES)).open().arrive(0, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 20);
        driver.give(actors.secretary, 'site.admitAll');
        const rooms = [0, 1, 7, 23].map((index) => new Room(driver.state, siteIdOf(index)));
        for (const one of steps) {
          const before = driver.state;
          take(driver, one);
          const heard = stepsSince(before, driver);
          entriesFolded += heard.entries.length;
          for (const room of rooms) {
            room.hear(heard.entries, heard.steps);
            const inView = sitesInView(driver.state, room.siteId);
            expect(inView.isSubsetOf(room.known)).toBe(true);
            // Everything but the sites out of view is the same, panes and revision among it.
            expect(keepSites(room.state, inView)).toEqual(keepSites(driver.state, inView));
            expect(siteStatus(room.state, room.siteId)).toEqual(siteStatus(driver.state, room.siteId));
          }
        }
        viewsSent += rooms.reduce((sum, room) => sum + room.viewsSent, 0);
      }),
      { seed: 20261123, numRuns: 200 },
    );
    // Both ways were really taken.
    expect(viewsSent).toBeGreaterThan(300);
    expect(entriesFolded * 4).toBeGreaterThan(2 * viewsSent);
  });

  it('[JN9] holds as many sites in a conference of thirty as in one of three hundred', () => {
    const held = (sites: number) => sitesInView(driveOpen(sites).state, siteIdOf(2)).size;
    expect(held(300)).toBe(held(30));
  });

  it('[JN9] a speaker from the queue needs no new view', () => {
    const driver = driveOpen(SITES);
    const before = driver.ok(actors.site(9), 'floor.request').at(-1)?.seq ?? 0;
    const room = new Room(driver.state, siteIdOf(2));
    driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(9) });
    const states: ConferenceState[] = [driver.state];
    room.hear(driver.entries.slice(before), states);
    expect(room.viewsSent).toBe(0);
    expect(room.state.stage.panes).toEqual([siteIdOf(9)]);
  });
});
