/** Attendance and speaking time from the journal (RP2, RP3). */
import { describe, expect, it } from 'vitest';
import { attendance } from '../../server/domain/conference/summary.ts';
import { actors, type Driver, drive, driveOpen, makeSetup, siteIdOf } from './support/conference.ts';

const MINUTE = 60;
const site = (index: number) => ({ siteId: siteIdOf(index) });

function rowOf(driver: Driver, index: number) {
  const row = attendance(driver.setup, driver.entries, driver.now)[index];
  if (!row) throw new Error(`no row ${index}`);
  return row;
}

function close(driver: Driver): void {
  driver.ok(actors.chair, 'conference.requestClose');
  driver.ok(actors.chair, 'conference.confirmClose', { closeRequestId: driver.lastRequestId });
}

describe('attendance', () => {
  it('[RP2] counts from admission to closing, pauses included, and nothing before or after', () => {
    const driver = drive(makeSetup(4))
      .open()
      .advance(5 * MINUTE)
      .arrive(2);
    const arrivedAt = driver.now;
    driver.advance(10 * MINUTE).ok(actors.secretary, 'site.admit', site(2));
    driver.advance(20 * MINUTE).ok(actors.chair, 'conference.pause');
    driver.advance(10 * MINUTE).ok(actors.chair, 'conference.resume');
    driver.advance(5 * MINUTE);
    expect(rowOf(driver, 2).presentMinutes).toBe(35);
    close(driver);
    driver.advance(60 * MINUTE);
    expect(rowOf(driver, 2)).toMatchObject({ firstArrivedAt: arrivedAt, presentMinutes: 35, disconnections: 0 });
    expect(rowOf(driver, 3)).toMatchObject({ firstArrivedAt: null, presentMinutes: 0, mark: 'unmarked' });
    expect(attendance(driver.setup, driver.entries, driver.now).map((row) => row.siteId)).toEqual(
      driver.state.siteOrder,
    );
  });

  it('[RP2] an absence of up to 120 seconds does not break it, a longer one does', () => {
    const driver = driveOpen(4).advance(10 * MINUTE);
    driver.depart(2).depart(3).advance(120).arrive(2);
    driver
      .advance(1)
      .arrive(3)
      .advance(10 * MINUTE - 1);
    expect(rowOf(driver, 2)).toMatchObject({ presentMinutes: 22, disconnections: 1 });
    expect(rowOf(driver, 3)).toMatchObject({ presentMinutes: 20, disconnections: 1 });
    driver.depart(2).advance(60);
    expect(rowOf(driver, 2)).toMatchObject({ presentMinutes: 22, disconnections: 2 });
    driver.depart(3, 'left');
    expect(rowOf(driver, 3).disconnections).toBe(1);
  });

  it('[RP2] being dropped is an absence, however short', () => {
    const driver = driveOpen(3).advance(10 * MINUTE);
    driver.ok(actors.secretary, 'site.drop', site(2));
    driver.arrive(2).advance(60).ok(actors.secretary, 'site.admit', site(2));
    driver.advance(9 * MINUTE);
    expect(rowOf(driver, 2).presentMinutes).toBe(19);
  });

  it('[RP2] when the service itself was away, presence ends at the last moment it was alive', () => {
    const driver = driveOpen(4).advance(10 * MINUTE);
    const aliveAt = driver.now;
    driver.advance(90).system({ name: 'service.recover', input: { aliveAt } });
    driver
      .advance(10)
      .arrive(2)
      .advance(100)
      .arrive(3)
      .advance(10 * MINUTE);
    // 100 seconds are bridged for site 2, 200 are not for site 3.
    expect(rowOf(driver, 2)).toMatchObject({ presentMinutes: 23, disconnections: 0 });
    expect(rowOf(driver, 3)).toMatchObject({ presentMinutes: 20, disconnections: 0 });
  });

  it('[RC1] the history of marks is kept whole', () => {
    const driver = driveOpen(3);
    driver.ok(actors.secretary, 'rollCall.mark', { ...site(2), mark: 'absentExcused', note: 'Báo vắng' });
    const firstAt = driver.now;
    driver.advance(300).ok(actors.site(2), 'rollCall.confirm');
    expect(rowOf(driver, 2)).toMatchObject({
      mark: 'presentOnline',
      markHistory: [
        { at: firstAt, mark: 'absentExcused', byName: 'Thư ký Lan', note: 'Báo vắng' },
        { at: driver.now, mark: 'presentOnline', byName: 'Điểm cầu 2', note: null },
      ],
    });
  });
});

describe('speaking time', () => {
  it('[RP3] is the sum of turns, whatever ended them', () => {
    const driver = driveOpen(5);
    const grant = (index: number) => driver.ok(actors.secretary, 'floor.grant', site(index));
    grant(2);
    driver.advance(100).ok(actors.site(2), 'floor.release');
    driver.advance(500);
    grant(2);
    driver.advance(30);
    grant(3);
    driver.advance(40).ok(actors.chair, 'floor.revoke');
    grant(4);
    driver.advance(50).ok(actors.technician, 'site.drop', site(4));
    driver.advance(10);
    grant(3);
    driver.advance(7);
    expect(rowOf(driver, 3)).toMatchObject({ turns: 2, speakingSeconds: 47 });
    driver.advance(3);
    close(driver);
    driver.advance(1000);
    expect(rowOf(driver, 2)).toMatchObject({ turns: 2, speakingSeconds: 130 });
    expect(rowOf(driver, 3)).toMatchObject({ turns: 2, speakingSeconds: 50 });
    expect(rowOf(driver, 4)).toMatchObject({ turns: 1, speakingSeconds: 50 });
    expect(rowOf(driver, 1)).toMatchObject({ turns: 0, speakingSeconds: 0 });
  });

  it('[RP3] a turn goes on through a lost line and an absence of the service', () => {
    const driver = driveOpen(3);
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.advance(60).depart(2).advance(30).arrive(2);
    driver.advance(10).system({ name: 'service.recover', input: { aliveAt: driver.now } });
    driver.advance(20).arrive(2).ok(actors.site(2), 'floor.release');
    expect(rowOf(driver, 2)).toMatchObject({ turns: 1, speakingSeconds: 120 });
  });
});
