/** Every command × every role × own and foreign conference, on the real service: refused where it should be, and then nothing happens. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Capacity,
  COMMANDS,
  type CommandName,
  type ConferenceView,
  type JournalView,
} from '../../server/contract/index.ts';
import { PERMITTED } from '../../server/domain/conference/permissions.ts';
import { HttpClient } from '../support/httpClient.ts';
import { SyntheticPage } from '../support/SyntheticPage.ts';
import { type Service, startService } from '../support/service.ts';
import { createWorld, type World } from '../support/world.ts';

let service: Service;
let world: World;
let own: ConferenceView;
let foreign: ConferenceView;
const actors = new Map<string, { capacity: Capacity; page: SyntheticPage }>();
const ACTORS = [
  'chair',
  'secretary',
  'technician',
  'site',
  'observer',
  'administrator',
  'otherSecretary',
  'otherSite',
] as const;

const connectAs = async (username: string, password = world.password): Promise<SyntheticPage> => {
  const http = await HttpClient.signIn(service.url, username, password);
  return SyntheticPage.connect(service.url, http.cookie);
};
const countEntries = async (conference: ConferenceView) =>
  (await world.administrator.get<JournalView>(`/api/conferences/${conference.conferenceId}/journal`)).body.entries
    .length;
/** An input each command's schema takes; ids that need not exist, since permission is decided before. */
const sample = (name: CommandName): unknown => {
  const siteId = world.sites[0]?.siteId;
  const floorRequestId = randomUUID();
  const known: Partial<Record<CommandName, unknown>> = {
    'conference.confirmClose': { closeRequestId: randomUUID() },
    'site.admit': { siteId },
    'site.drop': { siteId },
    'site.message': { siteId: null, text: 'Thử' },
    'rollCall.callOn': { siteId },
    'rollCall.mark': { siteId, mark: 'presentOnline' },
    'mode.set': { mode: 'giaoBan' },
    'floor.accept': { floorRequestId },
    'floor.deny': { floorRequestId },
    'floor.grant': { siteId },
    'floor.move': { floorRequestId, direction: 'up' },
    'microphone.mute': { siteId },
    'microphone.open': { siteId },
    'microphone.setOwn': { open: true },
    'stage.set': { layout: 'one' },
    'content.grant': { siteId },
    'chair.handOver': { accountId: randomUUID() },
    'agenda.goTo': { itemId: randomUUID() },
    'directive.record': { text: 'Thử' },
    'incident.note': { text: 'Thử' },
  };
  return known[name] ?? {};
};

beforeAll(async () => {
  service = await startService();
  world = await createWorld(service, { siteCount: 3 });
  await world.createAccount('kythuat', 'technician', null);
  await world.createAccount('quansat', 'observer', null);
  const other = await world.createAccount('thukykhac', 'secretary', null);
  const [first, second, third] = world.sites;
  if (!first || !second || !third) throw new Error('sites');
  own = await world.createConference([first, second]);
  foreign = await world.createConference([third], { secretaryIds: [other.accountId] });
  const names: Record<(typeof ACTORS)[number], [string, Capacity]> = {
    chair: ['chutri', 'chair'],
    secretary: ['thuky', 'secretary'],
    technician: ['kythuat', 'technician'],
    site: [first.username, 'site'],
    observer: ['quansat', 'observer'],
    administrator: [service.administrator.username, 'observer'],
    otherSecretary: ['thukykhac', 'outsider'],
    otherSite: [third.username, 'outsider'],
  };
  for (const name of ACTORS) {
    const [username, capacity] = names[name];
    const password = name === 'administrator' ? service.administrator.password : world.password;
    actors.set(name, { capacity, page: await connectAs(username, password) });
  }
  const secretary = actors.get('secretary')?.page;
  await secretary?.attachConsole(own.conferenceId);
  expect(await secretary?.command(own.conferenceId, 'conference.open')).toMatchObject({ ok: true });
  await actors.get('site')?.page.attachRoom();
  expect(await secretary?.command(own.conferenceId, 'site.admit', { siteId: first.siteId })).toMatchObject({
    ok: true,
  });
  const otherSecretary = actors.get('otherSecretary')?.page;
  await otherSecretary?.attachConsole(foreign.conferenceId);
  expect(await otherSecretary?.command(foreign.conferenceId, 'conference.open')).toMatchObject({ ok: true });
}, 120_000);

afterAll(async () => {
  for (const { page } of actors.values()) page.close();
  await service?.stop();
});

describe.each(ACTORS.filter((name) => name !== 'chair'))('%s', (name) => {
  it('[PM1][PM5] gives only the commands of its capacity; the rest is refused and appends nothing', async () => {
    const actor = actors.get(name);
    if (actor === undefined) throw new Error(name);
    const forbidden = (Object.keys(COMMANDS) as CommandName[]).filter(
      (command) => !PERMITTED[command].includes(actor.capacity),
    );
    expect(forbidden.length).toBeGreaterThan(0);
    const before = await countEntries(own);
    for (const command of forbidden) {
      const answer = await actor.page.command(own.conferenceId, command, sample(command));
      const code = actor.capacity === 'outsider' ? 'notFound' : 'forbidden';
      expect(answer, `${name} ${command}`).toMatchObject({ ok: false, error: { code } });
    }
    expect(await countEntries(own)).toBe(before);
  });
});

it.each(['site', 'secretary'])('[PM5] %s does not even learn that a foreign conference exists', async (name) => {
  const page = actors.get(name)?.page;
  const before = await countEntries(foreign);
  const unknown = randomUUID() as typeof foreign.conferenceId;
  for (const command of Object.keys(COMMANDS) as CommandName[]) {
    const answer = await page?.command(foreign.conferenceId, command, sample(command));
    expect(answer, `${name} ${command}`).toMatchObject({ ok: false, error: { code: 'notFound' } });
  }
  expect(await page?.command(unknown, 'floor.request')).toMatchObject({ ok: false, error: { code: 'notFound' } });
  expect(await countEntries(foreign)).toBe(before);
});

describe('the end', () => {
  it('[CL1][CL2][PM7] closing takes two steps, tells every page, ends all media and then accepts nothing', async () => {
    const secretary = actors.get('secretary')?.page;
    const room = actors.get('site')?.page;
    if (!secretary || !room) throw new Error('pages');
    await room.openMedia(['microphone', 'camera']);
    const closeRequestId = randomUUID();
    expect(await secretary.command(own.conferenceId, 'conference.requestClose', {}, closeRequestId)).toMatchObject({
      ok: true,
    });
    expect(await secretary.command(own.conferenceId, 'conference.confirmClose', { closeRequestId })).toMatchObject({
      ok: true,
    });
    await room.until('the closing', () => room.entries.some((entry) => entry.type === 'conferenceClosed'));
    await room.until('being let go', () => room.attachedNow?.status === 'idle');
    expect(await room.send('media.open', {})).toMatchObject({ ok: false });
    const before = await countEntries(own);
    for (const command of Object.keys(COMMANDS) as CommandName[]) {
      expect(await secretary.command(own.conferenceId, command, sample(command)), command).toMatchObject({ ok: false });
    }
    expect(await countEntries(own)).toBe(before);
  });
});
