/** What a room shows and may do, computed from states that real commands made. */
import { describe, expect, it } from 'vitest';
import { EMPTY_SNAPSHOT, type LiveSnapshot } from '../../client/signaling/snapshot.ts';
import {
  contentAct,
  freshMessage,
  MESSAGE_MS,
  mainAct,
  microphoneLamp,
  microphoneSwitch,
  nextSpeakers,
  ownState,
  roomScreen,
  stageView,
  THANKS_MS,
} from '../../client/site/view.ts';
import type { SendPlan } from '../../server/contract/index.ts';
import { actors, type Driver, driveOpen, siteIdOf } from './support/conference.ts';

const [hub, one, two] = [siteIdOf(0), siteIdOf(1), siteIdOf(2)];
const plan = (microphone: boolean): SendPlan => ({ epoch: 1, microphone, camera: 2, screen: false });
const live = (driver: Driver): LiveSnapshot => ({
  ...EMPTY_SNAPSHOT,
  connection: 'connected',
  attached: {
    status: 'live',
    conferenceId: driver.state.conferenceId,
    capacity: 'site',
    siteId: one,
    catchUp: { kind: 'snapshot', state: driver.state },
  },
  state: driver.state,
});

function granted(index = 1): Driver {
  const driver = driveOpen(4);
  driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(index) });
  return driver;
}

describe('the screen of a room', () => {
  it('[RM11] follows the server, and shows idle before the first answer', () => {
    const idle = { ...EMPTY_SNAPSHOT, attached: { status: 'idle' as const } };
    expect(roomScreen(EMPTY_SNAPSHOT, null, 0)).toBe('idle');
    expect(roomScreen(idle, null, 0)).toBe('idle');
    expect(roomScreen({ ...idle, attached: { status: 'lobby' } }, null, 0)).toBe('lobby');
    expect(roomScreen({ ...idle, attached: { status: 'replaced' } }, null, 0)).toBe('replaced');
    expect(roomScreen({ ...idle, refusal: 'forbidden' }, null, 0)).toBe('wrongAccount');
    expect(roomScreen(live(driveOpen(2)), null, 0)).toBe('live');
  });

  it('[RM11] keeps the conference while the line is down, and thanks for a minute after the end', () => {
    const driver = driveOpen(2);
    expect(roomScreen({ ...live(driver), connection: 'reconnecting' }, null, 0)).toBe('live');
    driver.ok(actors.secretary, 'conference.requestClose');
    driver.ok(actors.secretary, 'conference.confirmClose', {
      closeRequestId: driver.lastEntry('closeRequested').closeRequestId,
    });
    expect(roomScreen(live(driver), 1_000, 1_000)).toBe('closed');
    const idle = { ...EMPTY_SNAPSHOT, attached: { status: 'idle' as const } };
    expect(roomScreen(idle, 1_000, 1_000 + THANKS_MS - 1)).toBe('closed');
    expect(roomScreen(idle, 1_000, 1_000 + THANKS_MS)).toBe('idle');
  });
});

describe('the microphone lamp', () => {
  it('[RM12] is open only when the server lets the site be heard and the page really sends', () => {
    const { state } = granted();
    const real = { connected: true, sending: plan(true), hasTrack: true };
    expect(microphoneLamp(state, one, real)).toBe('open');
    expect(microphoneLamp(state, one, { ...real, sending: plan(false) })).toBe('opening');
    expect(microphoneLamp(state, one, { ...real, sending: null })).toBe('opening');
    expect(microphoneLamp(state, one, { ...real, hasTrack: false })).toBe('closed');
    expect(microphoneLamp(state, one, { ...real, connected: false })).toBe('closed');
    expect(microphoneLamp(state, two, real)).toBe('closed');
  });

  it('[RM12] goes out when the turn ends, the room mutes itself, or the conference pauses', () => {
    const real = { connected: true, sending: plan(true), hasTrack: true };
    const muted = granted();
    muted.ok(actors.site(1), 'microphone.setOwn', { open: false });
    expect(microphoneLamp(muted.state, one, real)).toBe('closed');
    const paused = granted();
    paused.ok(actors.secretary, 'conference.pause');
    expect(microphoneLamp(paused.state, one, real)).toBe('closed');
    const released = granted();
    released.ok(actors.site(1), 'floor.release');
    expect(microphoneLamp(released.state, one, real)).toBe('closed');
  });
});

describe('the one button', () => {
  it('[RM13] asks, withdraws and ends in turn, gold when it is the likely next act', () => {
    const driver = driveOpen(4);
    expect(mainAct(driver.state, one)).toEqual({ act: 'request', gold: true });
    driver.ok(actors.site(1), 'floor.request');
    expect(mainAct(driver.state, one)).toEqual({ act: 'withdraw', gold: false });
    driver.ok(actors.secretary, 'floor.grant', { siteId: one });
    expect(mainAct(driver.state, one)).toEqual({ act: 'release', gold: true });
    expect(mainAct(driver.state, hub)).toBeNull();
  });

  it('[RM13] confirms presence while the roll call asks, once', () => {
    const driver = driveOpen(4);
    driver.ok(actors.secretary, 'rollCall.start');
    expect(mainAct(driver.state, one)).toEqual({ act: 'confirmPresence', gold: true });
    expect(ownState(driver.state, one)).toEqual({ kind: 'rollCallRunning' });
    driver.ok(actors.site(1), 'rollCall.confirm');
    expect(mainAct(driver.state, one)).toEqual({ act: 'request', gold: true });
  });

  it('[RM13] the own state names the place in the queue and the next two speakers', () => {
    const driver = driveOpen(5);
    for (const index of [2, 1, 3]) driver.ok(actors.site(index), 'floor.request');
    expect(ownState(driver.state, one)).toEqual({ kind: 'waiting', place: 2 });
    expect(nextSpeakers(driver.state, one)).toEqual([
      { name: 'Huyện 2', own: false },
      { name: 'Huyện 1', own: true },
    ]);
  });
});

describe('the stage of a room', () => {
  it('[RM14] shows the speaker large and the chair small, but to the speaker the chair large and itself small', () => {
    const { state } = granted();
    expect(stageView(state, two)).toEqual({ panes: [one], content: null, corner: hub });
    expect(stageView(state, one)).toEqual({ panes: [hub], content: null, corner: one });
    expect(stageView(state, hub)).toEqual({ panes: [one], content: null, corner: hub });
  });

  it('[RM14] with the chair on the main screen a room sees itself small, the chair nobody', () => {
    const { state } = driveOpen(3);
    expect(stageView(state, one)).toEqual({ panes: [hub], content: null, corner: one });
    expect(stageView(state, hub)).toEqual({ panes: [hub], content: null, corner: null });
  });

  it('[RM14] several panes leave out the empty ones; a document is large with speaker and chair beside it', () => {
    const driver = granted();
    driver.ok(actors.secretary, 'stage.set', { layout: 'nine' });
    expect(stageView(driver.state, two)).toEqual({ panes: [one, hub, two, siteIdOf(3)], content: null, corner: null });
    driver.ok(actors.site(1), 'content.take');
    expect(stageView(driver.state, two)).toEqual({ panes: [one], content: one, corner: hub });
  });
});

describe('what a room may do', () => {
  it('[RM15] switches its microphone only with leave to speak, and in discussion always', () => {
    const driver = granted();
    expect(microphoneSwitch(driver.state, one)).toBe('close');
    expect(microphoneSwitch(driver.state, two)).toBeNull();
    driver.ok(actors.site(1), 'microphone.setOwn', { open: false });
    expect(microphoneSwitch(driver.state, one)).toBe('open');
    driver.ok(actors.secretary, 'mode.set', { mode: 'thaoLuan' });
    driver.ok(actors.secretary, 'microphone.muteAll');
    expect(microphoneSwitch(driver.state, two)).toBe('open');
    driver.ok(actors.secretary, 'conference.pause');
    expect(microphoneSwitch(driver.state, two)).toBeNull();
  });

  it('[RM15] offers its document to the speaker and to whom it was granted, and to stop it while sharing', () => {
    const driver = granted();
    expect(contentAct(driver.state, one, false)).toBe('present');
    expect(contentAct(driver.state, two, false)).toBeNull();
    driver.ok(actors.secretary, 'content.grant', { siteId: two });
    expect(contentAct(driver.state, two, false)).toBe('present');
    expect(contentAct(driver.state, two, true)).toBe('stop');
    expect(contentAct(driver.state, one, false)).toBeNull();
  });

  it('[RM16] shows a message to the rooms it is for until it is old', () => {
    const driver = driveOpen(3);
    driver.ok(actors.secretary, 'site.message', { siteId: one, text: 'Đề nghị chỉnh lại camera.' });
    const sentAt = driver.nowMs;
    expect(freshMessage(driver.state, one, sentAt)?.text).toBe('Đề nghị chỉnh lại camera.');
    expect(freshMessage(driver.state, two, sentAt)).toBeNull();
    expect(freshMessage(driver.state, one, sentAt + MESSAGE_MS)).toBeNull();
    driver.ok(actors.secretary, 'site.message', { siteId: null, text: 'Nghỉ 10 phút.' });
    expect(freshMessage(driver.state, two, driver.nowMs)?.text).toBe('Nghỉ 10 phút.');
  });
});
