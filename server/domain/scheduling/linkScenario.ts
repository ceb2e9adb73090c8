// The worst moments of a planned conference as states the media plan can be asked about (rule LC1): everybody there, somebody else
// speaking, content shown. The plan itself answers, so that the check and the live conference can never disagree. Pure.

import type { AccountId, ConferenceId, RequestId, SiteId } from '../../contract/ids.ts';
import type { ConferenceState, Layout, Mode, Officer, SiteSetup } from '../../contract/state.ts';
import { initialState } from '../conference/initialState.ts';
import { resolvePanes } from '../stage/resolvePanes.ts';

/** What a site is to the link check. */
export type LinkSite = Pick<SiteSetup, 'siteId' | 'name' | 'isHub' | 'linkDownKbps' | 'linkUpKbps'>;

export interface Scenario {
  /** In order of precedence. */
  readonly sites: readonly LinkSite[];
  readonly chairSiteId: SiteId;
  readonly mode: Mode;
  readonly layout: Layout;
  /** null: nobody has the floor. */
  readonly speakerSiteId: SiteId | null;
  /** null: nothing is shown. */
  readonly contentSiteId: SiteId | null;
}

const NO_TIME = '1970-01-01T00:00:00.000Z';

/** An open conference in this scenario: every site admitted and online, every microphone that may be open open. */
export function scenarioState(scenario: Scenario): ConferenceState {
  const { chairSiteId, mode, layout, speakerSiteId, contentSiteId } = scenario;
  const planned = initialState({
    conferenceId: '' as ConferenceId,
    title: '',
    startsAt: NO_TIME,
    endsAt: NO_TIME,
    mode,
    chair: { accountId: '' as AccountId, siteId: chairSiteId, name: '' } satisfies Officer,
    coChairs: [],
    secretaryIds: [],
    sites: scenario.sites.map((site) => ({ ...site, shortName: site.name, backupPhone: null })),
    agenda: [],
  });
  const sites = { ...planned.sites };
  for (const siteId of planned.siteOrder) {
    const site = sites[siteId];
    if (site) sites[siteId] = { ...site, admission: 'admitted', online: true, microphone: 'open' };
  }
  const open: ConferenceState = {
    ...planned,
    phase: 'open',
    sites,
    floor: { queue: [], holder: speakerSiteId === null ? null : holderOf(speakerSiteId) },
    content: contentSiteId === null ? null : { siteId: contentSiteId, takenAt: NO_TIME, origin: 'granted' },
    stage: { ...planned.stage, layout },
  };
  return { ...open, stage: { ...open.stage, panes: resolvePanes(open) } };
}

function holderOf(siteId: SiteId): ConferenceState['floor']['holder'] {
  return { floorRequestId: '' as RequestId, siteId, grantedAt: NO_TIME, limitSeconds: null, extendedSeconds: 0 };
}
