// Series behind the HTTP door: the room of the file's tests, and what they ask of it. One for a test file: call `prepareSeries` at its top.

import { beforeAll, expect } from 'vitest';
import type { ConferenceView } from '../../../server/contract/index.ts';
import type { SeriesOutcome, SeriesPreview, SeriesView } from '../../../server/contract/series.ts';
import type { Store } from '../../../server/store/createStore.ts';
import type { TestApi, TestClient } from './api.ts';
import { prepareApi } from './apiRoom.ts';
import { query } from './database.ts';
import { plan, type World } from './schedule.ts';

export let store: Store;
export let databaseUrl: string;
export let world: World;
export let api: TestApi;
export let secretary: TestClient;

/** Starts with the file and ends with it; answers who is signed in. */
export function prepareSeries() {
  const { as, the } = prepareApi();
  beforeAll(() => {
    ({ store, databaseUrl, world, api } = the());
    secretary = as('secretary');
  });
  return as;
}

let hour = 0;
/** Passes hours by, or gives them back; answers the hour that is now the last taken. */
export function skipHours(hours: number): string {
  hour += hours;
  return `${String(hour).padStart(2, '0')}:00`;
}
/** Nine Mondays at an hour of their own (local), so that tests do not clash with each other. */
export function weekly(change: Record<string, unknown> = {}) {
  hour += 1;
  const { startsAt: _startsAt, endsAt: _endsAt, ...content } = plan(world, { title: `Giao ban tuần ${hour}` });
  return {
    startsOn: '2026-12-07',
    startTime: skipHours(0),
    durationMinutes: 45,
    rule: { freq: 'weekly', interval: 1, weekdays: ['MO'] },
    end: { kind: 'count', count: 9 },
    holidayPolicy: 'skip',
    content,
    ...change,
  };
}
/** The same nine weeks from a Monday of another time, at 08:00. */
export function weeklyFrom(startsOn: string) {
  const input = weekly({ startsOn, startTime: '08:00' });
  hour -= 1;
  return input;
}
export async function create(input: unknown): Promise<SeriesView> {
  const answer = await secretary.send<SeriesView>('POST', '/api/series', input);
  if (answer.status !== 201) throw new Error(`series: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
export const preview = (input: unknown) => secretary.send<SeriesPreview>('POST', '/api/series?dryRun=true', input);
export const edit = (series: { seriesId: string; version: number }, body: unknown) =>
  secretary.edit<SeriesOutcome>(`/api/series/${series.seriesId}`, series.version, body);
export const read = async (id: string | undefined) =>
  (await secretary.get<ConferenceView>(`/api/conferences/${id}`)).body;
export const count = async (table: string, where = 'true') =>
  (await query<{ n: number }>(databaseUrl, `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`))[0]?.n;
export const at = (series: SeriesView, recurrenceId: string) => {
  const found = series.conferences.find((one) => one.recurrenceId === recurrenceId);
  if (found === undefined) throw new Error(`no conference on ${recurrenceId}`);
  return found;
};
export const addMinutes = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
export const publish = async (conferenceId: string) => {
  const { version } = await read(conferenceId);
  const answer = await secretary.edit<ConferenceView>(`/api/conferences/${conferenceId}/publish`, version, {}, 'POST');
  expect(answer.status).toBe(200);
  return answer.body;
};
