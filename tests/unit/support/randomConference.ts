/** Random steps of a conference for property tests: commands from random actors, pages that come and go, restarts. */
import fc from 'fast-check';
import {
  type Actor,
  COMMANDS,
  type CommandName,
  LAYOUTS,
  MODES,
  ROLL_CALL_MARKS,
  type SiteId,
} from '../../../server/contract/index.ts';
import { PANE_COUNT } from '../../../server/domain/stage/resolvePanes.ts';
import { actors, countedId, type Driver, siteIdOf } from './conference.ts';

// Commands that end or stop everything are drawn rarely, or most sequences would be over at once.
const RARE: readonly CommandName[] = ['conference.confirmClose', 'conference.pause', 'site.drop'];
// Commands that others wait for are drawn more often.
const OFTEN: readonly CommandName[] = [
  'floor.request',
  'floor.request',
  'floor.move',
  'rollCall.start',
  'rollCall.callOn',
  'rollCall.endCallOn',
];
const NAMES = [...(Object.keys(COMMANDS) as CommandName[]).filter((name) => !RARE.includes(name)), ...OFTEN];
const OFFICERS: readonly Actor[] = [
  actors.chair,
  actors.coChair,
  actors.secretary,
  actors.secretary,
  actors.technician,
  actors.observer,
  actors.otherSecretary,
];

export interface Step {
  readonly kind: 'command' | 'arrive' | 'depart' | 'recover';
  readonly name: CommandName;
  readonly actor: number;
  readonly site: number;
  readonly choice: number;
  readonly seconds: number;
}

/** Steps of a conference of n sites; now and then one names a site that is not in it. */
export const stepOf = (sites: number): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.oneof(
      { weight: 20, arbitrary: fc.constant('command' as const) },
      { weight: 4, arbitrary: fc.constant('arrive' as const) },
      { weight: 2, arbitrary: fc.constant('depart' as const) },
      { weight: 1, arbitrary: fc.constant('recover' as const) },
    ),
    name: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...NAMES) },
      { weight: 1, arbitrary: fc.constantFrom(...RARE) },
    ),
    actor: fc.nat(OFFICERS.length + sites - 1),
    site: fc.nat(sites),
    choice: fc.nat(1000),
    seconds: fc.nat(90),
  });

function draftOf(driver: Driver, { name, site, choice }: Step): unknown {
  const siteId = siteIdOf(site);
  const pick = <T>(list: readonly T[]) => list[choice % list.length];
  const floorRequestId = pick(driver.state.floor.queue)?.floorRequestId ?? countedId('request', 1);
  const layout = pick(LAYOUTS) ?? 'one';
  const drafts: Partial<Record<CommandName, unknown>> = {
    'conference.confirmClose': { closeRequestId: driver.state.closeRequest?.closeRequestId ?? countedId('request', 1) },
    'site.admit': { siteId },
    'site.drop': { siteId },
    'site.message': { siteId, text: 'Thử' },
    'rollCall.callOn': { siteId },
    'rollCall.confirm': { caption: choice % 2 ? 'Nguyễn Văn A' : null },
    'rollCall.mark': { siteId, mark: pick(ROLL_CALL_MARKS) },
    'mode.set': { mode: pick(MODES) },
    'floor.request': { siteId: choice % 2 ? siteId : null },
    'floor.withdraw': { floorRequestId: choice % 2 ? floorRequestId : null },
    'floor.accept': { floorRequestId },
    'floor.deny': { floorRequestId },
    'floor.grant': { siteId },
    'floor.move': { floorRequestId, direction: choice % 2 ? 'up' : 'down' },
    'microphone.mute': { siteId },
    'microphone.open': { siteId },
    'microphone.setOwn': { open: choice % 2 === 0 },
    'stage.set': { layout, pinned: PANE_COUNT[layout] > 1 ? [null, siteId] : [siteId] },
    'content.grant': { siteId },
    'chair.handOver': { accountId: pick(driver.state.coChairs)?.accountId ?? driver.state.chair.accountId },
    'agenda.goTo': { itemId: countedId('item', choice % 4) },
    'directive.record': { text: 'Thử' },
    'incident.note': { siteId: null, text: 'Thử' },
  };
  return drafts[name] ?? {};
}

/** Every third command comes from whoever is most likely to be allowed, so that sequences get deep. */
function actorOf(driver: Driver, { actor, choice, name, site }: Step): Actor {
  if (choice % 3 > 0) return OFFICERS[actor] ?? actors.site(actor - OFFICERS.length);
  const { floor, content } = driver.state;
  const own: Partial<Record<CommandName, SiteId | undefined>> = {
    'floor.release': floor.holder?.siteId,
    'floor.withdraw': floor.queue[0]?.siteId,
    'microphone.setOwn': floor.holder?.siteId,
    'content.take': floor.holder?.siteId,
    'content.release': content?.siteId,
    'rollCall.confirm': siteIdOf(site),
  };
  const siteId = own[name];
  return siteId === undefined ? actors.secretary : actors.site(driver.state.siteOrder.indexOf(siteId));
}

/** Takes the step; a command may be refused. */
export function take(driver: Driver, one: Step): void {
  driver.advance(one.seconds);
  if (one.kind === 'arrive') driver.arrive(one.site);
  else if (one.kind === 'depart') driver.depart(one.site);
  else if (one.kind === 'recover') driver.system({ name: 'service.recover', input: { aliveAt: driver.now } });
  else driver.give(actorOf(driver, one), one.name, draftOf(driver, one) as never);
}
