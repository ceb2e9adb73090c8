/** Coming in, being admitted, being dropped (AD1, AD3–AD5) and the service's own absence (JN7). */
import { describe, expect, it } from 'vitest';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { actors, drive, driveOpen, makeSetup, siteIdOf } from './support/conference.ts';

const opened = (n: number) => drive(makeSetup(n)).open();

describe('admission', () => {
  it('[AD1] a site’s page waits in the lobby the first time', () => {
    const driver = opened(4).arrive(2);
    expect(driver.site(2)).toMatchObject({ admission: 'lobby', online: true, onlineChangedAt: driver.now });
    expect(siteStatus(driver.state, siteIdOf(2))).toEqual({ kind: 'lobby' });
    expect(siteStatus(driver.state, siteIdOf(3))).toEqual({ kind: 'notConnected' });
  });

  it('[AD1] an admitted site that comes back is in at once, with queue place, mark and picture', () => {
    const driver = driveOpen(5);
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(actors.site(3), 'floor.request');
    driver.ok(actors.secretary, 'rollCall.mark', { siteId: siteIdOf(3), mark: 'presentOnline' });
    driver.ok(actors.secretary, 'stage.set', { layout: 'four', pinned: [null, siteIdOf(3)] });
    const before = driver.state;
    driver.depart(3).advance(5);
    expect(siteStatus(driver.state, siteIdOf(3))).toEqual({ kind: 'reconnecting' });
    driver.arrive(3);
    expect(driver.site(3).admission).toBe('admitted');
    expect(siteStatus(driver.state, siteIdOf(3))).toEqual({ kind: 'waiting', position: 2 });
    expect(driver.state.floor).toEqual(before.floor);
    expect(driver.site(3).rollCall).toEqual(before.sites[siteIdOf(3)]?.rollCall);
    expect(driver.state.stage.panes).toEqual(before.stage.panes);
  });

  it('[AD1] arriving while online and departing while offline make no entry', () => {
    const driver = opened(3).arrive(2);
    const count = driver.entries.length;
    expect(driver.system({ name: 'site.arrive', input: { siteId: siteIdOf(2) } })).toEqual({ ok: true, entries: [] });
    driver.depart(2);
    driver.depart(2);
    expect(driver.entries.length).toBe(count + 1);
    expect(driver.system({ name: 'site.arrive', input: { siteId: siteIdOf(9) } })).toMatchObject({
      code: 'siteNotInConference',
    });
  });

  it('[AD3] the sites of chair and co-chair are admitted as they arrive', () => {
    const driver = opened(3).arrive(0, 1);
    expect(driver.entries.map((entry) => entry.type)).toEqual([
      'conferenceOpened',
      'siteArrived',
      'siteAdmitted',
      'siteArrived',
      'siteAdmitted',
    ]);
    expect(driver.site(1).admission).toBe('admitted');
  });

  it('[AD4] a dropped site loses floor, queue place, content and pinned pane, and comes back through the lobby', () => {
    const driver = driveOpen(5);
    driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(2) });
    driver.ok(actors.site(2), 'content.take');
    driver.ok(actors.site(3), 'floor.request');
    driver.ok(actors.secretary, 'stage.set', { layout: 'four', pinned: [null, siteIdOf(3)] });
    driver.ok(actors.technician, 'site.drop', { siteId: siteIdOf(2) });
    driver.ok(actors.technician, 'site.drop', { siteId: siteIdOf(3), reason: 'Sai phòng' });
    expect(driver.state.floor).toEqual({ holder: null, queue: [] });
    expect(driver.state.content).toBeNull();
    expect(driver.state.stage.pinned).toEqual([null, null]);
    expect(driver.state.stage.panes).toEqual([siteIdOf(0), siteIdOf(1), siteIdOf(4), null]);
    expect(siteStatus(driver.state, siteIdOf(3))).toEqual({ kind: 'dropped' });
    driver.arrive(3);
    expect(driver.site(3).admission).toBe('lobby');
  });

  it('[AD4] a dropped co-chair waits in the lobby, the chair’s site cannot be dropped', () => {
    const driver = driveOpen(3);
    driver.ok(actors.chair, 'site.drop', { siteId: siteIdOf(1) });
    driver.arrive(1).depart(1).arrive(1);
    expect(driver.site(1).admission).toBe('lobby');
    expect(driver.refusal(actors.secretary, 'site.drop', { siteId: siteIdOf(0) })).toBe('wrongState');
    expect(driver.refusal(actors.secretary, 'site.drop', { siteId: siteIdOf(9) })).toBe('siteNotInConference');
  });

  it('[AD4] a called-on site that is dropped is called on no more', () => {
    const driver = driveOpen(3);
    driver.ok(actors.secretary, 'rollCall.start');
    driver.ok(actors.secretary, 'rollCall.callOn', { siteId: siteIdOf(2) });
    driver.ok(actors.secretary, 'site.drop', { siteId: siteIdOf(2) });
    expect(driver.state.rollCall.calledOn).toBeNull();
    expect(driver.state.stage.panes).toEqual([siteIdOf(0)]);
    expect(driver.refusal(actors.secretary, 'site.drop', { siteId: siteIdOf(2) })).toBe('wrongState');
  });

  it('[AD5] admitting all admits every site in the lobby and nobody else', () => {
    const driver = opened(6).arrive(0, 2, 3, 4);
    driver.ok(actors.secretary, 'site.drop', { siteId: siteIdOf(4) });
    const entries = driver.ok(actors.secretary, 'site.admitAll');
    expect(entries.map((entry) => entry.data)).toEqual([{ siteId: siteIdOf(2) }, { siteId: siteIdOf(3) }]);
    expect(driver.state.siteOrder.map((siteId) => driver.state.sites[siteId]?.admission)).toEqual([
      'admitted',
      'expected',
      'admitted',
      'admitted',
      'dropped',
      'expected',
    ]);
    expect(driver.refusal(actors.secretary, 'site.admitAll')).toBe('wrongState');
  });

  it('[AD5] admitting one site needs it in the lobby', () => {
    const driver = opened(4).arrive(2);
    driver.ok(actors.technician, 'site.admit', { siteId: siteIdOf(2) });
    expect(driver.refusal(actors.technician, 'site.admit', { siteId: siteIdOf(2) })).toBe('wrongState');
    expect(driver.refusal(actors.technician, 'site.admit', { siteId: siteIdOf(3) })).toBe('siteOffline');
    expect(driver.refusal(actors.technician, 'site.admit', { siteId: siteIdOf(9) })).toBe('siteNotInConference');
  });

  it('[AD1] a site in the lobby cannot act yet', () => {
    const driver = opened(3).arrive(2);
    expect(driver.refusal(actors.site(2), 'floor.request')).toBe('siteNotAdmitted');
    expect(driver.refusal(actors.site(2), 'rollCall.confirm')).toBe('siteNotAdmitted');
    expect(driver.refusal(actors.site(2), 'microphone.setOwn', { open: true })).toBe('siteNotAdmitted');
    expect(driver.refusal(actors.secretary, 'site.message', { siteId: siteIdOf(2), text: 'Chờ' })).toBe(
      'siteNotAdmitted',
    );
  });

  it('[JN7] after the service’s absence every site is offline since it was last alive, everything else stays', () => {
    const driver = driveOpen(4).advance(60);
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(3) });
    driver.depart(1);
    const departedAt = driver.now;
    const before = driver.state;
    const aliveAt = driver.advance(10).now;
    driver.advance(30).system({ name: 'service.recover', input: { aliveAt } });
    for (const siteId of driver.state.siteOrder) expect(driver.state.sites[siteId]?.online).toBe(false);
    expect(driver.site(3).onlineChangedAt).toBe(aliveAt);
    expect(driver.site(1).onlineChangedAt).toBe(departedAt);
    expect(driver.state.floor).toBe(before.floor);
    expect(driver.state.mode).toBe(before.mode);
    expect(driver.state.stage).toBe(before.stage);
  });
});
