// A hundred thousand attempts, 64 at a time, to book overlapping hours: each crowd of attempts wants the same day that nobody has planned
// yet, in whole and in part. Afterwards the table itself is asked for double bookings. Throws when it has one.

import { insertAccounts } from '../integration/support/accountRows.ts';
import { query } from '../integration/support/database.ts';
import { findDoubleBookings, findIncomplete } from '../integration/support/doubleBookings.ts';
import { plan } from '../integration/support/schedule.ts';
import type { Door } from './Door.ts';
import { chooseSites } from './fillYears.ts';
import type { Bench } from './scheduling.ts';

const ATTEMPTS = 100_000;
/** Each its own secretary: no account comes near its limit of requests a minute. */
const AT_ONCE = 64;
/** attempts for one day, made together */
const CROWD = 250;
const HALF_HOURS = 20;
const HALF_HOUR_MS = 1_800_000;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2060-01-01T00:00:00Z');
/** milliseconds after which the race is called off, whatever is left of it */
const LONGEST_MS = 15 * 60_000;

export async function raceForHours(bench: Bench, say: (text: string) => void): Promise<void> {
  const doors = await signInRacers(bench);
  say(`racing: ${ATTEMPTS} attempts, ${AT_ONCE} at once`);
  const startedAt = performance.now();
  const counts = { made: 0, booked: 0, refused: 0 };
  const run = async (door: Door) => {
    while (counts.made < ATTEMPTS && performance.now() - startedAt < LONGEST_MS) {
      const turn = counts.made++;
      const { status, body } = await door.ask('POST', '/api/conferences', toAttempt(bench, turn));
      if (status === 201) counts.booked += 1;
      else if (status === 409 && body.includes('"bookingClash"')) counts.refused += 1;
      else throw new Error(`attempt ${turn}: ${status} ${body.slice(0, 300)}`);
      const answered = counts.booked + counts.refused;
      if (answered % 10_000 === 0)
        say(`racing: ${answered} answered, ${counts.booked} booked, ${counts.refused} refused`);
    }
  };
  await Promise.all(doors.map(run));
  const seconds = (performance.now() - startedAt) / 1_000;
  await judge(bench, counts, seconds);
}

async function signInRacers({ databaseUrl, signIn }: Bench): Promise<Door[]> {
  await query(
    databaseUrl,
    insertAccounts(
      `SELECT 'dua-' || n, 'Thư ký ' || n, 'secretary', NULL::uuid, a.password_hash
       FROM account a, generate_series(1, $1::int) AS n WHERE a.username = 'thuky'`,
    ),
    [AT_ONCE],
  );
  const doors: Door[] = [];
  for (let n = 1; n <= AT_ONCE; n += 1) doors.push(await signIn(`dua-${n}`));
  return doors;
}

/** One to three half-hours of the crowd's day; the hub is in every one, so that none can be held beside another. */
function toAttempt({ world }: Bench, turn: number) {
  const day = FIRST_DAY + Math.floor(turn / CROWD) * DAY_MS;
  const from = day + ((turn * 7) % HALF_HOURS) * HALF_HOUR_MS;
  const to = from + (1 + (turn % 3)) * HALF_HOUR_MS;
  return plan(world, {
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(to).toISOString(),
    siteIds: chooseSites(world, turn),
  });
}

async function judge(
  { databaseUrl }: Bench,
  { made, booked, refused }: { made: number; booked: number; refused: number },
  seconds: number,
): Promise<void> {
  const since = new Date(FIRST_DAY).toISOString();
  const doubles = await findDoubleBookings(databaseUrl, since);
  const incomplete = await findIncomplete(databaseUrl, since);
  const [rows] = await query<{ n: number }>(
    databaseUrl,
    'SELECT count(*)::int AS n FROM conference WHERE starts_at >= $1',
    [since],
  );
  console.log(
    `\nRace: ${made} attempts in ${seconds.toFixed(0)} s, ${AT_ONCE} at once: ${booked} booked, ${refused} refused with a reason; ` +
      `in the table ${rows?.n} conferences, ${doubles.length} double bookings, ${incomplete.length} incomplete.`,
  );
  const isWhole = booked + refused === made && booked === rows?.n;
  if (doubles.length > 0 || incomplete.length > 0 || !isWhole || made < ATTEMPTS)
    throw new Error('the race ended with a double booking, a lost attempt, or too late');
}
