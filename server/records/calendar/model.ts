/**
 * What a calendar needs to know of a conference, whoever asks: one invitee's mail, or the week feed of the leadership.
 * Owns shapes and limits; never writes iCalendar and never reads a clock (`stampedAt` is data).
 */

/** Shape: address as SMTP takes it, name for people. */
export interface CalendarPerson {
  readonly name: string;
  readonly email: string;
}

/** chair: ROLE=CHAIR. required, optional: as named. Nobody is asked for a reply by calendar (ADR 0068). */
export interface CalendarAttendee extends CalendarPerson {
  readonly role: 'chair' | 'required' | 'optional';
}

/** How a conference repeats: an RFC 5545 rule without DTSTART, and the occurrences taken out. */
export interface CalendarRecurrence {
  /** "FREQ=MONTHLY;BYDAY=1MO": no line break, no "RRULE:". */
  readonly rule: string;
  /** Instants of cancelled occurrences, as they would have started. */
  readonly excluded: readonly string[];
}

/** One VEVENT. Instants are ISO 8601. */
export interface CalendarEvent {
  /** The conference's id, or its series' id for the series and every moved occurrence. Becomes the UID. */
  readonly id: string;
  /** Grows with every change that invitees must know of; a cancellation is one. */
  readonly sequence: number;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly title: string;
  readonly location: string;
  readonly description: string;
  /** Page of the conference on this service; null: none to show. */
  readonly url: string | null;
  readonly cancelled: boolean;
  readonly categories: readonly string[];
  /** When this version was made. */
  readonly stampedAt: string;
  readonly recurrence: CalendarRecurrence | null;
  /** Start of the occurrence this event replaces; null: not an exception. */
  readonly replaces: string | null;
}

/** An event with the people a message is between. */
export interface CalendarInvitation extends CalendarEvent {
  readonly organizer: CalendarPerson;
  readonly attendees: readonly CalendarAttendee[];
}
