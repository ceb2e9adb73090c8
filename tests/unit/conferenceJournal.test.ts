/** The journal as people read it (RP1). */
import { describe, expect, it } from 'vitest';
import type { EntryType } from '../../server/contract/index.ts';
import { initialState } from '../../server/domain/conference/initialState.ts';
import { journalLines } from '../../server/domain/conference/journalText.ts';
import { durationWords } from '../../server/domain/conference/journalWords.ts';
import { actors, type Driver, drive, driveOpen, makeSetup, siteIdOf } from './support/conference.ts';

const site = (index: number) => ({ siteId: siteIdOf(index) });
const texts = (driver: Driver) => journalLines(initialState(driver.setup), driver.entries).map((line) => line.text);
const lastText = (driver: Driver) => texts(driver).at(-1);

/** One journal with every kind of entry at least once. */
function wholeJournal(): Driver {
  const driver = drive(makeSetup(5, { mode: 'hoiNghi' }))
    .open(actors.chair)
    .everybodyIn();
  const { secretary, technician } = actors;
  driver.ok(secretary, 'site.message', { siteId: null, text: 'Chuẩn bị bắt đầu' });
  driver.ok(secretary, 'rollCall.start');
  driver.ok(secretary, 'rollCall.callOn', site(2));
  driver.ok(secretary, 'rollCall.endCallOn');
  driver.ok(actors.site(2), 'rollCall.confirm', { caption: 'Nguyễn Văn A' });
  driver.ok(secretary, 'rollCall.finish');
  for (const index of [2, 3, 4]) driver.ok(actors.site(index), 'floor.request');
  const request = driver.lastRequestId;
  driver.ok(secretary, 'floor.accept', { floorRequestId: request });
  driver.ok(secretary, 'floor.move', { floorRequestId: request, direction: 'up' });
  driver.ok(secretary, 'floor.deny', { floorRequestId: request });
  driver.ok(actors.site(3), 'floor.withdraw');
  driver.ok(secretary, 'floor.grant', site(2));
  driver.ok(actors.site(2), 'content.take');
  driver.ok(actors.site(2), 'content.release');
  driver.ok(secretary, 'content.grant', site(3));
  driver.ok(secretary, 'content.revoke');
  driver.ok(secretary, 'floor.extend');
  driver.ok(actors.site(2), 'floor.release');
  driver.ok(secretary, 'floor.grant', site(3));
  driver.ok(secretary, 'floor.revoke');
  driver.ok(technician, 'microphone.open', site(4));
  driver.ok(actors.site(4), 'microphone.setOwn', { open: false });
  driver.ok(technician, 'microphone.mute', site(4));
  driver.ok(secretary, 'microphone.muteAll');
  driver.ok(secretary, 'stage.set', { layout: 'four', pinned: [siteIdOf(3)] });
  driver.ok(secretary, 'mode.set', { mode: 'giaoBan' });
  driver.ok(secretary, 'agenda.goTo', { itemId: driver.setup.agenda[1]?.itemId ?? '' });
  driver.ok(secretary, 'directive.record', { text: 'Báo cáo trước ngày 30/11' });
  driver.ok(technician, 'incident.note', { siteId: siteIdOf(4), text: 'Tiếng vang' });
  driver.ok(secretary, 'chair.handOver', { accountId: driver.setup.coChairs[0]?.accountId ?? '' });
  driver.ok(technician, 'site.drop', { ...site(4), reason: 'Sai phòng' });
  driver.ok(secretary, 'conference.pause');
  driver.ok(secretary, 'conference.resume');
  driver.depart(3);
  driver.system({ name: 'service.recover', input: { aliveAt: '2026-11-23T02:12:05.000Z' } });
  driver.ok(secretary, 'conference.requestClose');
  driver.ok(secretary, 'conference.cancelClose');
  driver.ok(secretary, 'conference.requestClose');
  driver.ok(secretary, 'conference.confirmClose', { closeRequestId: driver.lastRequestId });
  return driver;
}

const EVERY_TYPE: Record<EntryType, true> = {
  conferenceOpened: true,
  conferencePaused: true,
  conferenceResumed: true,
  closeRequested: true,
  closeCancelled: true,
  conferenceClosed: true,
  siteArrived: true,
  siteDeparted: true,
  siteAdmitted: true,
  siteDropped: true,
  messageSent: true,
  rollCallStarted: true,
  siteCalledOn: true,
  callOnEnded: true,
  rollCallMarked: true,
  rollCallFinished: true,
  captionSet: true,
  modeChanged: true,
  floorRequested: true,
  floorWithdrawn: true,
  floorAccepted: true,
  floorDenied: true,
  floorGranted: true,
  floorReleased: true,
  floorRevoked: true,
  floorExtended: true,
  floorMoved: true,
  allMuted: true,
  siteMuted: true,
  microphoneOpened: true,
  ownMicrophoneSet: true,
  stageSet: true,
  contentTaken: true,
  contentReleased: true,
  contentRevoked: true,
  chairHandedOver: true,
  agendaMoved: true,
  directiveRecorded: true,
  incidentNoted: true,
  serviceRecovered: true,
};

describe('the journal in Vietnamese', () => {
  it('[RP1] every kind of entry has a sentence of its own', () => {
    const driver = wholeJournal();
    expect([...new Set(driver.entries.map((entry) => entry.type))].toSorted()).toEqual(
      Object.keys(EVERY_TYPE).toSorted(),
    );
    const lines = journalLines(initialState(driver.setup), driver.entries);
    expect(lines.map((line) => line.seq)).toEqual(driver.entries.map((entry) => entry.seq));
    const sentenceOf = new Map(driver.entries.map((entry, index) => [entry.type, lines[index]?.text]));
    expect(new Set(sentenceOf.values()).size).toBe(sentenceOf.size);
    for (const { text } of lines) {
      expect(text.length).toBeGreaterThan(8);
      expect(text).toBe(text.normalize('NFC'));
      expect(text).not.toMatch(/undefined|null|NaN|00000000-|danh sách|ngoài chương trình/);
    }
  });

  it('[RP1] a grant names site, limit, whose turn it ended and who acted for the chair', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'floor.grant', site(2));
    expect(lastText(driver)).toBe('Mời phát biểu: Huyện 2 (05 phút) – Thư ký Lan thay mặt chủ trì');
    driver.advance(252).ok(actors.chair, 'floor.grant', { ...site(3), limitSeconds: 90 });
    expect(lastText(driver)).toBe(
      'Mời phát biểu: Huyện 3 (01 phút 30 giây); kết thúc lượt của Huyện 2 (đã phát biểu 04 phút 12 giây)',
    );
    driver.advance(600).ok(actors.site(3), 'floor.release');
    expect(lastText(driver)).toBe('Kết thúc phát biểu: Huyện 3 (đã phát biểu 10 phút)');
    driver.ok(actors.chair, 'floor.grant', site(0));
    expect(lastText(driver)).toBe('Mời phát biểu: Trung tâm');
  });

  it('[RP1] a request written down for a site says who helped', () => {
    const driver = driveOpen(4);
    driver.ok({ ...actors.secretary, name: 'Lê Thị Lan' }, 'floor.request', { ...site(2), topic: 'Thủy lợi' });
    expect(lastText(driver)).toBe('Xin phát biểu: Huyện 2 (nội dung: Thủy lợi) – Thư ký Lê Thị Lan ghi giúp');
    driver.ok(actors.site(3), 'floor.request');
    expect(lastText(driver)).toBe('Xin phát biểu: Huyện 3');
  });

  it('[RP1] a corrected mark says what was there before', () => {
    const driver = driveOpen(3);
    driver.ok(actors.chair, 'rollCall.mark', { ...site(2), mark: 'absentExcused' });
    expect(lastText(driver)).toBe('Điểm danh: Huyện 2 – Vắng mặt (có lý do)');
    driver.ok(actors.chair, 'rollCall.mark', { ...site(2), mark: 'presentInPerson', note: 'Dự tại Trung tâm' });
    expect(lastText(driver)).toBe(
      'Điểm danh: Huyện 2 – Có mặt trực tiếp, trước đó ghi: Vắng mặt (có lý do) (ghi chú: Dự tại Trung tâm)',
    );
  });

  it('[RP1] a lost line, its return and the first arrival are told apart', () => {
    const driver = drive(makeSetup(3)).open(actors.chair).arrive(2);
    expect(lastText(driver)).toBe('Điểm cầu đã kết nối, vào phòng chờ: Huyện 2');
    driver.ok(actors.technician, 'site.admit', site(2));
    expect(lastText(driver)).toBe('Cho vào họp: Huyện 2 – Kỹ thuật trực thực hiện');
    driver.depart(2);
    expect(lastText(driver)).toBe('Điểm cầu tạm mất kết nối, hệ thống đang nối lại: Huyện 2');
    driver.arrive(2);
    expect(lastText(driver)).toBe('Điểm cầu đã nối lại: Huyện 2');
    driver.depart(2, 'left');
    expect(lastText(driver)).toBe('Điểm cầu rời kết nối: Huyện 2');
    driver.system({ name: 'service.recover', input: { aliveAt: '2026-11-23T17:12:05.000Z' } });
    expect(lastText(driver)).toBe(
      'Hệ thống hoạt động trở lại sau gián đoạn từ 00:12:05, các điểm cầu đang được nối lại',
    );
  });

  it('[RP1] lengths are written as formal papers write them', () => {
    expect([0, 45, 60, 272, 3600].map(durationWords)).toEqual([
      '00 giây',
      '45 giây',
      '01 phút',
      '04 phút 32 giây',
      '60 phút',
    ]);
  });
});
