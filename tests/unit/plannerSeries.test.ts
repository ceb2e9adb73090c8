// Series and templates in the form: what is shown, what is sent, what is left out. Pure.

import { describe, expect, it } from 'vitest';
import {
  chooseFormDay,
  readEditAddress,
  toSeriesChange,
  toSeriesForm,
} from '../../client/planner/series/seriesForm.ts';
import { listSeriesRows } from '../../client/planner/series/seriesRows.ts';
import {
  startFromConference,
  startFromTemplate,
  toStartedForm,
  toTemplateContent,
} from '../../client/planner/templates/startForm.ts';
import type { ConferenceView, PersonView, SiteView } from '../../server/contract/http.ts';
import type { AccountId, AgendaItemId, ConferenceId, SiteId, UnitId } from '../../server/contract/ids.ts';
import {
  type SeriesView,
  seriesChangeSchema,
  seriesScheduleSchema,
  templateWriteSchema,
} from '../../server/contract/series.ts';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function site(number: number, name: string): SiteView {
  return {
    siteId: uuid(number) as SiteId,
    unitId: uuid(900 + number) as UnitId,
    unitName: name,
    level: 'district',
    name,
    shortName: name,
    order: number,
    isHub: number === 1,
    deviceClass: 'room',
    linkDownKbps: 8_000,
    linkUpKbps: 8_000,
    backupPhone: null,
    email: null,
    version: 1,
  };
}
const [hub, benLuc, ducHoa] = [site(1, 'UBND tỉnh'), site(2, 'Huyện Bến Lức'), site(3, 'Huyện Đức Hòa')];
const person = (number: number, name: string, role: 'chair' | 'secretary'): PersonView => ({
  accountId: uuid(500 + number) as AccountId,
  name,
  role,
  siteId: role === 'chair' ? hub.siteId : null,
  siteName: null,
});
const [chair, secretary] = [person(1, 'Chủ tịch', 'chair'), person(2, 'Thư ký', 'secretary')];
const directory = { people: [chair, secretary], sites: [hub, benLuc, ducHoa] };

const held = (recurrenceId: string, startsAt: string, status: 'draft' | 'cancelled' = 'draft') => ({
  conferenceId: uuid(Number(recurrenceId.replaceAll('-', ''))) as ConferenceId,
  recurrenceId,
  status,
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 7_200_000).toISOString(),
});

const view: SeriesView = {
  seriesId: uuid(1),
  sentence: { vi: '', en: '' },
  schedule: seriesScheduleSchema.parse({
    startsOn: '2026-12-07',
    startTime: '22:30',
    durationMinutes: 120,
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
    end: { kind: 'count', count: 4 },
    holidayPolicy: 'nextWorkingDay',
    exceptions: [
      { recurrenceId: '2026-12-14', edited: { title: 'Tên riêng' } },
      { recurrenceId: '2026-12-21', cancelled: { reason: 'khac', note: '' } },
      { recurrenceId: '2027-01-04', moved: { localDate: '2026-12-30', startTime: '22:30', durationMinutes: 120 } },
    ],
  }),
  content: {
    kind: 'giaoBan',
    title: 'Giao ban tuần',
    mode: 'giaoBan',
    chairId: chair.accountId,
    coChairIds: [],
    secretaryIds: [secretary.accountId],
    siteIds: [hub.siteId, benLuc.siteId],
    agenda: [{ title: 'Tình hình', durationMinutes: 60, speakingLimitSeconds: 300 }],
  },
  conferences: [
    held('2026-12-07', '2026-12-07T15:30:00.000Z'),
    held('2026-12-14', '2026-12-14T15:30:00.000Z'),
    held('2026-12-21', '2026-12-21T15:30:00.000Z', 'cancelled'),
    held('2026-12-28', '2026-12-29T15:30:00.000Z'),
    held('2027-01-04', '2026-12-30T15:30:00.000Z'),
  ],
  version: 3,
};

describe('a series in the form', () => {
  const form = toSeriesForm(view, '2026-12-14');

  it('[SR16] shows what all have in common, over midnight too', () => {
    expect(form).toMatchObject({ title: 'Giao ban tuần', startTime: '22:30', endTime: '00:30', endsNextDay: true });
    expect(form.agenda).toEqual([{ key: 'item-0', title: 'Tình hình', durationMinutes: 60, speakingLimitMinutes: 5 }]);
    expect(toSeriesChange(form, form, directory)).toEqual({});
  });

  it('[SR16] sends only what was changed, and never the day', () => {
    const later = { ...form, startTime: '8h', endTime: '10:00', endsNextDay: false, title: ' Tên mới ' };
    const change = toSeriesChange(later, form, directory);
    expect(change).toEqual({ startTime: '08:00', content: { title: 'Tên mới' } });
    expect(seriesChangeSchema.safeParse(change).success).toBe(true);
    const longer = { ...form, endTime: '01:00', siteIds: [...form.siteIds, ducHoa.siteId] };
    expect(toSeriesChange(longer, form, directory)).toEqual({
      durationMinutes: 150,
      content: { siteIds: [hub.siteId, benLuc.siteId, ducHoa.siteId] },
    });
    expect(toSeriesChange({ ...form, date: '2027-03-01' }, form, directory)).toEqual({});
  });

  it('[SR16] stands on the first day the change can reach', () => {
    const at = (instant: string) => Date.parse(instant);
    expect(chooseFormDay(view, null, at('2026-12-01T00:00:00Z'))).toBe('2026-12-07');
    expect(chooseFormDay(view, '2026-12-21', at('2026-12-01T00:00:00Z'))).toBe('2026-12-29');
    expect(chooseFormDay(view, null, at('2027-02-01T00:00:00Z'))).toBe('2026-12-30');
  });

  it('[SR16] reads from its address how far it goes; what is no day means all', () => {
    const read = (text: string) => readEditAddress(new URLSearchParams(text));
    expect(read('scope=later&from=2026-12-14')).toEqual({ scope: 'later', from: '2026-12-14' });
    expect(read('scope=all&from=2026-12-14')).toEqual({ scope: 'all', from: '2026-12-14' });
    expect(read('scope=later')).toEqual({ scope: 'all', from: null });
    expect(read('scope=later&from=mai')).toEqual({ scope: 'all', from: null });
  });

  it('[SR15] its page says of each conference what was done to it alone, by time', () => {
    expect(
      listSeriesRows(view).map(({ conference, cancelled, movedFrom, movedBy, edited }) => [
        conference.recurrenceId,
        cancelled?.reason ?? null,
        movedFrom,
        movedBy,
        ...edited,
      ]),
    ).toEqual([
      ['2026-12-07', null, null, null],
      ['2026-12-14', null, null, null, 'title'],
      ['2026-12-21', 'khac', null, null],
      ['2026-12-28', null, '2026-12-28', 'holiday'],
      ['2027-01-04', null, '2027-01-04', 'hand'],
    ]);
  });
});

describe('a conference that begins from another', () => {
  const past: ConferenceView = {
    conferenceId: uuid(77) as ConferenceId,
    status: 'concluded',
    kind: 'chuyenDe',
    title: 'Chuyên đề quý',
    startsAt: '2026-03-02T01:00:00.000Z',
    endsAt: '2026-03-02T04:30:00.000Z',
    mode: 'hoiNghi',
    chair,
    coChairs: [person(9, 'Phó Chủ tịch đã nghỉ', 'chair')],
    secretaries: [secretary],
    sites: [hub, benLuc, site(8, 'Huyện cũ')].map(({ siteId, name, shortName, isHub }) => ({
      siteId,
      name,
      shortName,
      isHub,
    })),
    agenda: [{ itemId: uuid(5) as AgendaItemId, title: 'Báo cáo', durationMinutes: 30, speakingLimitSeconds: null }],
    cancelReason: null,
    cancelNote: null,
    version: 7,
  };

  it('[SR17] a copy has everything but the day, and names who and what is no longer there', () => {
    const { form, missingPeople, missingSites } = toStartedForm(startFromConference(past), '2026-11-24', directory);
    expect(form).toEqual({
      kind: 'chuyenDe',
      title: 'Chuyên đề quý',
      date: '2026-11-24',
      startTime: '08:00',
      endTime: '11:30',
      endsNextDay: false,
      mode: 'hoiNghi',
      chairId: chair.accountId,
      coChairIds: [],
      secretaryIds: [secretary.accountId],
      siteIds: [hub.siteId, benLuc.siteId],
      agenda: [{ key: 'item-0', title: 'Báo cáo', durationMinutes: 30, speakingLimitMinutes: '' }],
    });
    expect(missingPeople).toEqual(['Phó Chủ tịch đã nghỉ']);
    expect(missingSites).toEqual(['Huyện cũ']);
  });

  it('[SR17] a template is a conference without its day, as the server takes it, and begins the same form', () => {
    const content = toTemplateContent(past);
    const parsed = templateWriteSchema.parse({ name: 'Quý', content });
    expect(parsed.content).toMatchObject({ startTime: '08:00', durationMinutes: 210, title: 'Chuyên đề quý' });
    const template = { ...parsed, templateId: uuid(6), version: 1 };
    const names = new Map([[uuid(8), 'Huyện cũ']]);
    const begun = toStartedForm(startFromTemplate(template, names), '2026-11-24', directory);
    const copied = toStartedForm(startFromConference(past), '2026-11-24', directory);
    expect(begun.form).toEqual(copied.form);
    expect([begun.missingSites, begun.missingPeople]).toEqual([['Huyện cũ'], ['']]);
  });

  it('[SR17] a chair who is gone leaves the place empty', () => {
    const gone = { ...past, chair: person(30, 'Chủ tịch cũ', 'chair') };
    const { form, missingPeople } = toStartedForm(startFromConference(gone), '2026-11-24', directory);
    expect(form.chairId).toBeNull();
    expect(missingPeople).toEqual(['Chủ tịch cũ', 'Phó Chủ tịch đã nghỉ']);
  });
});
