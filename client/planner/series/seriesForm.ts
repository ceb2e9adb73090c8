// A series in the conference form, and what the form changes of it. Pure. The form's day is one of the series' days and is never sent.

import type { SeriesScope, SeriesView } from '../../../server/contract/series.ts';
import { type ConferenceForm, type Directory, toConferenceEdit, toConferenceWrite } from '../conferenceForm.ts';
import { instantAt, type LocalDate, localDateOf, localTimeOf } from '../localTime.ts';
import type { SeriesEditWrite } from './seriesApi.ts';

export type SeriesChangeWrite = SeriesEditWrite['change'];

const MINUTE_MS = 60_000;

/** What all its conferences have in common, on this day. */
export function toSeriesForm({ schedule, content }: SeriesView, date: LocalDate): ConferenceForm {
  const startsAt = instantAt(date, schedule.startTime);
  const endsAt = Date.parse(startsAt) + schedule.durationMinutes * MINUTE_MS;
  return {
    kind: content.kind,
    title: content.title,
    date,
    startTime: schedule.startTime,
    endTime: localTimeOf(endsAt),
    endsNextDay: localDateOf(endsAt) !== date,
    mode: content.mode,
    chairId: content.chairId,
    coChairIds: [...content.coChairIds],
    secretaryIds: [...content.secretaryIds],
    siteIds: [...content.siteIds],
    agenda: content.agenda.map((item, index) => ({
      key: `item-${index}`,
      title: item.title,
      durationMinutes: item.durationMinutes,
      speakingLimitMinutes: item.speakingLimitSeconds === null ? '' : item.speakingLimitSeconds / 60,
    })),
  };
}

/** Only what differs from the series; empty: nothing. Only for a form that validates. */
export function toSeriesChange(form: ConferenceForm, base: ConferenceForm, directory: Directory): SeriesChangeWrite {
  const { startsAt: _startsAt, endsAt: _endsAt, ...content } = toConferenceEdit(form, base, directory);
  const mine = timesOf(form, directory);
  const stored = timesOf(base, directory);
  return {
    ...(mine.startTime === stored.startTime ? {} : { startTime: mine.startTime }),
    ...(mine.durationMinutes === stored.durationMinutes ? {} : { durationMinutes: mine.durationMinutes }),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

function timesOf(form: ConferenceForm, directory: Directory) {
  const { startsAt, endsAt } = toConferenceWrite(form, directory);
  return {
    startTime: localTimeOf(startsAt),
    durationMinutes: (Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE_MS,
  };
}

/** The day the form stands on: of the first conference the change can reach; none is left: the last of the series. */
export function chooseFormDay(view: SeriesView, from: LocalDate | null, now: number): LocalDate {
  const reached = view.conferences.filter((one) => from === null || one.recurrenceId >= from);
  const ahead = reached.filter((one) => one.status !== 'cancelled' && Date.parse(one.startsAt) > now);
  const day = (ahead[0] ?? view.conferences.at(-1))?.startsAt;
  return day === undefined ? view.schedule.startsOn : localDateOf(day);
}

/** What the address of the form says; a day that is none means all. */
export function readEditAddress(search: URLSearchParams): { scope: SeriesScope; from: LocalDate | null } {
  const from = search.get('from');
  const day = from !== null && /^\d{4}-\d{2}-\d{2}$/.test(from) ? from : null;
  return { scope: search.get('scope') === 'later' && day !== null ? 'later' : 'all', from: day };
}
