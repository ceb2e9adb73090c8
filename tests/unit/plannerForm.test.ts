// The conference form against the contract: defaults, problems, what is sent, what a conflict keeps.

import { describe, expect, it } from 'vitest';
import {
  type ConferenceForm,
  listOfficerSites,
  moveAgendaItem,
  newAgendaDraft,
  newConferenceForm,
  toConferenceEdit,
  toConferenceForm,
  toConferenceWrite,
} from '../../client/planner/conferenceForm.ts';
import { listChangedFields, mergeEdits } from '../../client/planner/mergeEdits.ts';
import { groupSites, inPrecedence, searchSites } from '../../client/planner/siteGroups.ts';
import { validateConference } from '../../client/planner/validateConference.ts';
import { searchOptions } from '../../client/shell/searchOptions.ts';
import { type ConferenceView, conferenceEditSchema, conferenceWriteSchema } from '../../server/contract/http.ts';
import type { AccountId, AgendaItemId, ConferenceId, SiteId, UnitId } from '../../server/contract/ids.ts';
import { LIMITS } from '../../server/contract/limits.ts';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function site(number: number, name: string, level: 'province' | 'district' | 'department', isHub = false) {
  return {
    siteId: uuid(number) as SiteId,
    unitId: uuid(900 + number) as UnitId,
    unitName: name,
    level,
    name,
    shortName: name.replace('Huyện ', ''),
    order: number * 10,
    isHub,
    deviceClass: 'room' as const,
    linkDownKbps: 20_000,
    linkUpKbps: 20_000,
    backupPhone: null,
    email: null,
    version: 1,
  };
}

const hub = site(1, 'UBND tỉnh', 'province', true);
const benLuc = site(3, 'Huyện Bến Lức', 'district');
const ducHoa = site(7, 'Huyện Đức Hòa', 'district');
const noiVu = site(20, 'Sở Nội vụ', 'department');
const sites = [noiVu, benLuc, hub, ducHoa];

function person(number: number, name: string, role: 'chair' | 'secretary', at: typeof hub | null) {
  return {
    accountId: uuid(500 + number) as AccountId,
    name,
    role,
    siteId: at?.siteId ?? null,
    siteName: at?.name ?? null,
  };
}

const withoutSite = person(0, 'Chưa có điểm cầu', 'chair', null);
const chair = person(1, 'Chủ trì', 'chair', hub);
const coChair = person(2, 'Đồng chủ trì', 'chair', benLuc);
const secretary = person(3, 'Thư ký', 'secretary', null);
const people = [withoutSite, chair, coChair, secretary];
const directory = { people, sites };
const friday = Date.parse('2026-11-20T15:00:00+07:00');

const filled: ConferenceForm = {
  ...newConferenceForm(directory, secretary, friday, []),
  title: 'Giao ban trực tuyến tháng 11',
  agenda: [{ ...newAgendaDraft('a'), title: 'Ý kiến các huyện' }],
};

const stored: ConferenceView = {
  conferenceId: uuid(700) as ConferenceId,
  status: 'draft',
  kind: 'chuyenDe',
  title: 'Phòng, chống hạn mặn',
  startsAt: '2026-11-23T01:00:00Z',
  endsAt: '2026-11-23T04:00:00Z',
  mode: 'hoiNghi',
  chair,
  coChairs: [coChair],
  secretaries: [secretary],
  sites: [hub, benLuc, noiVu],
  agenda: [
    { itemId: uuid(800) as AgendaItemId, title: 'Báo cáo', durationMinutes: 15, speakingLimitSeconds: 90 },
    { itemId: uuid(801) as AgendaItemId, title: 'Kết luận', durationMinutes: 20, speakingLimitSeconds: null },
  ],
  cancelReason: null,
  cancelNote: null,
  version: 4,
};

describe('a new conference', () => {
  it('[PL5] starts from the next working day, 08:00–11:00, giao ban, the first chair with a site, me, the hub', () => {
    expect(newConferenceForm(directory, secretary, friday, [])).toEqual({
      kind: 'giaoBan',
      title: '',
      date: '2026-11-23',
      startTime: '08:00',
      endTime: '11:00',
      endsNextDay: false,
      mode: 'giaoBan',
      chairId: chair.accountId,
      coChairIds: [],
      secretaryIds: [secretary.accountId],
      siteIds: [hub.siteId],
      agenda: [],
    });
  });

  it('[PL5] an agenda item starts with five minutes a turn', () => {
    expect(newAgendaDraft('k').speakingLimitMinutes).toBe(5);
  });

  it('[PL5] without a chair who has a site nobody is chosen, and the form says so', () => {
    const form = newConferenceForm({ people: [withoutSite, secretary], sites }, secretary, friday, []);
    expect(form.chairId).toBeNull();
    expect(validateConference(form, people, null).chairId).toBe('chairMissing');
  });
});

describe('form and contract', () => {
  it('[PL6] a form without problems passes the schema', () => {
    expect(validateConference(filled, people, null)).toEqual({});
    const parsed = conferenceWriteSchema.parse(toConferenceWrite(filled, directory));
    expect(parsed).toMatchObject({ startsAt: '2026-11-23T01:00:00Z', endsAt: '2026-11-23T04:00:00Z' });
    expect(parsed.agenda).toEqual([{ title: 'Ý kiến các huyện', durationMinutes: 15, speakingLimitSeconds: 300 }]);
  });

  it('[PL6] a stored conference comes out of the form as it went in', () => {
    expect(toConferenceWrite(toConferenceForm(stored), directory)).toEqual({
      kind: stored.kind,
      title: stored.title,
      startsAt: stored.startsAt,
      endsAt: stored.endsAt,
      mode: stored.mode,
      chairId: chair.accountId,
      coChairIds: [coChair.accountId],
      secretaryIds: [secretary.accountId],
      siteIds: [hub.siteId, benLuc.siteId, noiVu.siteId],
      agenda: stored.agenda.map(({ itemId: _, ...item }) => item),
    });
  });

  it('[PL6] a conference over midnight keeps its end on the next day', () => {
    const night = toConferenceForm({ ...stored, startsAt: '2026-11-23T15:00:00Z', endsAt: '2026-11-23T18:00:00Z' });
    expect(night).toMatchObject({ date: '2026-11-23', startTime: '22:00', endTime: '01:00', endsNextDay: true });
    expect(validateConference(night, people, null)).toEqual({});
    expect(toConferenceWrite(night, directory).endsAt).toBe('2026-11-23T18:00:00Z');
  });

  it('[PL6] times still as typed are sent as the times they mean', () => {
    expect(toConferenceWrite({ ...filled, startTime: '8', endTime: '10h30' }, directory)).toMatchObject({
      startsAt: '2026-11-23T01:00:00Z',
      endsAt: '2026-11-23T03:30:00Z',
    });
  });

  it('[PL7] an unchanged form sends nothing', () => {
    const base = toConferenceForm(stored);
    expect(toConferenceEdit({ ...base }, base, directory)).toEqual({});
  });

  it('[PL7] a changed title sends the title only; a moved end sends both ends', () => {
    const base = toConferenceForm(stored);
    expect(toConferenceEdit({ ...base, title: 'Tên mới ' }, base, directory)).toEqual({ title: 'Tên mới' });
    const moved = toConferenceEdit({ ...base, endTime: '11:30' }, base, directory);
    expect(moved).toEqual({ startsAt: stored.startsAt, endsAt: '2026-11-23T04:30:00Z' });
    expect(conferenceEditSchema.safeParse(moved).success).toBe(true);
  });

  it("[PL8] the officers' sites are added and the sites sorted by precedence", () => {
    const form = { ...filled, coChairIds: [coChair.accountId], siteIds: [noiVu.siteId] };
    expect(listOfficerSites(form, people)).toEqual([hub.siteId, benLuc.siteId]);
    expect(toConferenceWrite(form, directory).siteIds).toEqual([hub.siteId, benLuc.siteId, noiVu.siteId]);
  });

  it('[PL8] an id without a site is left out', () => {
    expect(inPrecedence([uuid(99), ducHoa.siteId, hub.siteId], sites)).toEqual([hub.siteId, ducHoa.siteId]);
  });
});

describe('problems at their fields', () => {
  const problems = (change: Partial<ConferenceForm>) => validateConference({ ...filled, ...change }, people, friday);

  it.each([
    [{ title: '   ' }, { title: 'titleMissing' }],
    [{ title: 'x'.repeat(LIMITS.titleLength + 1) }, { title: 'titleTooLong' }],
    [{ date: '' }, { date: 'dateInvalid' }],
    [{ startTime: '25:00' }, { startTime: 'timeInvalid' }],
    [{ endTime: '' }, { endTime: 'timeInvalid' }],
    [{ startTime: '08:00', endTime: '08:00' }, { endTime: 'endBeforeStart' }],
    [{ startTime: '08:00', endTime: '08:01', endsNextDay: true }, { endTime: 'tooLong' }],
    [{ date: '2026-11-19' }, { endTime: 'endPast' }],
    [{ chairId: null }, { chairId: 'chairMissing' }],
    [{ chairId: withoutSite.accountId }, { chairId: 'chairWithoutSite' }],
    [{ coChairIds: [withoutSite.accountId] }, { coChairIds: 'coChairWithoutSite' }],
    [{ coChairIds: [chair.accountId] }, { coChairIds: 'coChairIsChair' }],
    [{ secretaryIds: [] }, { secretaryIds: 'secretaryMissing' }],
    // Somebody the people of the day do not know in that role.
    [{ chairId: 'nobody' }, { chairId: 'chairGone' }],
    [{ coChairIds: [filled.secretaryIds[0] ?? ''] }, { coChairIds: 'coChairGone' }],
    [{ secretaryIds: [chair.accountId] }, { secretaryIds: 'secretaryGone' }],
    [
      { chairId: null, siteIds: [] },
      { chairId: 'chairMissing', siteIds: 'sitesMissing' },
    ],
  ] as const)('[PL9][OT18] %j', (change, expected) => {
    expect(problems(change as Partial<ConferenceForm>)).toEqual(expected);
  });

  it('[PL9] an end in the past is a problem only while the time is being moved', () => {
    const past = { ...filled, date: '2026-11-19' };
    expect(validateConference(past, people, null)).toEqual({});
    expect(validateConference(past, people, friday)).toEqual({ endTime: 'endPast' });
  });

  it('[PL9] an agenda item names its row and field', () => {
    const agenda = [
      { key: 'a', title: 'Được', durationMinutes: 10, speakingLimitMinutes: '' as const },
      { key: 'b', title: '', durationMinutes: 0, speakingLimitMinutes: 241 },
    ];
    expect(problems({ agenda })).toEqual({
      'agenda.1.title': 'itemTitleMissing',
      'agenda.1.durationMinutes': 'minutesInvalid',
      'agenda.1.speakingLimitMinutes': 'limitInvalid',
    });
  });

  it('[PL9] every form the schema would refuse for its fields is refused here first', () => {
    const broken: Partial<ConferenceForm>[] = [
      { title: '' },
      { endTime: '07:00' },
      { secretaryIds: [] },
      { agenda: [{ ...newAgendaDraft('x'), title: '' }] },
    ];
    for (const change of broken) {
      expect(conferenceWriteSchema.safeParse(toConferenceWrite({ ...filled, ...change }, directory)).success).toBe(
        false,
      );
      expect(Object.keys(problems(change))).toHaveLength(1);
    }
  });
});

describe('somebody else saved first', () => {
  const base = toConferenceForm(stored);
  const theirs = { ...base, title: 'Tên của họ', endTime: '11:30' };
  const mine = { ...base, title: 'Tên của tôi', mode: 'thaoLuan' as const };

  it('[PL11] the fields they changed are named', () => {
    expect(listChangedFields(base, theirs)).toEqual(['title', 'endTime']);
  });

  it('[PL11] their version is taken and what was typed here stays', () => {
    expect(mergeEdits(base, mine, theirs)).toEqual({
      ...base,
      title: 'Tên của tôi',
      mode: 'thaoLuan',
      endTime: '11:30',
    });
  });

  it('[PL11] without own changes the result is theirs', () => {
    expect(mergeEdits(base, { ...base }, theirs)).toEqual(theirs);
  });
});

describe('the list of sites', () => {
  it('[PL12] groups stand in order of precedence', () => {
    expect(groupSites(sites).map(({ level, sites: members }) => [level, members.map(({ name }) => name)])).toEqual([
      ['province', ['UBND tỉnh']],
      ['district', ['Huyện Bến Lức', 'Huyện Đức Hòa']],
      ['department', ['Sở Nội vụ']],
    ]);
  });

  it('[PL12] a search without diacritics and one with another tone place find the same', () => {
    expect(searchSites(sites, 'ben luc')).toEqual([benLuc]);
    expect(searchSites(sites, 'Đức Hoà')).toEqual([ducHoa]);
    expect(searchSites(sites, '')).toHaveLength(sites.length);
  });

  it('[PL12] the lists of people, sites and units are searched the same way', () => {
    const options = sites.map(({ siteId, name }) => ({ value: siteId as string, label: name }));
    expect(searchOptions({ options, search: 'ben luc' }).map(({ label }) => label)).toEqual(['Huyện Bến Lức']);
    expect(searchOptions({ options, search: '' })).toHaveLength(options.length);
  });

  it('[PL9] moving an agenda row past either end changes nothing', () => {
    expect(moveAgendaItem(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moveAgendaItem(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moveAgendaItem(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});
