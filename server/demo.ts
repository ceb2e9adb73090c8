// `--demo`: one ready account a role, an account for every site, and a conference that starts now. Only ever called on the throw-away
// database of a demonstration; makes everything through the store as the HTTP door would.

import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Role, SiteId } from './contract/index.ts';
import { foldVietnamese } from './domain/text/fold.ts';
import type { Store } from './store/createStore.ts';

/** Rooms with an account of their own in the demonstration; enough to try everything by hand. */
const SITE_ACCOUNTS = 14;

/** Answers the lines to print: who can sign in, with what, where. */
export async function createDemo(store: Store, url: string): Promise<readonly string[]> {
  const sites = await store.organisation.listSites();
  const hub = sites.find((site) => site.isHub);
  if (hub === undefined) return ['  Bộ đơn vị không có điểm cầu trung tâm. / The preset has no hub.'];
  const password = randomBytes(9).toString('base64url');
  const lines: string[] = ['', `  Tài khoản dùng thử, cùng mật khẩu / Demo accounts, one password: ${password}`];
  const create = async (username: string, name: string, role: Role, siteId: SiteId | null, where: string) => {
    const account = await store.accounts.create({ username, name, role, siteId, password });
    lines.push(`    ${username.padEnd(18)} ${name.padEnd(34)} ${url}${where}`);
    return account;
  };
  const chair = await create('chutri', 'Chủ tịch Ủy ban nhân dân tỉnh', 'chair', hub.siteId, '/');
  const coChair = await create('dongchutri', 'Phó Chủ tịch Ủy ban nhân dân tỉnh', 'chair', hub.siteId, '/');
  const secretary = await create('thuky', 'Thư ký phiên họp', 'secretary', null, '/');
  await create('kythuat', 'Kỹ thuật trực', 'technician', null, '/');
  await create('quansat', 'Quan sát viên', 'observer', null, '/');
  await create('trungtam', `Điểm cầu ${hub.name}`, 'site', hub.siteId, '/room');
  const invited = sites.filter((site) => !site.isHub).slice(0, SITE_ACCOUNTS);
  for (const site of invited) {
    await create(
      foldVietnamese(site.name).replaceAll(/[^a-z0-9]+/g, ''),
      `Điểm cầu ${site.name}`,
      'site',
      site.siteId,
      '/room',
    );
  }
  await addAddresses(store, new Set([hub.siteId, ...invited.map((site) => site.siteId)]));
  const startsAt = DateTime.now().startOf('minute');
  const plan = {
    kind: 'giaoBan' as const,
    title: `Giao ban trực tuyến tháng ${startsAt.setZone('Asia/Ho_Chi_Minh').toFormat('MM')} của UBND tỉnh`,
    startsAt: startsAt.toUTC().toISO(),
    endsAt: startsAt.plus({ hours: 3 }).toUTC().toISO(),
    mode: 'giaoBan' as const,
    chairId: chair.accountId,
    coChairIds: [coChair.accountId],
    secretaryIds: [secretary.accountId],
    siteIds: [hub.siteId, ...invited.map((site) => site.siteId)],
    agenda: [
      { title: 'Khai mạc', durationMinutes: 10, speakingLimitSeconds: null },
      { title: 'Kết quả thực hiện kết luận kỳ trước', durationMinutes: 30, speakingLimitSeconds: 300 },
      { title: 'Ý kiến các địa phương', durationMinutes: 90, speakingLimitSeconds: 300 },
      { title: 'Kết luận', durationMinutes: 20, speakingLimitSeconds: null },
    ],
  };
  const now = startsAt.toJSDate();
  const conference = await store.schedule.create(plan, now);
  await store.schedule.publish(conference.conferenceId, conference.version, now);
  lines.push('', `  Phiên họp dùng thử / Demo conference: ${url}/console/${conference.conferenceId}`);
  return lines;
}

/** An address for each site that takes part, so that the outbox shows its letters; none leads anywhere (RFC 2606). */
async function addAddresses(store: Store, siteIds: ReadonlySet<string>): Promise<void> {
  const { sites } = await store.letterheads.listAddresses(new Date());
  for (const [index, site] of sites.filter(({ id }) => siteIds.has(id)).entries())
    await store.letterheads.editSiteAddress(site.id, site.version, `diemcau${index + 1}@demo.invalid`, new Date());
}
