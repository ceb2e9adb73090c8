/**
 * iCalendar (RFC 5545, RFC 5546) as Outlook, Thunderbird and Google read it: invitation, update, cancellation, and a
 * published feed. Times are written in the province's zone with its VTIMEZONE, whatever zone the server runs in.
 * Never mails, never decides who is invited.
 */
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { DateTime } from 'luxon';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { AppError } from '../../lib/AppError.ts';
import { PROVINCE_ZONE, toLocal } from '../officialText.ts';
import { oneLine, plainText } from '../plainText.ts';
import type { CalendarAttendee, CalendarEvent, CalendarInvitation, CalendarPerson } from './model.ts';

const PRODUCT = { company: 'Giao ban trực tuyến', product: 'Lịch họp', language: 'VI' } as const;
/** Minutes between two looks of a subscribed calendar at the feed. */
const FEED_REFRESH_MINUTES = 15;
/** Part of the UID after "@": not an address; stays the same when the service moves to another host. */
const UID_DOMAIN = 'giao-ban';

const ROLES = {
  chair: ICalAttendeeRole.CHAIR,
  required: ICalAttendeeRole.REQ,
  optional: ICalAttendeeRole.OPT,
} as const;
/** One recurrence rule as RFC 5545 writes it; anything else could smuggle in a line or a DTSTART of its own. */
const RULE =
  /^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|WKST)=[A-Z0-9,+-]+)*$/u;
const EMAIL = /^[^\s@<>",;:\\]+@[^\s@<>",;:\\]+$/u;

/**
 * REQUEST: the first invitation, and every update (same UID, higher SEQUENCE). A series comes as its main event
 * followed by the occurrences that were moved.
 * Errors: invalidInput for an address, a rule or a time that no calendar could read.
 */
export function writeRequest(events: readonly CalendarInvitation[]): string {
  return writeMessage(ICalCalendarMethod.REQUEST, events);
}

/** CANCEL: takes the event, or one occurrence of a series, out of the invitees' calendars. Errors: as writeRequest. */
export function writeCancel(events: readonly CalendarInvitation[]): string {
  return writeMessage(
    ICalCalendarMethod.CANCEL,
    events.map((event) => ({ ...event, cancelled: true })),
  );
}

/** PUBLISH: what a calendar program subscribes to; names nobody's address. Errors: as writeRequest. */
export function writeFeed(name: string, events: readonly CalendarEvent[]): string {
  const calendar = createCalendar(ICalCalendarMethod.PUBLISH);
  calendar.name(escapeText(oneLine(name))).ttl(FEED_REFRESH_MINUTES * 60);
  for (const event of events) addEvent(calendar, event);
  return finish(calendar);
}

/** The UID of an event: stable for the life of the conference or series. */
export function calendarUid(id: string): string {
  return `${id}@${UID_DOMAIN}`;
}

function writeMessage(method: ICalCalendarMethod, events: readonly CalendarInvitation[]): string {
  const calendar = createCalendar(method);
  for (const event of events) {
    const entry = addEvent(calendar, event);
    entry.organizer(person(event.organizer));
    for (const attendee of event.attendees) entry.createAttendee(invite(attendee));
  }
  return finish(calendar);
}

/** A zone on the calendar itself would break DTSTAMP, so only the generator is set here and each event names its zone. */
function createCalendar(method: ICalCalendarMethod): ICalCalendar {
  return ical({ prodId: PRODUCT, method, timezone: { name: null, generator: writeZone } });
}

function writeZone(zone: string): string | null {
  const block = tzlib_get_ical_block(zone);
  return (Array.isArray(block) ? block[0] : block) ?? null;
}

function addEvent(calendar: ICalCalendar, event: CalendarEvent): ICalEvent {
  const start = instant(event.startsAt);
  const end = instant(event.endsAt);
  if (end <= start) throw refuse('endsAt');
  const entry = calendar.createEvent({
    id: calendarUid(event.id),
    sequence: event.sequence,
    timezone: PROVINCE_ZONE,
    start,
    end,
    stamp: instant(event.stampedAt).toUTC(),
    summary: oneLine(event.title),
    description: { plain: plainText(event.description) },
    location: { title: oneLine(event.location) },
    status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: event.cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    categories: event.categories.map((name) => ({ name: oneLine(name) })),
  });
  if (event.url !== null) entry.url(event.url);
  if (event.replaces !== null) entry.recurrenceId(instant(event.replaces));
  if (event.recurrence !== null) entry.repeating(writeRecurrence(event.recurrence));
  return entry;
}

/** RRULE and EXDATE as lines of their own: the library's own options know fewer rules than the series do. */
function writeRecurrence(recurrence: { rule: string; excluded: readonly string[] }): string {
  if (!RULE.test(recurrence.rule)) throw refuse('rule');
  const excluded = recurrence.excluded.map((at) => instant(at).toFormat("yyyyMMdd'T'HHmmss"));
  const exclusions = excluded.length === 0 ? [] : [`EXDATE;TZID=${PROVINCE_ZONE}:${excluded.join(',')}`];
  return [`RRULE:${recurrence.rule}`, ...exclusions].join('\r\n');
}

function person({ name, email }: CalendarPerson): CalendarPerson {
  if (!EMAIL.test(email)) throw refuse('email');
  return { name: nameParameter(name), email };
}

/**
 * A name as CN holds it. Quoting makes ; : , legal there and RFC 6868 even the quote, but readers in use split at them
 * all the same and lose the attendee: those signs are written otherwise.
 */
function nameParameter(name: string): string {
  return oneLine(name)
    .replace(/"/gu, "'")
    .replace(/\s*[;:]/gu, ',')
    .replace(/\^/gu, ' ');
}

function invite(attendee: CalendarAttendee) {
  return {
    ...person(attendee),
    role: ROLES[attendee.role],
    status: ICalAttendeeStatus.NEEDSACTION,
    type: ICalAttendeeType.INDIVIDUAL,
    rsvp: false,
  };
}

/** Luxon, not Date: the library writes a Date in the server's own zone. */
function instant(text: string): DateTime {
  const at = toLocal(text);
  if (!at.isValid) throw refuse('instant');
  return at;
}

/** The library escapes every text but the calendar's own name. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/gu, (sign) => `\\${sign}`);
}

/** Content lines end with CRLF, the last one too (RFC 5545 §3.1); the library leaves the last one open. */
function finish(calendar: ICalCalendar): string {
  return `${calendar.toString()}\r\n`;
}

function refuse(field: string): AppError {
  return new AppError('invalidInput', { details: { field } });
}
