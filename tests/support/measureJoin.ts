// What one more room costs: messages and bytes of its own join, messages it causes elsewhere, Consumers it gets.
// Counted with pages that have no browser; used by the bench and by an integration test.

import type { ConferenceView } from '../../server/contract/index.ts';
import { SyntheticPage } from './SyntheticPage.ts';
import type { World, WorldSite } from './world.ts';

/** Milliseconds without a message after which a join counts as done. */
const QUIET_MS = 1_500;

export interface JoinCost {
  readonly sites: number;
  readonly messages: number;
  readonly kilobytes: number;
  readonly messagesToOthers: number;
  readonly consumers: number;
}

/** Username of the hub's own room; the caller makes the account. */
export const HUB_ROOM = 'trungtam';

/**
 * Fills a conference with the hub and `size` rooms, one of them speaking and two waiting for the floor, counts the last room's join and
 * closes the conference again. `cookies`: Cookie headers by username, HUB_ROOM among them.
 */
export async function measureJoin(
  world: World,
  cookies: ReadonlyMap<string, string | undefined>,
  size: number,
): Promise<JoinCost> {
  const sites = world.sites.slice(0, size);
  const conference = await world.createConference(sites);
  const secretary = await SyntheticPage.connect(world.url, world.secretary.cookie);
  await secretary.attachConsole(conference.conferenceId);
  await ask(secretary, conference, 'conference.open');
  await secretary.openMedia([]);
  const hub = await SyntheticPage.connect(world.url, cookies.get(HUB_ROOM));
  await hub.attachRoom();
  await hub.openMedia(['microphone', 'camera']);
  const rooms: SyntheticPage[] = [hub];
  let row: JoinCost | undefined;
  for (const [index, site] of sites.entries()) {
    const isLast = index === sites.length - 1;
    if (isLast) await giveFloor(secretary, conference, sites);
    if (isLast) await quiet(rooms);
    if (isLast) for (const room of rooms) room.takeCounts();
    const room = await join(world, secretary, conference, site.siteId, cookies.get(site.username));
    if (isLast) {
      await quiet([room, ...rooms]);
      const counts = room.takeCounts();
      const others = rooms.map((other) => other.takeCounts().in);
      row = {
        sites: size,
        messages: counts.in + counts.out,
        kilobytes: (counts.bytesIn + counts.bytesOut) / 1000,
        messagesToOthers: Math.max(...others),
        consumers: room.consumers.reduce((sum, changed) => sum + changed.created.length - changed.closed.length, 0),
      };
    }
    rooms.push(room);
  }
  const closeRequestId = crypto.randomUUID();
  await secretary.command(conference.conferenceId, 'conference.requestClose', {}, closeRequestId);
  await ask(secretary, conference, 'conference.confirmClose', { closeRequestId });
  for (const page of [secretary, ...rooms]) page.close();
  if (row === undefined) throw new Error('nothing measured');
  return row;
}

async function join(
  world: World,
  secretary: SyntheticPage,
  conference: ConferenceView,
  siteId: string,
  cookie: string | undefined,
): Promise<SyntheticPage> {
  const room = await SyntheticPage.connect(world.url, cookie);
  await room.attachRoom();
  await ask(secretary, conference, 'site.admit', { siteId });
  await room.until('admission', () => room.attachedNow?.status === 'live');
  await room.openMedia(['microphone', 'camera']);
  return room;
}

async function giveFloor(
  secretary: SyntheticPage,
  conference: ConferenceView,
  sites: readonly WorldSite[],
): Promise<void> {
  const [speaker, next, afterNext] = sites;
  await ask(secretary, conference, 'floor.grant', { siteId: speaker?.siteId });
  for (const site of [next, afterNext]) await ask(secretary, conference, 'floor.request', { siteId: site?.siteId });
}

async function ask(
  page: SyntheticPage,
  conference: ConferenceView,
  name: Parameters<SyntheticPage['command']>[1],
  input: object = {},
): Promise<void> {
  // A bench may ask faster than a person; the door's rate limit says when to wait.
  for (let attempt = 0; attempt < 15; attempt++) {
    const answer = await page.command(conference.conferenceId, name, input);
    if (answer.ok) return;
    if (answer.error.code !== 'tooMany') throw new Error(`${name}: ${answer.error.code}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(`${name}: still refused`);
}

/** Resolves once none of the pages received anything for QUIET_MS. */
async function quiet(pages: readonly SyntheticPage[]): Promise<void> {
  const total = () => pages.reduce((sum, page) => sum + page.received.length, 0);
  for (let before = -1; before !== total(); ) {
    before = total();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}
