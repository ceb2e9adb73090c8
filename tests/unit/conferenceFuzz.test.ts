/** Random commands from random actors, fixed seeds: nothing throws and the invariants hold after every step. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Actor,
  COMMANDS,
  type CommandName,
  LAYOUTS,
  MODES,
  ROLL_CALL_MARKS,
  type SiteId,
} from '../../server/contract/index.ts';
import { fold, foldJournal } from '../../server/domain/conference/evolve.ts';
import { heardSites } from '../../server/domain/conference/heard.ts';
import { initialState } from '../../server/domain/conference/initialState.ts';
import { journalLines } from '../../server/domain/conference/journalText.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { attendance } from '../../server/domain/conference/summary.ts';
import { PANE_COUNT } from '../../server/domain/stage/resolvePanes.ts';
import { actors, countedId, type Driver, drive, makeSetup, siteIdOf } from './support/conference.ts';

const SITES = 6;
// Commands that end or stop everything are drawn rarely, or most sequences would be over at once.
const RARE: readonly CommandName[] = ['conference.confirmClose', 'conference.pause', 'site.drop'];
// Commands that others wait for are drawn more often.
const OFTEN: readonly CommandName[] = [
  'floor.request',
  'floor.request',
  'floor.move',
  'rollCall.start',
  'rollCall.callOn',
  'rollCall.endCallOn',
];
const NAMES = [...(Object.keys(COMMANDS) as CommandName[]).filter((name) => !RARE.includes(name)), ...OFTEN];
const ACTORS: readonly Actor[] = [
  actors.chair,
  actors.coChair,
  actors.secretary,
  actors.secretary,
  actors.technician,
  actors.observer,
  actors.otherSecretary,
  ...Array.from({ length: SITES }, (_, index) => actors.site(index)),
];

interface Step {
  readonly kind: 'command' | 'arrive' | 'depart' | 'recover';
  readonly name: CommandName;
  readonly actor: number;
  readonly site: number;
  readonly choice: number;
  readonly seconds: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 20, arbitrary: fc.constant('command' as const) },
    { weight: 4, arbitrary: fc.constant('arrive' as const) },
    { weight: 2, arbitrary: fc.constant('depart' as const) },
    { weight: 1, arbitrary: fc.constant('recover' as const) },
  ),
  name: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.constantFrom(...RARE) },
  ),
  actor: fc.nat(ACTORS.length - 1),
  site: fc.nat(SITES),
  choice: fc.nat(1000),
  seconds: fc.nat(90),
});

function draftOf(driver: Driver, { name, site, choice }: Step): unknown {
  const siteId = siteIdOf(site);
  const pick = <T>(list: readonly T[]) => list[choice % list.length];
  const floorRequestId = pick(driver.state.floor.queue)?.floorRequestId ?? countedId('request', 1);
  const layout = pick(LAYOUTS) ?? 'one';
  const drafts: Partial<Record<CommandName, unknown>> = {
    'conference.confirmClose': { closeRequestId: driver.state.closeRequest?.closeRequestId ?? countedId('request', 1) },
    'site.admit': { siteId },
    'site.drop': { siteId },
    'site.message': { siteId, text: 'Thử' },
    'rollCall.callOn': { siteId },
    'rollCall.confirm': { caption: choice % 2 ? 'Nguyễn Văn A' : null },
    'rollCall.mark': { siteId, mark: pick(ROLL_CALL_MARKS) },
    'mode.set': { mode: pick(MODES) },
    'floor.request': { siteId: choice % 2 ? siteId : null },
    'floor.withdraw': { floorRequestId: choice % 2 ? floorRequestId : null },
    'floor.accept': { floorRequestId },
    'floor.deny': { floorRequestId },
    'floor.grant': { siteId },
    'floor.move': { floorRequestId, direction: choice % 2 ? 'up' : 'down' },
    'microphone.mute': { siteId },
    'microphone.open': { siteId },
    'microphone.setOwn': { open: choice % 2 === 0 },
    'stage.set': { layout, pinned: PANE_COUNT[layout] > 1 ? [null, siteId] : [siteId] },
    'content.grant': { siteId },
    'chair.handOver': { accountId: pick(driver.state.coChairs)?.accountId ?? driver.state.chair.accountId },
    'agenda.goTo': { itemId: countedId('item', choice % 4) },
    'directive.record': { text: 'Thử' },
    'incident.note': { siteId: null, text: 'Thử' },
  };
  return drafts[name] ?? {};
}

/** Every third command comes from whoever is most likely to be allowed, so that sequences get deep. */
function actorOf(driver: Driver, { actor, choice, name, site }: Step): Actor {
  if (choice % 3 > 0) return ACTORS[actor] ?? actors.chair;
  const { floor, content } = driver.state;
  const own: Partial<Record<CommandName, SiteId | undefined>> = {
    'floor.release': floor.holder?.siteId,
    'floor.withdraw': floor.queue[0]?.siteId,
    'microphone.setOwn': floor.holder?.siteId,
    'content.take': floor.holder?.siteId,
    'content.release': content?.siteId,
    'rollCall.confirm': siteIdOf(site),
  };
  const siteId = own[name];
  return siteId === undefined ? actors.secretary : actors.site(driver.state.siteOrder.indexOf(siteId));
}

function take(driver: Driver, one: Step): void {
  driver.advance(one.seconds);
  if (one.kind === 'arrive') driver.arrive(one.site);
  else if (one.kind === 'depart') driver.depart(one.site);
  else if (one.kind === 'recover') driver.system({ name: 'service.recover', input: { aliveAt: driver.now } });
  else driver.give(actorOf(driver, one), one.name, draftOf(driver, one) as never);
}

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
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
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
