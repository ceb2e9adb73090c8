/** The roll call (RC1–RC3). */
import { describe, expect, it } from 'vitest';
import { heardSites } from '../../server/domain/conference/heard.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { actors, driveOpen, siteIdOf } from './support/conference.ts';

const site = (index: number) => ({ siteId: siteIdOf(index) });

describe('roll call', () => {
  it('[RC1] a mark keeps who, when, the mark before and a note; correcting is marking again', () => {
    const driver = driveOpen(3);
    driver.ok(actors.secretary, 'rollCall.mark', { ...site(2), mark: 'absentExcused', note: 'Họp Tỉnh ủy' });
    expect(driver.site(2).rollCall).toEqual({
      mark: 'absentExcused',
      at: driver.now,
      byName: 'Thư ký Lan',
      note: 'Họp Tỉnh ủy',
      corrections: 0,
    });
    driver.advance(60).ok(actors.chair, 'rollCall.mark', { ...site(2), mark: 'presentInPerson' });
    expect(driver.lastEntry('rollCallMarked')).toEqual({
      ...site(2),
      mark: 'presentInPerson',
      note: null,
      previous: 'absentExcused',
    });
    expect(driver.site(2).rollCall).toMatchObject({ byName: 'Chủ tịch', at: driver.now, corrections: 1 });
    driver.ok(actors.chair, 'rollCall.mark', { ...site(2), mark: 'presentInPerson', note: 'Ngồi tại hội trường' });
    expect(driver.site(2).rollCall).toMatchObject({ note: 'Ngồi tại hội trường', corrections: 1 });
    expect(driver.refusal(actors.chair, 'rollCall.mark', { ...site(9), mark: 'unmarked' })).toBe('siteNotInConference');
  });

  it('[RC2] calling on a site shows and opens it until the next call, its mark, or the end', () => {
    const driver = driveOpen(5);
    expect(driver.refusal(actors.secretary, 'rollCall.callOn', site(2))).toBe('wrongState');
    driver.ok(actors.secretary, 'rollCall.start');
    expect(driver.refusal(actors.secretary, 'rollCall.start')).toBe('wrongState');
    const expectCalled = (index: number | null) => {
      expect(driver.state.rollCall.calledOn).toBe(index === null ? null : siteIdOf(index));
      expect(driver.state.stage.panes[0]).toBe(siteIdOf(index ?? 0));
      expect(heardSites(driver.state)).toEqual(index === null ? [siteIdOf(0)] : [siteIdOf(0), siteIdOf(index)]);
    };
    driver.ok(actors.secretary, 'rollCall.callOn', site(2));
    expectCalled(2);
    expect(siteStatus(driver.state, siteIdOf(2))).toEqual({ kind: 'calledOn' });
    expect(driver.refusal(actors.secretary, 'rollCall.callOn', site(2))).toBe('wrongState');
    driver.ok(actors.secretary, 'rollCall.callOn', site(3));
    expectCalled(3);
    driver.ok(actors.secretary, 'rollCall.mark', { ...site(4), mark: 'presentOnline' });
    expectCalled(3);
    driver.ok(actors.secretary, 'rollCall.mark', { ...site(3), mark: 'presentOnline' });
    expectCalled(null);
    expect(driver.refusal(actors.secretary, 'rollCall.endCallOn')).toBe('wrongState');
    driver.ok(actors.secretary, 'rollCall.callOn', site(4));
    driver.ok(actors.secretary, 'rollCall.endCallOn');
    expectCalled(null);
    driver.ok(actors.secretary, 'rollCall.callOn', site(4));
    driver.ok(actors.secretary, 'rollCall.finish');
    expectCalled(null);
    expect(driver.state.rollCall.phase).toBe('finished');
    expect(driver.refusal(actors.secretary, 'rollCall.finish')).toBe('wrongState');
  });

  it('[RC2] calling on a site is refused while somebody has the floor, and for a site that is away', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'rollCall.start');
    driver.depart(3);
    expect(driver.refusal(actors.secretary, 'rollCall.callOn', site(3))).toBe('siteOffline');
    driver.ok(actors.secretary, 'floor.grant', site(2));
    expect(driver.refusal(actors.secretary, 'rollCall.callOn', site(1))).toBe('floorHeld');
  });

  it('[RC2] being called on leaves chairOnly and opens a microphone the site had closed', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.ok(actors.site(2), 'microphone.setOwn', { open: false });
    driver.ok(actors.site(2), 'floor.release');
    driver.ok(actors.secretary, 'stage.set', { layout: 'chairOnly' });
    driver.ok(actors.secretary, 'rollCall.start');
    driver.ok(actors.secretary, 'rollCall.callOn', site(2));
    expect(driver.state.stage).toMatchObject({ layout: 'one', panes: [siteIdOf(2)] });
    expect(heardSites(driver.state)).toEqual([siteIdOf(0), siteIdOf(2)]);
  });

  it('[RC3] a site’s own confirmation marks it present online and sets its caption', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'rollCall.mark', { ...site(2), mark: 'absentExcused' });
    const caption = 'Nguyễn Văn A, Phó Chủ tịch UBND huyện';
    const entries = driver.ok(actors.site(2), 'rollCall.confirm', { caption });
    expect(entries.map((entry) => entry.type)).toEqual(['rollCallMarked', 'captionSet']);
    expect(driver.site(2)).toMatchObject({
      caption,
      rollCall: { mark: 'presentOnline', byName: 'Điểm cầu 2', corrections: 1 },
    });
    driver.ok(actors.site(2), 'rollCall.confirm');
    expect(driver.site(2)).toMatchObject({ caption, rollCall: { corrections: 1 } });
    driver.ok(actors.coChair, 'rollCall.confirm', { caption: '' });
    expect(driver.site(1)).toMatchObject({ caption: null, rollCall: { mark: 'presentOnline' } });
    expect(driver.refusal(actors.secretary, 'rollCall.confirm')).toBe('forbidden');
  });
});
