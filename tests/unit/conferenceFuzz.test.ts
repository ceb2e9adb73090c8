/** Random commands from random actors, fixed seeds: nothing throws and the invariants hold after every step. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldJournal } from '../../server/domain/conference/evolve.ts';
import { heardSites } from '../../server/domain/conference/heard.ts';
import { initialState } from '../../server/domain/conference/initialState.ts';
import { journalLines } from '../../server/domain/conference/journalText.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { attendance } from '../../server/domain/conference/summary.ts';
import { PANE_COUNT } from '../../server/domain/stage/resolvePanes.ts';
import { type Driver, drive, makeSetup } from './support/conference.ts';
import { stepOf, take } from './support/randomConference.ts';

const SITES = 6;

function expectInvariants(driver: Driver, before: Driver['state']): void {
  const { state, entries } = driver;
  expect(state.seq).toBe(entries.length);
  const heard = heardSites(state);
  const speaking = [state.chair.siteId, state.floor.holder?.siteId, state.rollCall.calledOn];
  if (state.mode === 'giaoBan') {
    for (const siteId of heard) expect(speaking).toContain(siteId);
    for (const siteId of state.siteOrder) expect(state.sites[siteId]?.microphone).toBe('closed');
  }
  for (const siteId of heard) expect(state.sites[siteId]).toMatchObject({ admission: 'admitted', online: true });
  if (state.phase !== 'open') expect(heard).toEqual([]);
  const queued = state.floor.queue.map((request) => request.siteId);
  expect(new Set(queued).size).toBe(queued.length);
  if (state.floor.holder) {
    expect(queued).not.toContain(state.floor.holder.siteId);
    expect(state.rollCall.calledOn).toBeNull();
  }
  for (const siteId of [...queued, state.floor.holder?.siteId, state.content?.siteId]) {
    if (siteId) expect(state.sites[siteId]?.admission).toBe('admitted');
  }
  const shown = state.stage.panes.filter((siteId) => siteId !== null);
  expect(state.stage.panes).toHaveLength(PANE_COUNT[state.stage.layout]);
  expect(new Set(shown).size).toBe(shown.length);
  expect(state.stage.layout === 'contentSpeaker' && state.content === null).toBe(false);
  expect(state.stage.revision).toBeGreaterThanOrEqual(before.stage.revision);
  for (const siteId of state.siteOrder) expect(siteStatus(state, siteId).kind).toBeTruthy();
}

describe('random conferences', () => {
  it('[JN2] [FL1] [FL3] [ST3] never throw, keep every invariant, and fold to the same state from the journal', () => {
    const accepted = new Set<string>();
    fc.assert(
      fc.property(fc.array(stepOf(SITES), { minLength: 20, maxLength: 120 }), (steps) => {
        const driver = drive(makeSetup(SITES)).open().arrive(0, 2, 3);
        for (const one of steps) {
          const before = driver.state;
          take(driver, one);
          expectInvariants(driver, before);
          if (driver.state === before) continue;
          for (const entry of driver.entries.slice(before.seq)) accepted.add(entry.type);
        }
        expect(fold(initialState(driver.setup), driver.entries)).toEqual(driver.state);
        expect(JSON.parse(JSON.stringify(driver.state))).toEqual(driver.state);
        expect(foldJournal(JSON.parse(JSON.stringify(driver.entries)))).toEqual(driver.state);
        expect(journalLines(initialState(driver.setup), driver.entries)).toHaveLength(driver.entries.length);
        for (const row of attendance(driver.setup, driver.entries, driver.now)) {
          expect(row.presentMinutes).toBeLessThanOrEqual(
            (driver.nowMs - Date.parse(driver.setup.startsAt)) / 60_000 + 1,
          );
          expect(row.speakingSeconds).toBeGreaterThanOrEqual(0);
        }
      }),
      { seed: 20261123, numRuns: 300 },
    );
    // The sequences reach every kind of fact but the opening, which comes before the first step.
    expect(accepted.size).toBe(39);
  });
});
