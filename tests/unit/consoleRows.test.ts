/** The console's list of sites, roll call and counts as view: from real decisions folded by the domain. */
import { describe, expect, it } from 'vitest';
import { nextToCall, rollCallCount } from '../../client/console/model/rollCall.ts';
import { rowLabel, shownCount, siteCounts, siteRows } from '../../client/console/model/siteRows.ts';
import { statusText } from '../../client/console/statusText.ts';
import { consoleWords } from '../../client/console/words.ts';
import { words } from '../../client/words/shared.ts';
import { actors, Driver, makeSetup, siteIdOf } from './support/conference.ts';

const { secretary } = actors;

describe('the list of sites', () => {
  it('[CO1] keeps the lobby apart and every site once, in order of precedence', () => {
    const driver = new Driver(makeSetup(6)).open().arrive(0, 4, 2, 3);
    driver.ok(secretary, 'site.admit', { siteId: siteIdOf(3) });
    const rows = siteRows(driver.state);
    expect(rows.lobby.map((row) => row.siteId)).toEqual([2, 4].map(siteIdOf));
    expect(rows.sites.map((row) => row.siteId)).toEqual([0, 1, 3, 5].map(siteIdOf));
  });

  it('[CO2] tells state, queue place, microphone and mark of each site', () => {
    const driver = new Driver(makeSetup(5)).open().everybodyIn();
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(2), mark: 'presentInPerson' });
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(actors.site(3), 'floor.request');
    driver.ok(actors.site(4), 'floor.request');
    driver.ok(secretary, 'floor.grant', { siteId: siteIdOf(2) });
    driver.depart(3);
    const { byId } = siteRows(driver.state);
    const of = (index: number) => byId.get(siteIdOf(index));
    expect(of(0)).toMatchObject({ isChair: true, heard: true });
    expect(of(2)).toMatchObject({
      status: 'speaking',
      tone: 'onAir',
      heard: true,
      place: null,
      mark: 'presentInPerson',
    });
    expect(of(3)).toMatchObject({ status: 'reconnecting', tone: 'hand', heard: false, place: 1 });
    expect(of(4)).toMatchObject({ status: 'waiting', tone: 'fine', heard: false, place: 2 });
  });

  it('[CO2] every state of a row has words in both languages', () => {
    const driver = new Driver(makeSetup(8)).open().arrive(0, 1, 2, 3, 4, 5, 6);
    driver.ok(secretary, 'site.admitAll');
    driver.ok(secretary, 'site.drop', { siteId: siteIdOf(5) });
    driver.arrive(5);
    driver.ok(secretary, 'site.drop', { siteId: siteIdOf(6) });
    driver.ok(secretary, 'floor.grant', { siteId: siteIdOf(1) });
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(secretary, 'content.grant', { siteId: siteIdOf(3) });
    driver.depart(4);
    const rows = [...siteRows(driver.state).byId.values()];
    expect(new Set(rows.map((row) => row.status)).size).toBe(8);
    for (const language of ['vi', 'en'] as const) {
      for (const row of rows) expect(statusText(row, words(language), consoleWords(language))).toMatch(/\S/);
    }
    const waiting = rows.filter((row) => row.status === 'waiting');
    expect(waiting.map((row) => statusText(row, words('vi'), consoleWords('vi')))).toEqual(['Chờ phát biểu, thứ 1']);
  });

  it('[CO3] a row stays the same object until something it shows changes', () => {
    const driver = new Driver(makeSetup(4)).open().everybodyIn();
    const before = siteRows(driver.state);
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(secretary, 'directive.record', { text: 'Khẩn trương triển khai' });
    const after = siteRows(driver.state, before.byId);
    expect([0, 1, 3].every((index) => after.byId.get(siteIdOf(index)) === before.byId.get(siteIdOf(index)))).toBe(true);
    expect(after.byId.get(siteIdOf(2))).not.toBe(before.byId.get(siteIdOf(2)));
  });

  it('[CO4] a long name gives way to the short one', () => {
    expect(rowLabel({ name: 'Huyện Đức Hòa', shortName: 'Đức Hòa' })).toBe('Huyện Đức Hòa');
    expect(rowLabel({ name: 'Sở Nông nghiệp và Phát triển nông thôn', shortName: 'Sở NN và PTNT' })).toBe(
      'Sở NN và PTNT',
    );
  });
});

describe('the counts', () => {
  it('[CO5] of sites showing the stage hold only those that are in and online', () => {
    const driver = new Driver(makeSetup(5)).open().everybodyIn().depart(4);
    driver.ok(secretary, 'stage.set', { layout: 'four' });
    const { revision } = driver.state.stage;
    const shown = {
      [siteIdOf(0)]: revision,
      [siteIdOf(1)]: revision,
      [siteIdOf(2)]: revision - 1,
      [siteIdOf(4)]: revision,
    };
    expect(shownCount(driver.state, shown)).toEqual({ shown: 2, of: 4 });
    expect(siteCounts(driver.state)).toEqual({ present: 4, lost: 1, presentSites: 3, expected: 4 });
  });

  it('[CO13] of the roll call leave the chair out and take both ways of being present', () => {
    const driver = new Driver(makeSetup(5)).open().everybodyIn();
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(0), mark: 'presentInPerson' });
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(1), mark: 'presentOnline' });
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(2), mark: 'presentInPerson' });
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(3), mark: 'absentExcused' });
    expect(rollCallCount(driver.state)).toEqual({ present: 2, of: 4 });
  });
});

describe('the roll call', () => {
  it('[CO12] goes on in order of precedence, past the marked and the absent, and round to the top', () => {
    const driver = new Driver(makeSetup(6)).open().everybodyIn().depart(2);
    driver.ok(secretary, 'rollCall.start');
    expect(nextToCall(driver.state)).toBe(siteIdOf(1));
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(3), mark: 'presentOnline' });
    driver.ok(secretary, 'rollCall.callOn', { siteId: siteIdOf(1) });
    expect(nextToCall(driver.state)).toBe(siteIdOf(4));
    driver.ok(secretary, 'rollCall.callOn', { siteId: siteIdOf(5) });
    expect(nextToCall(driver.state)).toBe(siteIdOf(1));
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(1), mark: 'presentOnline' });
    driver.ok(secretary, 'rollCall.mark', { siteId: siteIdOf(4), mark: 'presentOnline' });
    expect(nextToCall(driver.state)).toBeNull();
    driver.arrive(2);
    expect(nextToCall(driver.state)).toBe(siteIdOf(2));
  });
});
