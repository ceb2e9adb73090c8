// Which sites are reminded now that they have not answered. Pure: the same input gives the same reminders.
// Rules JB7 to JB9; never looks at a clock, never sends.

import { DateTime } from 'luxon';
import { TIME_ZONE } from '../kinds.ts';
import type { AwaitedConference, AwaitedSite, SiteAnswer } from '../ports.ts';

/** local hours between which an office is reminded; mail at night annoys and is forgotten */
const FROM_HOUR = 8;
const UNTIL_HOUR = 17;
/** days before the deadline on which reminding begins */
const DAYS_BEFORE = 2;

export interface DueReminder {
  readonly conference: AwaitedConference;
  readonly site: AwaitedSite;
  /** YYYY-MM-DD in the province: one reminder a site and day. */
  readonly localDate: string;
}

/**
 * Sites that have not answered, from two days before the deadline until it passes or the conference starts, during office hours, once a
 * local day, never on the day the invitation went out. In the order given.
 */
export function dueReminders(
  conferences: readonly AwaitedConference[],
  answers: readonly SiteAnswer[],
  now: Date,
): DueReminder[] {
  const local = DateTime.fromJSDate(now, { zone: TIME_ZONE });
  if (local.hour < FROM_HOUR || local.hour >= UNTIL_HOUR) return [];
  const known = new Map(answers.map((answer) => [keyOf(answer.conferenceId, answer.siteId), answer]));
  return conferences
    .filter((conference) => isReminding(conference, local))
    .flatMap((conference) =>
      conference.sites
        .filter((site) => isWaitedFor(known.get(keyOf(conference.conferenceId, site.siteId)), local))
        .filter((site) => site.recipients.length > 0)
        .map((site) => ({ conference, site, localDate: local.toISODate() ?? '' })),
    );
}

function isReminding(conference: AwaitedConference, local: DateTime): boolean {
  const answerBy = localOf(conference.answerBy);
  const firstDay = answerBy.startOf('day').minus({ days: DAYS_BEFORE });
  return (
    local >= firstDay &&
    local < answerBy &&
    local < localOf(conference.startsAt) &&
    !local.hasSame(localOf(conference.invitedAt), 'day')
  );
}

function isWaitedFor(answer: SiteAnswer | undefined, local: DateTime): boolean {
  if (answer === undefined) return true;
  if (answer.hasAnswered) return false;
  return answer.remindedAt === null || !local.hasSame(localOf(answer.remindedAt), 'day');
}

function keyOf(conferenceId: string, siteId: string): string {
  return `${conferenceId} ${siteId}`;
}

function localOf(instant: string): DateTime {
  return DateTime.fromISO(instant, { zone: TIME_ZONE });
}
