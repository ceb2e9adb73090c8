// The server's own zone must not matter: the same invitation is written by processes that live in other zones.

import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const script = `
import { writeRequest } from ${JSON.stringify(new URL('../../server/records/calendar/writeCalendar.ts', import.meta.url).href)};
const event = {
  id: 'x', sequence: 1, startsAt: '2026-02-10T00:30:00Z', endsAt: '2026-02-10T04:00:00Z', title: 'Giao ban', location: 'Phòng họp',
  description: '', url: null, cancelled: false, categories: [], stampedAt: '2026-02-03T02:15:00Z', replaces: null,
  recurrence: { rule: 'FREQ=WEEKLY', excluded: ['2026-02-17T00:30:00Z'] },
  organizer: { name: 'Văn phòng', email: 'vp@tinh.gov.vn' }, attendees: [],
};
process.stdout.write(new Date(2026, 1, 10).toString() + '\\n' + writeRequest([event]));
`;

function writeIn(timeZone: string): { zone: string; text: string } {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: timeZone },
    encoding: 'utf8',
  });
  const end = output.indexOf('\n');
  return { zone: output.slice(0, end), text: output.slice(end + 1) };
}

it('[RE12] 07:30 in the province is 07:30 whatever zone the server runs in', () => {
  const [utc, newYork, home] = ['UTC', 'America/New_York', 'Asia/Ho_Chi_Minh'].map(writeIn);
  expect(utc?.zone).toContain('GMT+0000');
  expect(newYork?.zone).toContain('GMT-0500');
  expect(utc?.text).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20260210T073000\r\n');
  expect(utc?.text).toContain('EXDATE;TZID=Asia/Ho_Chi_Minh:20260217T073000\r\n');
  expect(utc?.text).toContain('DTSTAMP:20260203T021500Z\r\n');
  expect(newYork?.text).toBe(utc?.text);
  expect(home?.text).toBe(utc?.text);
});
