/** What the console offers and sends: the one gold act, the stage's drafts, keys, panels, and the way a command is given. */
import { describe, expect, it } from 'vitest';
import { createAct } from '../../client/console/act.ts';
import { type KeyFacts, keyAct, movedIndex } from '../../client/console/model/keys.ts';
import { goldAct, wouldDo } from '../../client/console/model/nextAction.ts';
import { withLayout, withMain, withoutMain } from '../../client/console/model/stageActs.ts';
import { createConsoleUi, escapeUi, selectSite, togglePanel } from '../../client/console/model/ui.ts';
import type { Ack } from '../../server/contract/errors.ts';
import type { CommandResult } from '../../server/contract/signaling.ts';
import { actors, Driver, makeSetup, siteIdOf } from './support/conference.ts';

const { secretary, technician, observer, coChair } = actors;
const gold = (driver: Driver, by = secretary) => goldAct(driver.state, by, driver.now);

describe('the gold act', () => {
  it('[CO11] is opening before the opening, for who may open', () => {
    const driver = new Driver(makeSetup(3));
    expect(gold(driver)).toEqual({ kind: 'open' });
    for (const other of [technician, observer, coChair]) expect(gold(driver, other)).toBeNull();
  });

  it('[CO11] is admitting while somebody waits and nobody asks, also for the technician', () => {
    const driver = new Driver(makeSetup(3)).open().arrive(0, 1, 2);
    expect(gold(driver)).toEqual({ kind: 'admitAll' });
    expect(gold(driver, technician)).toEqual({ kind: 'admitAll' });
    expect(gold(driver, observer)).toBeNull();
    driver.ok(secretary, 'site.admitAll');
    expect(gold(driver)).toBeNull();
  });

  it('[CO11] is the first request that can be invited, not one that is offline', () => {
    const driver = new Driver(makeSetup(5)).open().everybodyIn();
    for (const index of [2, 3]) driver.ok(actors.site(index), 'floor.request');
    expect(gold(driver)).toEqual({ kind: 'grant', siteId: siteIdOf(2) });
    driver.depart(2);
    expect(gold(driver)).toEqual({ kind: 'grant', siteId: siteIdOf(3) });
    expect(gold(driver, technician)).toBeNull();
    driver.depart(3);
    expect(gold(driver)).toBeNull();
  });

  it('[CO11] follows the roll call step by step, then goes back to the queue', () => {
    const driver = new Driver(makeSetup(3)).open().everybodyIn();
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(secretary, 'rollCall.start');
    expect(gold(driver)).toEqual({ kind: 'callNext' });
    driver.ok(secretary, 'rollCall.callOn', { siteId: siteIdOf(1) });
    expect(gold(driver)).toEqual({ kind: 'confirmPresence' });
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(1), mark: 'presentOnline' });
    expect(gold(driver)).toEqual({ kind: 'callNext' });
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(2), mark: 'presentOnline' });
    expect(gold(driver)).toEqual({ kind: 'grant', siteId: siteIdOf(2) });
  });

  it('[CO11] is resuming in a break, and nothing while closing waits for its confirmation', () => {
    const driver = new Driver(makeSetup(3)).open().everybodyIn();
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(secretary, 'conference.pause');
    expect(gold(driver)).toEqual({ kind: 'resume' });
    driver.ok(secretary, 'conference.resume');
    driver.ok(secretary, 'conference.requestClose');
    expect(gold(driver)).toBeNull();
    driver.advance(121);
    expect(gold(driver)).toEqual({ kind: 'grant', siteId: siteIdOf(2) });
    driver.ok(secretary, 'conference.requestClose');
    driver.ok(secretary, 'conference.confirmClose', { closeRequestId: driver.lastRequestId });
    expect(gold(driver)).toBeNull();
  });
});

describe('the stage', () => {
  it('[CO14] keeps the pins that fit another layout', () => {
    const driver = new Driver(makeSetup(6)).open().everybodyIn();
    driver.ok(secretary, 'stage.set', { layout: 'four', pinned: [siteIdOf(1), null, siteIdOf(3)] });
    expect(withLayout(driver.state.stage, 'nine').pinned).toEqual([siteIdOf(1), null, siteIdOf(3)]);
    expect(withLayout(driver.state.stage, 'one')).toEqual({ layout: 'one', pinned: [siteIdOf(1)] });
  });

  it('[CO14] pins a site to the main pane once, and the service takes the draft', () => {
    const driver = new Driver(makeSetup(6)).open().everybodyIn();
    driver.ok(secretary, 'stage.set', { layout: 'four', pinned: [siteIdOf(1), siteIdOf(2)] });
    const draft = withMain(driver.state.stage, siteIdOf(2));
    expect(draft).toEqual({ layout: 'four', pinned: [siteIdOf(2), null] });
    expect(wouldDo(driver.state, secretary, { name: 'stage.set', input: draft }, driver.now)).toBe(true);
    driver.ok(secretary, 'stage.set', draft);
    expect(driver.state.stage.panes[0]).toBe(siteIdOf(2));
    driver.ok(secretary, 'stage.set', withoutMain(driver.state.stage));
    expect(driver.state.stage.panes[0]).toBe(siteIdOf(0));
  });

  it('[CO14] leaves chairOnly for a single picture', () => {
    const driver = new Driver(makeSetup(3)).open().everybodyIn();
    driver.ok(secretary, 'stage.set', { layout: 'chairOnly' });
    expect(withMain(driver.state.stage, siteIdOf(2))).toEqual({ layout: 'one', pinned: [siteIdOf(2)] });
  });
});

const press = (key: string, more: Partial<KeyFacts> = {}) =>
  keyAct({ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, typing: false, ...more });

describe('the keys', () => {
  it('[CO15] do what the panel of keys says', () => {
    expect(press('m')).toEqual({ act: 'invite' });
    expect(press('K')).toEqual({ act: 'endTurn' });
    expect(press('t')).toEqual({ act: 'muteAll' });
    expect(press('g')).toEqual({ act: 'extend' });
    expect(press('?')).toEqual({ act: 'keys' });
    expect(['1', '2', '3', '4', '5', '6'].map((key) => press(key))).toEqual(
      ['one', 'four', 'nine', 'sixteen', 'contentSpeaker', 'chairOnly'].map((layout) => ({ act: 'layout', layout })),
    );
    for (const key of ['7', '0', 'x', 'Enter', 'F5', 'constructor']) expect(press(key)).toBeNull();
  });

  it('[CO15] never act while somebody types, holds a modifier or keeps a key down; Escape does', () => {
    for (const key of ['m', 't', '1', '?']) {
      for (const fact of ['typing', 'ctrlKey', 'altKey', 'metaKey', 'repeat'] as const) {
        expect(press(key, { [fact]: true })).toBeNull();
      }
    }
    expect(press('Escape', { typing: true })).toEqual({ act: 'escape' });
  });

  it('[CO16] move inside the list and stop at its ends', () => {
    expect(movedIndex('ArrowDown', 0, 30)).toBe(1);
    expect(movedIndex('ArrowUp', 0, 30)).toBe(0);
    expect(movedIndex('PageDown', 25, 30)).toBe(29);
    expect(movedIndex('PageUp', 25, 30)).toBe(15);
    expect(movedIndex('Home', 25, 30)).toBe(0);
    expect(movedIndex('End', 3, 30)).toBe(29);
    expect(movedIndex('m', 3, 30)).toBeNull();
    expect(movedIndex('ArrowDown', 0, 0)).toBeNull();
  });
});

describe('the panels', () => {
  it('[CO17] replace each other and close without leaving anything behind', () => {
    const ui = createConsoleUi();
    selectSite(ui, siteIdOf(3));
    togglePanel(ui, 'rollCall');
    expect(ui.getState()).toMatchObject({ panel: 'rollCall', selectedSiteId: siteIdOf(3) });
    togglePanel(ui, 'rollCall');
    expect(ui.getState().panel).toBeNull();
    togglePanel(ui, 'journal');
    escapeUi(ui);
    expect(ui.getState()).toMatchObject({ panel: null, selectedSiteId: siteIdOf(3) });
    escapeUi(ui);
    expect(ui.getState()).toMatchObject({ panel: null, selectedSiteId: null });
  });
});

describe('giving a command', () => {
  function makeDoor() {
    const waiting: ((ack: Ack<CommandResult>) => void)[] = [];
    const command = () => new Promise<Ack<CommandResult>>((answer) => waiting.push(answer));
    const ui = createConsoleUi();
    return { waiting, ui, act: createAct({ command }, ui) };
  }

  it('[CO18] sends the same act once until it is answered, another one at once', async () => {
    const { waiting, act } = makeDoor();
    const first = act('queue', 'floor.grant', { siteId: siteIdOf(1) });
    expect(await act('queue', 'floor.grant', { siteId: siteIdOf(1) })).toBe(false);
    void act('queue', 'floor.grant', { siteId: siteIdOf(2) });
    expect(waiting).toHaveLength(2);
    waiting[0]?.({ ok: true, data: { seq: 7 } });
    expect(await first).toBe(true);
    void act('queue', 'floor.grant', { siteId: siteIdOf(1) });
    expect(waiting).toHaveLength(3);
  });

  it('[CO18] tells a refusal where the act was given and forgets it with the next one', async () => {
    const { waiting, ui, act } = makeDoor();
    const refused = act('speaking', 'floor.extend', {});
    waiting[0]?.({ ok: false, error: { code: 'floorFree', message: '' } });
    expect(await refused).toBe(false);
    expect(ui.getState().refusal).toEqual({ place: 'speaking', code: 'floorFree' });
    void act('top', 'microphone.muteAll', {});
    expect(ui.getState().refusal).toBeNull();
  });
});
