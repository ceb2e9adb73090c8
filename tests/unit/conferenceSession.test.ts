/** Opening, closing in two steps, the chair's succession, and the fold itself (JN2, JN8, CL1, CH1). */
import { describe, expect, it } from 'vitest';
import { type ConferenceId, LIMITS } from '../../server/contract/index.ts';
import { evolve, fold, foldJournal } from '../../server/domain/conference/evolve.ts';
import { heardSites } from '../../server/domain/conference/heard.ts';
import { initialState } from '../../server/domain/conference/initialState.ts';
import { outstanding } from '../../server/domain/conference/outstanding.ts';
import { siteStatus } from '../../server/domain/conference/siteStatus.ts';
import { actors, countedId, drive, driveOpen, makeSetup, siteIdOf } from './support/conference.ts';

const site = (index: number) => ({ siteId: siteIdOf(index) });

describe('the journal', () => {
  it('[JN2] entries are numbered without gaps and fold to the same state on every side', () => {
    const driver = driveOpen(4);
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', site(3));
    expect(driver.entries.map((entry) => entry.seq)).toEqual(driver.entries.map((_, index) => index + 1));
    expect(fold(initialState(driver.setup), driver.entries)).toEqual(driver.state);
    expect(foldJournal(JSON.parse(JSON.stringify(driver.entries)))).toEqual(driver.state);
  });

  it('[JN2] an entry seen before changes nothing, a gap and a foreign entry are refused', () => {
    const driver = driveOpen(3);
    const [first, second] = driver.entries;
    const last = driver.entries.at(-1);
    if (!first || !second || !last) throw new Error('no entries');
    expect(evolve(driver.state, first)).toBe(driver.state);
    expect(() => evolve(driver.state, { ...last, seq: last.seq + 2 })).toThrow(RangeError);
    const foreign = { ...last, seq: last.seq + 1, conferenceId: countedId<ConferenceId>('conference', 2) };
    expect(() => evolve(driver.state, foreign)).toThrow(RangeError);
    expect(() => foldJournal([second])).toThrow(RangeError);
    expect(() => foldJournal([])).toThrow(RangeError);
  });

  it('[JN2] parts that an entry does not touch keep identity', () => {
    const driver = driveOpen(4);
    const before = driver.state;
    driver.ok(actors.site(2), 'floor.request');
    expect(driver.state.sites).toBe(before.sites);
    expect(driver.state.stage).toBe(before.stage);
    driver.ok(actors.secretary, 'rollCall.mark', { ...site(3), mark: 'presentOnline' });
    expect(driver.state.sites[siteIdOf(2)]).toBe(before.sites[siteIdOf(2)]);
    expect(driver.state.sites[siteIdOf(3)]).not.toBe(before.sites[siteIdOf(3)]);
  });

  it('[JN2] the opening freezes the schedule and starts the first agenda item', () => {
    const planned = drive(makeSetup(3));
    expect(planned.state).toMatchObject({ phase: 'scheduled', seq: 0, openedAt: null });
    const driver = planned.advance(60).open();
    expect(driver.state).toMatchObject({
      phase: 'open',
      seq: 1,
      openedAt: driver.now,
      agenda: { currentItemId: driver.setup.agenda[0]?.itemId, since: driver.now },
    });
    expect(driver.refusal(actors.chair, 'conference.open')).toBe('wrongState');
  });

  it('[JN8] who and when of an entry reach the state: messages and close requests carry them', () => {
    const driver = driveOpen(3);
    for (let count = 0; count < LIMITS.messagesInState + 5; count += 1) {
      driver.advance(1).ok(actors.technician, 'site.message', { siteId: siteIdOf(2), text: `Kiểm tra micro ${count}` });
    }
    expect(driver.state.messages).toHaveLength(LIMITS.messagesInState);
    expect(driver.state.messages.at(-1)).toEqual({
      at: driver.now,
      fromName: 'Kỹ thuật trực',
      siteId: siteIdOf(2),
      text: `Kiểm tra micro ${LIMITS.messagesInState + 4}`,
    });
    driver.ok(actors.secretary, 'conference.requestClose');
    expect(driver.state.closeRequest).toMatchObject({ at: driver.now, byName: 'Thư ký Lan' });
  });

  it('[JN4] directions and incidents are recorded and change nothing else', () => {
    const driver = driveOpen(3);
    const { seq: _, ...before } = driver.state;
    driver.ok(actors.secretary, 'directive.record', { text: 'Sở Nông nghiệp báo cáo trước ngày 30/11' });
    driver.ok(actors.technician, 'incident.note', { ...site(2), text: 'Tiếng vang' });
    const { seq, ...after } = driver.state;
    expect(after).toEqual(before);
    expect(seq).toBe(driver.entries.length);
    expect(driver.refusal(actors.technician, 'incident.note', { ...site(9), text: 'Lạ' })).toBe('siteNotInConference');
  });
});

describe('closing', () => {
  it('[CL1] needs a request and its confirmation within 120 seconds', () => {
    const driver = driveOpen(3);
    const confirm = (closeRequestId: string) =>
      driver.refusal(actors.chair, 'conference.confirmClose', { closeRequestId });
    expect(confirm(countedId('request', 77))).toBe('closeNotRequested');
    driver.ok(actors.secretary, 'conference.requestClose');
    const late = driver.lastRequestId;
    expect(confirm(countedId('request', 77))).toBe('closeNotRequested');
    driver.advance(LIMITS.closeConfirmSeconds + 1);
    expect(confirm(late)).toBe('closeNotRequested');
    driver.ok(actors.secretary, 'conference.requestClose');
    const cancelled = driver.lastRequestId;
    driver.ok(actors.secretary, 'conference.cancelClose');
    expect(driver.refusal(actors.secretary, 'conference.cancelClose')).toBe('closeNotRequested');
    expect(confirm(cancelled)).toBe('closeNotRequested');
    driver.ok(actors.secretary, 'conference.requestClose');
    const request = driver.lastRequestId;
    driver.advance(LIMITS.closeConfirmSeconds);
    expect(confirm(request)).toBeNull();
    expect(driver.state).toMatchObject({ phase: 'closed', closedAt: driver.now, closeRequest: null });
  });

  it('[CL1] what is outstanding is told, and does not forbid the closing', () => {
    const driver = driveOpen(4);
    for (const index of [0, 1]) driver.ok(actors.secretary, 'rollCall.mark', { ...site(index), mark: 'presentOnline' });
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', site(3));
    driver.ok(actors.site(3), 'content.take');
    expect(outstanding(driver.state)).toEqual([
      { kind: 'stillSpeaking', siteId: siteIdOf(3) },
      { kind: 'queueWaiting', siteIds: [siteIdOf(2)] },
      { kind: 'rollCallUnmarked', siteIds: [siteIdOf(2), siteIdOf(3)] },
    ]);
    driver.ok(actors.chair, 'conference.requestClose');
    driver.ok(actors.chair, 'conference.confirmClose', { closeRequestId: driver.lastRequestId });
    expect(driver.state).toMatchObject({ floor: { holder: null, queue: [] }, content: null });
    expect(heardSites(driver.state)).toEqual([]);
  });

  it('[CL1] nothing is outstanding when the work is done', () => {
    const driver = driveOpen(2);
    for (const index of [0, 1]) driver.ok(actors.secretary, 'rollCall.mark', { ...site(index), mark: 'presentOnline' });
    expect(outstanding(driver.state)).toEqual([]);
  });
});

describe('the chair', () => {
  it('[CH1] goes to a co-chair with its exemptions; floor and queue stay', () => {
    const driver = driveOpen(4);
    driver.ok(actors.site(2), 'floor.request');
    driver.ok(actors.secretary, 'floor.grant', site(1));
    const { queue, holder } = driver.state.floor;
    expect(holder?.limitSeconds).toBe(300);
    const to = driver.setup.coChairs[0];
    if (!to) throw new Error('no co-chair');
    driver.ok(actors.secretary, 'chair.handOver', { accountId: to.accountId });
    expect(driver.state.chair).toEqual(to);
    expect(driver.state.coChairs).toEqual([driver.setup.chair]);
    expect(driver.state.floor.queue).toBe(queue);
    expect(driver.state.floor.holder).toEqual({ ...holder, limitSeconds: null });
    expect(driver.refusal(actors.technician, 'microphone.mute', site(1))).toBe('chairExempt');
    expect(heardSites(driver.state)).toEqual([siteIdOf(1)]);
    driver.ok(actors.coChair, 'chair.handOver', { accountId: driver.setup.chair.accountId });
    expect(driver.state.chair).toEqual(driver.setup.chair);
  });

  it('[CH1] nobody but a co-chair whose site is there can have it', () => {
    const driver = driveOpen(3);
    const handTo = (accountId: string) => driver.refusal(actors.secretary, 'chair.handOver', { accountId });
    expect(handTo(driver.setup.chair.accountId)).toBe('wrongState');
    expect(handTo(countedId('account', 5))).toBe('notFound');
    driver.depart(1);
    expect(handTo(driver.setup.coChairs[0]?.accountId ?? '')).toBe('siteOffline');
  });
});

describe('the word for a site', () => {
  it('[FL8] says what matters most first', () => {
    const driver = driveOpen(5);
    const status = (index: number) => siteStatus(driver.state, siteIdOf(index));
    expect(status(2)).toEqual({ kind: 'inConference' });
    driver.ok(actors.site(2), 'floor.request');
    expect(status(2)).toEqual({ kind: 'waiting', position: 1 });
    driver.ok(actors.secretary, 'floor.grant', site(2));
    driver.ok(actors.site(2), 'content.take');
    expect(status(2)).toEqual({ kind: 'speaking' });
    driver.depart(2).depart(3);
    expect(status(2)).toEqual({ kind: 'reconnecting' });
    driver.ok(actors.secretary, 'rollCall.mark', { ...site(3), mark: 'absentExcused' });
    expect(status(3)).toEqual({ kind: 'absent' });
    driver.ok(actors.secretary, 'conference.pause');
    expect(status(4)).toEqual({ kind: 'ready' });
    expect(status(99)).toEqual({ kind: 'notConnected' });
  });
});
