// People and a plan for tests of the schedule: two chairs, a secretary, and a conference of the hub with three districts.

import { randomUUID } from 'node:crypto';
import type {
  ConferenceSetup,
  ConferenceView,
  JournalEntry,
  NewEntry,
  PersonView,
  Role,
  SiteView,
} from '../../../server/contract/index.ts';
import type { Store } from '../../../server/store/createStore.ts';
import type { ConferenceWrite } from '../../../server/store/schedule/types.ts';

/** First day of the preset's units and sites, and of the accounts made here. */
export const SINCE = '2010-01-01';
export const NOW = new Date('2026-11-23T00:00:00.000Z');
export const PASSWORD = 'mat-khau-kiem-thu-2026';

export interface World {
  readonly sites: readonly SiteView[];
  readonly hub: SiteView;
  readonly chair: PersonView;
  readonly otherChair: PersonView;
  readonly secretary: PersonView;
}

export async function createWorld(store: Store): Promise<World> {
  const sites = await store.organisation.listSites();
  const hub = sites.find((site) => site.isHub);
  const otherSite = sites[1];
  if (hub === undefined || otherSite === undefined) throw new Error('the preset has no hub or no second site');
  const create = (username: string, role: Role, site: SiteView | null) =>
    store.accounts.create({
      username,
      name: `Đồng chí ${username}`,
      role,
      siteId: site?.siteId ?? null,
      password: PASSWORD,
      effectiveFrom: SINCE,
    });
  const chair = await create('chutri', 'chair', hub);
  const otherChair = await create('chutri2', 'chair', otherSite);
  const secretary = await create('thuky', 'secretary', null);
  return { sites, hub, chair, otherChair, secretary };
}

/** 08:00–11:00 on 24/11/2026 in Vietnam, the hub and three districts. */
export function plan(world: World, change: Partial<ConferenceWrite> = {}): ConferenceWrite {
  return {
    kind: 'giaoBan',
    title: 'Giao ban tháng 11',
    startsAt: '2026-11-24T01:00:00.000Z',
    endsAt: '2026-11-24T04:00:00.000Z',
    mode: 'giaoBan',
    chairId: world.chair.accountId,
    coChairIds: [],
    secretaryIds: [world.secretary.accountId],
    siteIds: [
      world.hub.siteId,
      ...world.sites
        .filter((site) => !site.isHub)
        .slice(0, 3)
        .map((site) => site.siteId),
    ],
    agenda: [{ title: 'Tình hình kinh tế - xã hội', durationMinutes: 60, speakingLimitSeconds: 300 }],
    ...change,
  };
}

export async function publishPlan(store: Store, input: ConferenceWrite): Promise<ConferenceView> {
  const draft = await store.schedule.create(input, NOW);
  return store.schedule.publish(draft.conferenceId, draft.version, NOW);
}

/** Numbers facts as the live room would: seq after `afterSeq`, one second apart, by the service itself. */
export function numberEntries(
  setup: Pick<ConferenceSetup, 'conferenceId'>,
  afterSeq: number,
  facts: readonly NewEntry[],
): JournalEntry[] {
  return facts.map((fact, index) => ({
    ...fact,
    conferenceId: setup.conferenceId,
    seq: afterSeq + 1 + index,
    at: new Date(NOW.getTime() + (afterSeq + index) * 1_000).toISOString(),
    actor: { accountId: null, role: 'system', siteId: null, name: 'Hệ thống' },
    requestId: randomUUID() as JournalEntry['requestId'],
  }));
}
