/** Microphones beside the floor (MU1–MU8). */
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../server/contract/index.ts';
import { heardSites, mayBeHeard } from '../../server/domain/conference/heard.ts';
import { actors, type Driver, driveOpen, siteIdOf } from './support/conference.ts';

const sites = (...indices: number[]) => indices.map(siteIdOf);
const microphones = (driver: Driver) => driver.setup.sites.map((_, index) => driver.site(index).microphone);
const open = (index: number) => ({ siteId: siteIdOf(index) });

describe('entry and mode', () => {
  it.each([
    ['giaoBan', 'closed'],
    ['hoiNghi', 'closed'],
    ['thaoLuan', 'open'],
  ] as const)('[MU1] in %s a site enters %s', (mode, expected) => {
    const driver = driveOpen(3, { mode });
    expect(microphones(driver)).toEqual([expected, expected, expected]);
    expect(mayBeHeard(driver.state, siteIdOf(2))).toBe(expected === 'open');
  });

  it('[MU8] changing the mode applies its entry rule to everybody; floor and queue stay', () => {
    const driver = driveOpen(4, { mode: 'hoiNghi' });
    driver.ok(actors.secretary, 'microphone.open', open(3));
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', open(1));
    const { floor } = driver.state;
    const set = (mode: Mode) => driver.ok(actors.chair, 'mode.set', { mode });
    set('thaoLuan');
    expect(microphones(driver)).toEqual(['open', 'open', 'open', 'open']);
    expect(heardSites(driver.state)).toEqual(sites(0, 1, 2, 3));
    set('giaoBan');
    expect(microphones(driver)).toEqual(['closed', 'closed', 'closed', 'closed']);
    expect(heardSites(driver.state)).toEqual(sites(0, 1));
    set('hoiNghi');
    expect(heardSites(driver.state)).toEqual(sites(0, 1));
    expect(driver.state.floor).toBe(floor);
    expect(driver.refusal(actors.chair, 'mode.set', { mode: 'hoiNghi' })).toBe('wrongState');
  });

  it('[MU8] a switch closed by the site itself survives the change for chair and holder only', () => {
    const driver = driveOpen(4, { mode: 'thaoLuan' });
    driver.ok(actors.secretary, 'floor.grant', open(2));
    for (const index of [0, 2, 3]) driver.ok(actors.site(index), 'microphone.setOwn', { open: false });
    expect(heardSites(driver.state)).toEqual(sites(1));
    driver.ok(actors.chair, 'mode.set', { mode: 'hoiNghi' });
    driver.ok(actors.chair, 'mode.set', { mode: 'thaoLuan' });
    expect(heardSites(driver.state)).toEqual(sites(1, 3));
  });

  it('[MU7] while the conference is paused nobody is heard', () => {
    const driver = driveOpen(3, { mode: 'thaoLuan' });
    driver.ok(actors.secretary, 'floor.grant', open(2));
    driver.ok(actors.chair, 'conference.pause');
    expect(heardSites(driver.state)).toEqual([]);
    expect(mayBeHeard(driver.state, siteIdOf(0))).toBe(false);
    expect(driver.refusal(actors.chair, 'conference.pause')).toBe('wrongState');
    driver.ok(actors.chair, 'conference.resume');
    expect(heardSites(driver.state)).toEqual(sites(0, 2, 1));
    expect(driver.refusal(actors.chair, 'conference.resume')).toBe('wrongState');
  });
});

describe('opening and muting', () => {
  it('[MU2] opening beside the floor is possible in hoiNghi and thaoLuan only', () => {
    const driver = driveOpen(4);
    expect(driver.refusal(actors.chair, 'microphone.open', open(2))).toBe('modeForbids');
    driver.ok(actors.chair, 'mode.set', { mode: 'hoiNghi' });
    driver.ok(actors.technician, 'microphone.open', open(2));
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
    driver.depart(3);
    expect(driver.refusal(actors.chair, 'microphone.open', open(3))).toBe('siteOffline');
  });

  it('[MU3] muting all closes every microphone except the chair’s and the holder’s', () => {
    const driver = driveOpen(5, { mode: 'thaoLuan' });
    driver.ok(actors.secretary, 'floor.grant', open(2));
    driver.ok(actors.technician, 'microphone.muteAll');
    expect(microphones(driver)).toEqual(['open', 'closed', 'open', 'closed', 'closed']);
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
    expect(driver.refusal(actors.technician, 'microphone.muteAll')).toBeNull();
  });

  it('[MU3] the chair is muted by nobody else, and can close its own microphone', () => {
    const driver = driveOpen(3);
    for (const actor of [actors.secretary, actors.technician, actors.chair]) {
      expect(driver.refusal(actor, 'microphone.mute', open(0))).toBe('chairExempt');
    }
    driver.ok(actors.chair, 'microphone.setOwn', { open: false });
    expect(heardSites(driver.state)).toEqual([]);
    driver.ok(actors.chair, 'microphone.setOwn', { open: true });
    expect(heardSites(driver.state)).toEqual(sites(0));
  });

  it('[MU3] muting a site that answers the roll call ends its call', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'rollCall.start');
    for (const mute of [['microphone.mute', open(2)], ['microphone.muteAll']] as const) {
      driver.ok(actors.secretary, 'rollCall.callOn', open(2));
      if (mute[0] === 'microphone.mute') driver.ok(actors.technician, mute[0], mute[1]);
      else driver.ok(actors.technician, mute[0]);
      expect(driver.state.rollCall.calledOn).toBeNull();
      expect(heardSites(driver.state)).toEqual(sites(0));
    }
  });

  it('[MU4] muting the holder is refused: that is revoking', () => {
    const driver = driveOpen(3);
    driver.ok(actors.secretary, 'floor.grant', open(2));
    expect(driver.refusal(actors.secretary, 'microphone.mute', open(2))).toBe('floorHeld');
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
  });

  it('[MU5] a site that may be heard closes and opens its own microphone; the floor opens it', () => {
    const driver = driveOpen(3);
    expect(driver.refusal(actors.site(2), 'microphone.setOwn', { open: false })).toBe('modeForbids');
    driver.ok(actors.secretary, 'floor.grant', open(2));
    driver.ok(actors.site(2), 'microphone.setOwn', { open: false });
    expect(heardSites(driver.state)).toEqual(sites(0));
    expect(mayBeHeard(driver.state, siteIdOf(2))).toBe(true);
    driver.ok(actors.site(2), 'microphone.setOwn', { open: true });
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
    driver.ok(actors.site(2), 'microphone.setOwn', { open: false });
    driver.ok(actors.site(2), 'floor.release');
    driver.ok(actors.secretary, 'floor.grant', open(2));
    expect(driver.site(2).selfMuted).toBe(false);
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
  });

  it('[MU6] after being muted a site opens itself again in thaoLuan, and in no other mode', () => {
    const driver = driveOpen(4, { mode: 'thaoLuan' });
    driver.ok(actors.chair, 'microphone.muteAll');
    driver.ok(actors.site(2), 'microphone.setOwn', { open: true });
    expect(heardSites(driver.state)).toEqual(sites(0, 2));
    for (const mode of ['hoiNghi', 'giaoBan'] as const) {
      driver.ok(actors.chair, 'mode.set', { mode });
      driver.ok(actors.chair, 'microphone.muteAll');
      expect(driver.refusal(actors.site(2), 'microphone.setOwn', { open: true })).toBe('modeForbids');
    }
  });
});
