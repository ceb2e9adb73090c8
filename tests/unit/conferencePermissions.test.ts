/** Who may give which command, by the table and by decide (PM1–PM7). */
import { describe, expect, it } from 'vitest';
import { type Capacity, COMMANDS, type Command, type CommandName } from '../../server/contract/index.ts';
import { decide } from '../../server/domain/conference/decide.ts';
import { canGive, capacityOf, PERMITTED } from '../../server/domain/conference/permissions.ts';
import { actors, countedId, drive, driveOpen, makeSetup, siteIdOf } from './support/conference.ts';

const NAMES = Object.keys(COMMANDS) as CommandName[];
const BY_CAPACITY = {
  chair: actors.chair,
  coChair: actors.coChair,
  secretary: actors.secretary,
  technician: actors.technician,
  site: actors.site(2),
  observer: actors.observer,
  outsider: actors.otherSecretary,
} as const satisfies Record<Capacity, unknown>;
const CAPACITIES = Object.keys(BY_CAPACITY) as Capacity[];

/** An input of each command that its schema takes. */
function sampleOf(name: CommandName): Command {
  const siteId = siteIdOf(2);
  const request = countedId<string>('request', 1);
  const drafts: Partial<Record<CommandName, unknown>> = {
    'conference.confirmClose': { closeRequestId: request },
    'site.admit': { siteId },
    'site.drop': { siteId },
    'site.message': { siteId: null, text: 'Thử' },
    'rollCall.callOn': { siteId },
    'rollCall.mark': { siteId, mark: 'presentOnline' },
    'mode.set': { mode: 'hoiNghi' },
    'floor.accept': { floorRequestId: request },
    'floor.deny': { floorRequestId: request },
    'floor.grant': { siteId },
    'floor.move': { floorRequestId: request, direction: 'up' },
    'microphone.mute': { siteId },
    'microphone.open': { siteId },
    'microphone.setOwn': { open: true },
    'stage.set': { layout: 'four' },
    'content.grant': { siteId },
    'chair.handOver': { accountId: countedId('account', 1001) },
    'agenda.goTo': { itemId: countedId('item', 2) },
    'directive.record': { text: 'Thử' },
    'incident.note': { text: 'Thử' },
  };
  return { name, input: COMMANDS[name].parse(drafts[name] ?? {}) } as Command;
}

describe('capacities', () => {
  it('[PM5] names the capacity of every kind of account, office before role', () => {
    const { state } = driveOpen(3);
    for (const capacity of CAPACITIES) expect(capacityOf(state, BY_CAPACITY[capacity])).toBe(capacity);
    expect(capacityOf(state, actors.administrator)).toBe('observer');
    expect(capacityOf(state, actors.otherChair)).toBe('outsider');
    expect(capacityOf(state, actors.otherSite)).toBe('outsider');
    expect(capacityOf(state, actors.system)).toBe('outsider');
  });

  it('[PM2] the chair and the named secretaries may give every controlling command', () => {
    const own: CommandName[] = [
      'rollCall.confirm',
      'floor.release',
      'microphone.setOwn',
      'content.take',
      'content.release',
    ];
    for (const name of NAMES) {
      expect(PERMITTED[name], name).toContain('chair');
      expect(PERMITTED[name].includes('secretary'), name).toBe(!own.includes(name));
    }
  });

  it('[PM3] a technician serves lines, pictures and sound, and never floor, mode, chair or closing', () => {
    const { state } = driveOpen(3);
    expect(NAMES.filter((name) => canGive(state, actors.technician, name))).toEqual([
      'site.admit',
      'site.admitAll',
      'site.drop',
      'site.message',
      'microphone.muteAll',
      'microphone.mute',
      'microphone.open',
      'stage.set',
      'content.grant',
      'content.revoke',
      'incident.note',
    ]);
  });

  it('[PM4] a site has only the commands about itself', () => {
    const { state } = driveOpen(3);
    expect(NAMES.filter((name) => canGive(state, actors.site(2), name))).toEqual([
      'rollCall.confirm',
      'floor.request',
      'floor.withdraw',
      'floor.release',
      'microphone.setOwn',
      'content.take',
      'content.release',
    ]);
  });
});

describe('decide', () => {
  it.each(NAMES)('[PM1] [JN4] %s is refused to every capacity not on its list, and nothing changes', (name) => {
    const driver = driveOpen(3);
    const before = JSON.stringify(driver.state);
    for (const capacity of CAPACITIES) {
      const context = { actor: BY_CAPACITY[capacity], now: driver.now, requestId: countedId<never>('request', 7) };
      const decision = decide(driver.state, sampleOf(name), context);
      const code = decision.ok ? null : decision.code;
      const expected = capacity === 'outsider' ? 'notFound' : 'forbidden';
      if (!PERMITTED[name].includes(capacity)) expect(code, capacity).toBe(expected);
      // The one command whose permission also depends on the state (PM6).
      else if (name !== 'chair.handOver') expect(code, capacity).not.toBe('forbidden');
    }
    expect(JSON.stringify(driver.state)).toBe(before);
  });

  it('[PM4] a site cannot ask, withdraw or release for another site', () => {
    const driver = driveOpen(4);
    expect(driver.refusal(actors.site(2), 'floor.request', { siteId: siteIdOf(3) })).toBe('forbidden');
    driver.ok(actors.site(3), 'floor.request');
    const theirs = driver.lastRequestId;
    expect(driver.refusal(actors.site(2), 'floor.withdraw', { floorRequestId: theirs })).toBe('forbidden');
    driver.ok(actors.secretary, 'floor.grant', { siteId: siteIdOf(3) });
    expect(driver.refusal(actors.site(2), 'floor.release')).toBe('forbidden');
  });

  it('[PM6] a co-chair takes the chair over only for itself and only while the chair is offline', () => {
    const driver = driveOpen(3);
    const own = { accountId: driver.setup.coChairs[0]?.accountId ?? '' };
    expect(driver.refusal(actors.coChair, 'floor.grant', { siteId: siteIdOf(2) })).toBe('forbidden');
    expect(driver.refusal(actors.coChair, 'floor.request')).toBeNull();
    expect(driver.refusal(actors.coChair, 'chair.handOver', own)).toBe('forbidden');
    driver.depart(0);
    expect(driver.refusal(actors.coChair, 'chair.handOver', { accountId: countedId('account', 5) })).toBe('forbidden');
    expect(driver.refusal(actors.coChair, 'chair.handOver', own)).toBeNull();
    expect(driver.state.chair.siteId).toBe(siteIdOf(1));
    expect(capacityOf(driver.state, actors.coChair)).toBe('chair');
    expect(capacityOf(driver.state, actors.chair)).toBe('coChair');
  });

  it.each(NAMES)('[PM7] %s is not possible before the opening nor after the closing', (name) => {
    const planned = drive(makeSetup(3));
    const closed = driveOpen(3);
    closed.ok(actors.chair, 'conference.requestClose');
    closed.ok(actors.chair, 'conference.confirmClose', { closeRequestId: closed.lastRequestId });
    for (const driver of [planned, closed]) {
      const context = { actor: actors.chair, now: driver.now, requestId: countedId<never>('request', 7) };
      expect(decide(driver.state, sampleOf(name), context)).toEqual({ ok: false, code: 'conferenceNotOpen' });
    }
    expect(closed.system({ name: 'site.arrive', input: { siteId: siteIdOf(2) } }).ok).toBe(false);
  });

  it('[PM1] the service’s own acts are refused to people', () => {
    const driver = driveOpen(2);
    const command = { name: 'site.depart', input: { siteId: siteIdOf(1), reason: 'left' } } as const;
    expect(driver.decideAndFold(command, actors.chair, null)).toEqual({ ok: false, code: 'forbidden' });
  });
});
