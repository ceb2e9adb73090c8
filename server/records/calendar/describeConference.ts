/**
 * A conference as a calendar shows it: who chairs, what is on the agenda, which sites sit in. Never decides who is told,
 * and never counts versions: the sequence is data.
 */
import type { ConferenceView } from '../../contract/http.ts';
import { KIND_NAMES } from '../kindNames.ts';
import { oneLine } from '../plainText.ts';
import type { CalendarEvent } from './model.ts';

/** What the conference itself does not say. */
export interface CalendarContext {
  /** How often invitees have been told before; see CalendarEvent. */
  readonly sequence: number;
  readonly stampedAt: string;
  /** Room and street of the hub. */
  readonly location: string;
  readonly url: string | null;
  /** The series' id and the start the rule gave, for an occurrence of one; null: a single conference. */
  readonly occurrence: { readonly seriesId: string; readonly replaces: string } | null;
}

/** Sites named in full; beyond this number an entry in a telephone's calendar can no longer be read. */
const NAMED_SITES = 20;
/** Neither takes place when it was announced, so both leave the calendars. */
const NOT_TAKING_PLACE: readonly string[] = ['cancelled', 'postponed'];

/** The event of a conference; of a series only the single occurrence, which replaces the one the rule gave. */
export function describeConference(conference: ConferenceView, context: CalendarContext): CalendarEvent {
  return {
    id: context.occurrence?.seriesId ?? conference.conferenceId,
    sequence: context.sequence,
    startsAt: conference.startsAt,
    endsAt: conference.endsAt,
    title: conference.title,
    location: context.location,
    description: describe(conference),
    url: context.url,
    cancelled: NOT_TAKING_PLACE.includes(conference.status),
    categories: [KIND_NAMES[conference.kind]],
    stampedAt: context.stampedAt,
    recurrence: null,
    replaces: context.occurrence?.replaces ?? null,
  };
}

function describe(conference: ConferenceView): string {
  const agenda = conference.agenda.map(
    (item, index) => `${index + 1}. ${oneLine(item.title)} (${item.durationMinutes} phút)`,
  );
  const named = conference.sites.slice(0, NAMED_SITES).map((site) => oneLine(site.name));
  const more = conference.sites.length - named.length;
  return [
    `Chủ trì: ${oneLine(conference.chair.name)}`,
    ...(agenda.length > 0 ? ['Nội dung:', ...agenda] : []),
    `Điểm cầu: ${named.join(', ')}${more > 0 ? ` và ${more} điểm cầu khác` : ''}`,
  ].join('\n');
}
