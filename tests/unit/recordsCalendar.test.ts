// iCalendar: read back strictly with ical.js, and a second time with ts-ics, which shares no code with it.

import ICAL from 'ical.js';
import { convertIcsCalendar, generateIcsCalendar, type IcsCalendar } from 'ts-ics';
import { describe, expect, it } from 'vitest';
import { describeConference } from '../../server/records/calendar/describeConference.ts';
import type { CalendarEvent, CalendarInvitation } from '../../server/records/calendar/model.ts';
import { calendarUid, writeCancel, writeFeed, writeRequest } from '../../server/records/calendar/writeCalendar.ts';
import { conference } from './support/records.ts';

const ID = '018f0000-0000-7000-8000-000000000001';

function event(changes: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    id: ID,
    sequence: 0,
    startsAt: '2026-02-10T00:30:00Z',
    endsAt: '2026-02-10T04:00:00Z',
    title: 'Họp giao ban trực tuyến tháng 02 năm 2026',
    location: 'Phòng họp trực tuyến Ủy ban nhân dân tỉnh, số 61 Nguyễn Huệ, phường Long An',
    description:
      'Chủ trì: Nguyễn Văn A, Chủ tịch Ủy ban nhân dân tỉnh\nNội dung: tình hình kinh tế - xã hội; giải ngân vốn đầu tư công',
    url: 'https://giaoban.tinh.gov.vn/hop/1?a=1,2;b',
    cancelled: false,
    categories: ['Họp giao ban'],
    stampedAt: '2026-02-03T02:15:00Z',
    recurrence: null,
    replaces: null,
    ...changes,
  };
}

function invitation(changes: Partial<CalendarInvitation> = {}): CalendarInvitation {
  return {
    ...event(changes),
    organizer: { name: 'Văn phòng Ủy ban nhân dân tỉnh', email: 'vanphong@tinh.gov.vn' },
    attendees: [
      { name: 'Nguyễn Văn A', email: 'a@tinh.gov.vn', role: 'chair' },
      {
        name: 'Điểm cầu huyện "Bến Lức"; phòng 1, 2',
        email: 'benluc@tinh.gov.vn',
        role: 'required',
      },
    ],
    ...changes,
  };
}

interface Reading {
  readonly calendar: ICAL.Component;
  readonly events: readonly ICAL.Event[];
}

/** Strictly: what ical.js does not know how to parse is an error. */
function read(text: string): Reading {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return { calendar, events };
}

function first(reading: Reading): ICAL.Event {
  const [found] = reading.events;
  if (found === undefined) throw new Error('no event');
  return found;
}

/** What two readers must agree on. */
function digest(text: string) {
  return read(text).events.map((found) => ({
    uid: found.uid,
    // RFC 5545 §3.8.7.4: an absent SEQUENCE is 0; ts-ics leaves a 0 out.
    sequence: found.sequence ?? 0,
    summary: found.summary,
    location: found.location,
    description: found.description,
    start: found.startDate.toJSDate().toISOString(),
    end: found.endDate.toJSDate().toISOString(),
    replaces: found.recurrenceId?.toJSDate().toISOString() ?? null,
    rule: found.component.getFirstPropertyValue('rrule')?.toString() ?? null,
    excluded: found.component
      .getAllProperties('exdate')
      .flatMap((property) => property.getValues().map((value) => String(value))),
    attendees: found.attendees.map((attendee) => [
      attendee.getFirstParameter('cn'),
      String(attendee.getFirstValue()).toLowerCase(),
      attendee.getFirstParameter('partstat'),
    ]),
    status: found.component.getFirstPropertyValue('status'),
  }));
}

const series = (): readonly CalendarInvitation[] => [
  invitation({
    startsAt: '2026-01-05T00:30:00Z',
    endsAt: '2026-01-05T04:00:00Z',
    sequence: 2,
    recurrence: {
      rule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330T003000Z',
      excluded: ['2026-02-16T00:30:00Z', '2026-02-23T00:30:00Z'],
    },
  }),
  invitation({
    startsAt: '2026-03-03T07:00:00Z',
    endsAt: '2026-03-03T09:00:00Z',
    sequence: 2,
    replaces: '2026-03-02T00:30:00Z',
    title: 'Giao ban dời sang thứ Ba',
  }),
];

describe('a message about a conference', () => {
  it('[RE10] invites, updates and cancels the same event', () => {
    const invited = read(writeRequest([invitation()]));
    const updated = read(writeRequest([invitation({ sequence: 1, startsAt: '2026-02-10T01:30:00Z' })]));
    const cancelled = read(writeCancel([invitation({ sequence: 2 })]));
    expect([invited, updated, cancelled].map(({ calendar }) => calendar.getFirstPropertyValue('method'))).toEqual([
      'REQUEST',
      'REQUEST',
      'CANCEL',
    ]);
    expect(new Set([invited, updated, cancelled].map((reading) => first(reading).uid))).toEqual(
      new Set([calendarUid(ID)]),
    );
    expect([invited, updated, cancelled].map((reading) => first(reading).sequence)).toEqual([0, 1, 2]);
    expect([invited, cancelled].map((reading) => first(reading).component.getFirstPropertyValue('status'))).toEqual([
      'CONFIRMED',
      'CANCELLED',
    ]);
    expect(first(cancelled).component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  });

  it('[RE11] names organiser and attendees, and asks nobody for a reply by calendar', () => {
    const found = first(read(writeRequest([invitation()])));
    const organizer = found.component.getFirstProperty('organizer');
    expect([organizer?.getFirstParameter('cn'), String(organizer?.getFirstValue()).toLowerCase()]).toEqual([
      'Văn phòng Ủy ban nhân dân tỉnh',
      'mailto:vanphong@tinh.gov.vn',
    ]);
    const attendees = found.attendees.map((attendee) =>
      ['cn', 'role', 'partstat', 'rsvp'].map((name) => attendee.getFirstParameter(name)),
    );
    expect(attendees[0]).toEqual(['Nguyễn Văn A', 'CHAIR', 'NEEDS-ACTION', 'FALSE']);
    expect(attendees[1]?.slice(1)).toEqual(['REQ-PARTICIPANT', 'NEEDS-ACTION', 'FALSE']);
  });

  it('[RE13] writes a series with what is taken out and what is moved', () => {
    const reading = read(writeRequest(series()));
    const [main, moved] = reading.events;
    if (main === undefined || moved === undefined) throw new Error('two events expected');
    expect(moved.uid).toBe(main.uid);
    main.relateException(moved);
    const starts: string[] = [];
    const iterator = main.iterator();
    for (let next = iterator.next(); next; next = iterator.next())
      starts.push(main.getOccurrenceDetails(next).startDate.toString());
    // Mondays of the first quarter, two of Tết taken out, 2 March moved to Tuesday afternoon.
    expect(starts).toEqual([
      '2026-01-05T07:30:00',
      '2026-01-12T07:30:00',
      '2026-01-19T07:30:00',
      '2026-01-26T07:30:00',
      '2026-02-02T07:30:00',
      '2026-02-09T07:30:00',
      '2026-03-03T14:00:00',
      '2026-03-09T07:30:00',
      '2026-03-16T07:30:00',
      '2026-03-23T07:30:00',
      '2026-03-30T07:30:00',
    ]);
    const text = writeRequest(series());
    expect(text).toContain('EXDATE;TZID=Asia/Ho_Chi_Minh:20260216T073000,20260223T073000');
    expect(text).toContain('RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20260302T073000');
    const gone = read(
      writeCancel([
        invitation({
          sequence: 3,
          replaces: '2026-03-09T00:30:00Z',
          startsAt: '2026-03-09T00:30:00Z',
          endsAt: '2026-03-09T04:00:00Z',
        }),
      ]),
    );
    expect(first(gone).recurrenceId?.toString()).toBe('2026-03-09T07:30:00');
  });

  it('[RE12] writes the hour of the province with its zone, and the stamp in UTC', () => {
    const text = writeRequest([invitation()]);
    expect(text).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20260210T073000\r\n');
    expect(text).toContain('DTEND;TZID=Asia/Ho_Chi_Minh:20260210T110000\r\n');
    expect(text).toContain('DTSTAMP:20260203T021500Z\r\n');
    expect(text.match(/BEGIN:VTIMEZONE/gu)).toHaveLength(1);
    expect(first(read(text)).startDate.toJSDate().toISOString()).toBe('2026-02-10T00:30:00.000Z');
  });
});

describe('the bytes', () => {
  const long = 'Nghe báo cáo tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội, quốc phòng - an ninh; '.repeat(
    12,
  );

  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    '[RE14] ends lines with CRLF and folds at 75 octets between letters (shifted by %i)',
    (shift) => {
      const title = 'x'.repeat(shift) + long.slice(0, 190);
      const bytes = Buffer.from(
        writeRequest([invitation({ title, description: `${'y'.repeat(shift)}${long}🏛️ẵ` })]),
        'utf8',
      );
      expect(bytes.toString('utf8')).not.toMatch(/(?<!\r)\n|\r(?!\n)/u);
      expect(bytes.subarray(-2).toString()).toBe('\r\n');
      let start = 0;
      const lines: Buffer[] = [];
      for (let at = bytes.indexOf('\r\n'); at !== -1; at = bytes.indexOf('\r\n', start)) {
        lines.push(bytes.subarray(start, at));
        start = at + 2;
      }
      expect(lines.length).toBeGreaterThan(20);
      const strict = new TextDecoder('utf-8', { fatal: true });
      for (const line of lines) {
        expect(line.length).toBeLessThanOrEqual(75);
        expect(line.length).toBeGreaterThan(0);
        expect(() => strict.decode(line)).not.toThrow();
      }
      expect(first(read(bytes.toString('utf8'))).description).toBe(`${'y'.repeat(shift)}${long}🏛️ẵ`);
    },
  );

  it('[RE15] two independent readers agree, and so does what the second writes again', () => {
    for (const text of [
      writeRequest([invitation()]),
      writeCancel([invitation({ sequence: 4 })]),
      writeRequest(series()),
      writeFeed('Lịch lãnh đạo', [event()]),
    ]) {
      const second: IcsCalendar = convertIcsCalendar(undefined, text);
      expect(second.events).toHaveLength(read(text).events.length);
      expect(
        second.events?.map((found) => [
          found.uid,
          found.summary,
          found.start.date.toISOString(),
          found.start.local?.timezone,
        ]),
      ).toEqual(
        read(text).events.map((found) => [
          found.uid,
          found.summary,
          found.startDate.toJSDate().toISOString(),
          'Asia/Ho_Chi_Minh',
        ]),
      );
      expect(digest(generateIcsCalendar(second))).toEqual(digest(text));
      // And ical.js's own writing of what it read.
      expect(digest(`${read(text).calendar.toString()}\r\n`)).toEqual(digest(text));
    }
  });

  it('[RE17] keeps text from becoming a property', () => {
    const nasty = 'Họp\r\nATTENDEE:MAILTO:x@y.vn\nEND:VEVENT; a, b \\ "c" ^n';
    const found = read(
      writeRequest([
        invitation({
          title: nasty,
          location: nasty,
          description: nasty,
          categories: [nasty],
          organizer: { name: nasty, email: 'o@tinh.gov.vn' },
        }),
      ]),
    );
    expect(found.events).toHaveLength(1);
    expect(first(found).attendees.map((attendee) => attendee.getFirstParameter('cn'))).toEqual([
      'Nguyễn Văn A',
      "Điểm cầu huyện 'Bến Lức', phòng 1, 2",
    ]);
    expect(first(found).description).toBe('Họp\nATTENDEE:MAILTO:x@y.vn\nEND:VEVENT; a, b \\ "c" ^n');
    expect(first(found).summary).toBe('Họp ATTENDEE:MAILTO:x@y.vn END:VEVENT; a, b \\ "c" ^n');
    const feed = writeFeed('Lịch\r\nX-A:1; b, c', [event()]);
    expect(feed).toContain('\r\nNAME:Lịch X-A:1\\; b\\, c\r\n');
    expect(read(feed).calendar.getFirstProperty('x-a')).toBeNull();
  });

  it('[RE17] refuses what no calendar could read', () => {
    const refused = (changes: Partial<CalendarInvitation>) =>
      expect(() => writeRequest([invitation(changes)])).toThrow(expect.objectContaining({ code: 'invalidInput' }));
    refused({ startsAt: 'tomorrow' });
    refused({ endsAt: '2026-02-10T00:30:00Z' });
    refused({ recurrence: { rule: 'FREQ=WEEKLY\r\nATTENDEE:MAILTO:x@y.vn', excluded: [] } });
    refused({ recurrence: { rule: 'every Monday', excluded: [] } });
    refused({ organizer: { name: 'x', email: 'a@b.vn\r\nX-A:1' } });
    refused({ attendees: [{ name: 'x', email: 'nobody', role: 'required' }] });
  });
});

describe('the event of a conference', () => {
  const context = {
    sequence: 3,
    stampedAt: '2026-02-03T02:15:00Z',
    location: 'Phòng họp',
    url: null,
    occurrence: null,
  };

  it('[RE18] says chair, agenda and sites, and is gone when the conference does not take place', () => {
    const found = first(read(writeFeed('Lịch', [describeConference(conference(), context)])));
    expect(found.uid).toBe(calendarUid(conference().conferenceId));
    expect(found.summary).toBe(conference().title);
    expect(found.component.getFirstPropertyValue('categories')).toBe('Họp giao ban');
    expect(found.description.split('\n')).toEqual([
      'Chủ trì: Nguyễn Văn A',
      'Nội dung:',
      ...conference().agenda.map((item, index) => `${index + 1}. ${item.title} (30 phút)`),
      'Điểm cầu: Điểm cầu trung tâm, Điểm cầu Phường Long An, Điểm cầu Xã Bến Lức',
    ]);
    expect(describeConference(conference({ status: 'cancelled' }), context).cancelled).toBe(true);
    const [site] = conference().sites;
    if (site === undefined) throw new Error('no site');
    const large = describeConference(
      conference({ agenda: [], sites: Array.from({ length: 97 }, () => site) }),
      context,
    );
    expect(large.description).toContain('và 77 điểm cầu khác');
  });

  it('[RE18] of a series is the occurrence that replaces the one of the rule', () => {
    const occurrence = { seriesId: 'series-1', replaces: '2026-02-09T00:30:00Z' };
    const text = writeFeed('Lịch', [describeConference(conference(), { ...context, occurrence })]);
    expect(text).toContain('UID:series-1@giao-ban\r\n');
    expect(text).toContain('RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20260209T073000\r\n');
    expect(text).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20260210T080000\r\n');
  });
});

describe('the feed of the week', () => {
  it('[RE16] publishes without anybody’s address and says when to look again', () => {
    const text = writeFeed('Lịch công tác tuần của lãnh đạo', [
      invitation(),
      event({ id: '018f0000-0000-7000-8000-000000000002', cancelled: true }),
    ]);
    const { calendar, events } = read(text);
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT15M');
    expect(String(calendar.getFirstPropertyValue('x-published-ttl'))).toBe('PT15M');
    expect(events.map((found) => found.component.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CANCELLED']);
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER|MAILTO|@tinh/iu);
  });

  it('[RE16] is a calendar too when the week is empty', () => {
    expect(read(writeFeed('Lịch', [])).events).toEqual([]);
  });
});
