// A province ready to meet: accounts by role, sites, and a published conference, all made through the public HTTP door.
// Used by end-to-end, fault and load tests.

import type { AccountView, ConferenceId, ConferenceView, SiteId, SiteView } from '../../server/contract/index.ts';
import { HttpClient } from './httpClient.ts';
import type { Service } from './service.ts';

const PASSWORD = 'mat-khau-thu-nghiem-2026';

export interface WorldSite {
  readonly siteId: SiteId;
  readonly name: string;
  readonly username: string;
}

export interface World {
  readonly url: string;
  readonly password: string;
  readonly administrator: HttpClient;
  readonly secretary: HttpClient;
  readonly hub: SiteView;
  /** Sites with an account each, without the hub. */
  readonly sites: readonly WorldSite[];
  readonly chairUsername: string;
  readonly secretaryUsername: string;
  /** Creates and publishes a conference of the hub and these sites. */
  createConference(sites: readonly WorldSite[], changes?: Readonly<Record<string, unknown>>): Promise<ConferenceView>;
  createAccount(username: string, role: string, siteId: SiteId | null, name?: string): Promise<AccountView>;
}

/** `siteCount`: how many sites beside the hub get an account, in order of precedence. */
export async function createWorld(service: Service, options: { siteCount: number }): Promise<World> {
  const { url } = service;
  const administrator = await HttpClient.signIn(url, service.administrator.username, service.administrator.password);
  const sites = (await administrator.get<SiteView[]>('/api/sites')).body;
  const hub = sites.find((site) => site.isHub);
  if (hub === undefined) throw new Error('the preset has no hub');
  const createAccount: World['createAccount'] = async (username, role, siteId, name = `Tài khoản ${username}`) => {
    const answer = await administrator.post<AccountView>('/api/accounts', {
      username,
      name,
      role,
      siteId,
      password: PASSWORD,
    });
    if (answer.status !== 201) throw new Error(`account ${username}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const secretaryAccount = await createAccount('thuky', 'secretary', null, 'Chuyên viên Phòng Tổng hợp');
  const chairAccount = await createAccount('chutri', 'chair', hub.siteId, 'Chủ tịch UBND tỉnh');
  const worldSites: WorldSite[] = [];
  for (const [index, site] of sites
    .filter((candidate) => !candidate.isHub)
    .slice(0, options.siteCount)
    .entries()) {
    const username = `diemcau${index + 1}`;
    await createAccount(username, 'site', site.siteId);
    worldSites.push({ siteId: site.siteId, name: site.name, username });
  }
  const secretary = await HttpClient.signIn(url, 'thuky', PASSWORD);
  let conferences = 0;
  return {
    url,
    password: PASSWORD,
    administrator,
    secretary,
    hub,
    sites: worldSites,
    chairUsername: 'chutri',
    secretaryUsername: 'thuky',
    createAccount,
    async createConference(chosen, changes = {}) {
      // Each conference of a world takes its own two hours, so that they never clash.
      const startsAt = Date.now() + conferences++ * 2 * 3_600_000;
      const created = await secretary.post<ConferenceView>('/api/conferences', {
        kind: 'giaoBan',
        title: 'Giao ban trực tuyến tháng 11',
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(startsAt + 2 * 3_600_000).toISOString(),
        mode: 'giaoBan',
        chairId: chairAccount.accountId,
        coChairIds: [],
        secretaryIds: [secretaryAccount.accountId],
        siteIds: [hub.siteId, ...chosen.map((site) => site.siteId)],
        agenda: [{ title: 'Kết quả thực hiện kết luận kỳ trước', durationMinutes: 30, speakingLimitSeconds: 300 }],
        ...changes,
      });
      if (created.status !== 201) throw new Error(`conference: ${created.status} ${JSON.stringify(created.body)}`);
      return publish(secretary, created.body.conferenceId, created.body.version);
    },
  };
}

async function publish(secretary: HttpClient, conferenceId: ConferenceId, version: number): Promise<ConferenceView> {
  const answer = await secretary.post<ConferenceView>(
    `/api/conferences/${conferenceId}/publish`,
    {},
    { 'if-match': `"${version}"` },
  );
  if (answer.status !== 200) throw new Error(`publish: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
