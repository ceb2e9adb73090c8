/** What every screen shows (ST1–ST6) and the content token (CT1, CT2). */
import { describe, expect, it } from 'vitest';
import { LAYOUTS, type Layout } from '../../server/contract/index.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { PANE_COUNT } from '../../server/domain/stage/resolvePanes.ts';
import { actors, type Driver, driveOpen, siteIdOf } from './support/conference.ts';

const site = (index: number) => ({ siteId: siteIdOf(index) });
const sites = (...indices: (number | null)[]) => indices.map((index) => (index === null ? null : siteIdOf(index)));
const panes = (driver: Driver) => driver.state.stage.panes;
const setStage = (driver: Driver, layout: Layout, ...pinned: (number | null)[]) =>
  driver.ok(actors.secretary, 'stage.set', { layout, pinned: sites(...pinned) });

describe('panes', () => {
  it('[ST1] the revision grows by one exactly when layout, panes or content change', () => {
    const driver = driveOpen(6);
    const growth = (act: () => void) => {
      const before = driver.state.stage.revision;
      act();
      return driver.state.stage.revision - before;
    };
    expect(growth(() => driver.ok(actors.site(2), 'floor.request'))).toBe(0);
    expect(growth(() => driver.ok(actors.secretary, 'floor.grant', site(2)))).toBe(1);
    expect(growth(() => driver.ok(actors.secretary, 'floor.extend'))).toBe(0);
    expect(growth(() => setStage(driver, 'four'))).toBe(1);
    expect(growth(() => setStage(driver, 'four'))).toBe(0);
    expect(growth(() => setStage(driver, 'four', null, 0))).toBe(0);
    expect(growth(() => setStage(driver, 'four', null, 4))).toBe(1);
    expect(growth(() => driver.depart(5))).toBe(0);
    expect(growth(() => driver.depart(1))).toBe(1);
    expect(growth(() => driver.ok(actors.site(2), 'content.take'))).toBe(1);
    expect(growth(() => driver.ok(actors.secretary, 'content.grant', site(2)))).toBe(0);
    expect(growth(() => setStage(driver, 'chairOnly'))).toBe(1);
    expect(growth(() => driver.ok(actors.site(2), 'content.release'))).toBe(1);
    expect(growth(() => driver.ok(actors.secretary, 'floor.revoke'))).toBe(0);
  });

  it('[ST2] pane 0 is the holder, else the site called on, else the pinned site, else the chair', () => {
    const driver = driveOpen(5);
    expect(panes(driver)).toEqual(sites(0));
    setStage(driver, 'one', 4);
    expect(panes(driver)).toEqual(sites(4));
    driver.ok(actors.secretary, 'rollCall.start');
    driver.ok(actors.secretary, 'rollCall.callOn', site(3));
    expect(panes(driver)).toEqual(sites(3));
    driver.ok(actors.secretary, 'floor.grant', site(2));
    expect(panes(driver)).toEqual(sites(2));
    driver.ok(actors.site(2), 'floor.release');
    expect(panes(driver)).toEqual(sites(4));
    setStage(driver, 'one');
    expect(panes(driver)).toEqual(sites(0));
  });

  it('[ST3] unpinned panes are filled in order of precedence, no site twice', () => {
    const driver = driveOpen(8);
    setStage(driver, 'four', null, 6, null, 2);
    expect(panes(driver)).toEqual(sites(0, 6, 1, 2));
    driver.ok(actors.secretary, 'floor.grant', site(6));
    expect(panes(driver)).toEqual(sites(6, 0, 1, 2));
    setStage(driver, 'nine');
    expect(panes(driver)).toEqual(sites(6, 0, 1, 2, 3, 4, 5, 7, null));
  });

  it.each(LAYOUTS.filter((layout) => layout !== 'contentSpeaker'))('[ST3] %s has its number of panes', (layout) => {
    const driver = driveOpen(20);
    setStage(driver, layout);
    expect(panes(driver)).toHaveLength(PANE_COUNT[layout]);
    expect(new Set(panes(driver)).size).toBe(PANE_COUNT[layout]);
  });

  it('[ST4] chairOnly shows the chair’s site, and a grant to another site leaves it for one', () => {
    const driver = driveOpen(4);
    setStage(driver, 'chairOnly');
    expect(panes(driver)).toEqual(sites(0));
    driver.ok(actors.secretary, 'floor.grant', site(0));
    expect(driver.state.stage.layout).toBe('chairOnly');
    driver.ok(actors.secretary, 'floor.grant', site(2));
    expect(driver.state.stage).toMatchObject({ layout: 'one', panes: sites(2) });
    setStage(driver, 'chairOnly');
    expect(panes(driver)).toEqual(sites(0));
  });

  it('[ST4] chairOnly does not come back behind a speaker when content ends', () => {
    const driver = driveOpen(4);
    setStage(driver, 'chairOnly');
    driver.ok(actors.chair, 'content.take');
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.ok(actors.chair, 'content.release');
    expect(driver.state.stage).toMatchObject({ layout: 'one', panes: sites(2) });
  });

  it('[ST6] offline sites fill no pane; holder, called-on and pinned sites keep theirs', () => {
    const driver = driveOpen(6);
    setStage(driver, 'four', null, 4);
    driver.depart(1).depart(4);
    expect(panes(driver)).toEqual(sites(0, 4, 2, 3));
    driver.ok(actors.secretary, 'rollCall.start');
    driver.ok(actors.secretary, 'rollCall.callOn', site(5));
    driver.depart(5);
    expect(panes(driver)[0]).toBe(siteIdOf(5));
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.depart(2);
    expect(panes(driver)).toEqual(sites(2, 4, 0, 3));
  });

  it('[ST3] a layout that cannot be shown is refused', () => {
    const driver = driveOpen(6);
    const refusal = (layout: Layout, ...pinned: number[]) =>
      driver.refusal(actors.secretary, 'stage.set', { layout, pinned: sites(...pinned) });
    expect(refusal('one', 1, 2)).toBe('invalidInput');
    expect(refusal('four', 2, 2)).toBe('invalidInput');
    expect(refusal('four', 30)).toBe('siteNotInConference');
    driver.ok(actors.secretary, 'site.drop', site(3));
    expect(refusal('four', 3)).toBe('siteNotAdmitted');
    expect(refusal('contentSpeaker')).toBe('wrongState');
  });
});

describe('content', () => {
  it('[ST5] taking content switches to contentSpeaker, ending it goes back', () => {
    const driver = driveOpen(6);
    setStage(driver, 'nine');
    driver.ok(actors.chair, 'content.take');
    expect(driver.state.stage).toMatchObject({
      layout: 'contentSpeaker',
      layoutBeforeContent: 'nine',
      panes: sites(0),
    });
    setStage(driver, 'contentSpeaker', 3);
    driver.ok(actors.chair, 'content.release');
    expect(driver.state.stage).toMatchObject({ layout: 'nine', layoutBeforeContent: null });
    expect(driver.state.content).toBeNull();
  });

  it('[ST5] unless the operator chose another layout meanwhile', () => {
    const driver = driveOpen(6);
    driver.ok(actors.chair, 'content.take');
    setStage(driver, 'four');
    driver.ok(actors.chair, 'content.release');
    expect(driver.state.stage.layout).toBe('four');
    driver.ok(actors.chair, 'content.take');
    setStage(driver, 'sixteen');
    setStage(driver, 'contentSpeaker');
    driver.ok(actors.chair, 'content.release');
    expect(driver.state.stage.layout).toBe('sixteen');
  });

  it('[CT1] one site at a time: holder, chair, and in thaoLuan any admitted site', () => {
    const driver = driveOpen(5);
    expect(driver.refusal(actors.site(2), 'content.take')).toBe('modeForbids');
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.ok(actors.site(2), 'content.take');
    expect(driver.state.content).toEqual({ ...site(2), takenAt: driver.now, origin: 'floor' });
    expect(driver.refusal(actors.site(2), 'content.take')).toBe('wrongState');
    expect(driver.refusal(actors.chair, 'content.take')).toBe('contentTaken');
    expect(driver.refusal(actors.secretary, 'content.grant', site(3))).toBe('contentTaken');
    expect(driver.refusal(actors.site(3), 'content.release')).toBe('forbidden');
    driver.ok(actors.site(2), 'content.release');
    expect(driver.refusal(actors.site(2), 'content.release')).toBe('wrongState');
    driver.ok(actors.chair, 'content.take');
    expect(driver.state.content).toMatchObject({ ...site(0), origin: 'granted' });
    driver.ok(actors.technician, 'content.revoke');
    expect(driver.refusal(actors.technician, 'content.revoke')).toBe('wrongState');
    driver.ok(actors.chair, 'mode.set', { mode: 'thaoLuan' });
    driver.ok(actors.site(4), 'content.take');
    expect(driver.state.content).toMatchObject({ ...site(4), origin: 'granted' });
  });

  it('[CT2] content taken with the floor ends with the turn, however the turn ends', () => {
    const endings: ((driver: Driver) => void)[] = [
      (driver) => driver.ok(actors.site(2), 'floor.release'),
      (driver) => driver.ok(actors.secretary, 'floor.revoke'),
      (driver) => driver.ok(actors.secretary, 'floor.grant', site(3)),
      (driver) => driver.ok(actors.secretary, 'site.drop', site(2)),
    ];
    for (const end of endings) {
      const driver = driveOpen(5);
      driver.ok(actors.secretary, 'floor.grant', site(2));
      driver.ok(actors.site(2), 'content.take');
      driver.depart(2);
      expect(driver.state.content).not.toBeNull();
      driver.arrive(2);
      end(driver);
      expect(driver.state.content).toBeNull();
      expect(driver.state.stage.layout).toBe('one');
    }
  });

  it('[CT2] content granted stays until released or revoked', () => {
    const driver = driveOpen(5);
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.ok(actors.site(2), 'content.take');
    driver.advance(60).ok(actors.secretary, 'content.grant', site(2));
    expect(driver.refusal(actors.secretary, 'content.grant', site(2))).toBe('wrongState');
    driver.ok(actors.secretary, 'floor.grant', site(3));
    expect(driver.state.content).toMatchObject({ ...site(2), origin: 'granted' });
    expect(siteStatus(driver.state, siteIdOf(2))).toEqual({ kind: 'presenting' });
    driver.ok(actors.site(3), 'floor.release');
    expect(driver.state.content).not.toBeNull();
    driver.ok(actors.site(2), 'content.release');
    expect(driver.state.content).toBeNull();
  });
});
