// The acts of a conference's life beyond planning and publishing it, its history, and the refusals of state-secret content.
// What may be done is the domain's table; a step and its change are one transaction.

import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type {
  LifeAct,
  LifeView,
  lifePostponeSchema,
  lifeRescheduleSchema,
  StateSecretRefusal,
} from '../../contract/index.ts';
import { listLifeActs } from '../../domain/scheduling/life.ts';
import type { Prisma } from '../generated/client.ts';
import type { Database, Tx } from '../prisma.ts';
import { release } from './bookings.ts';
import { decideOrRefuse, loadFacts } from './lifeDecision.ts';
import { presentConference } from './present.ts';
import { toPlan } from './rows.ts';
import { findLast, keepStep, listSteps, markPaused, type NewStep, type StepBy } from './steps.ts';
import { bookable, bookOrRefuse, check, getWhole, lockRow, toWanted } from './transact.ts';
import type { ConferenceId, ConferenceView } from './types.ts';

export type Postpone = z.output<typeof lifePostponeSchema>;
export type Reschedule = z.output<typeof lifeRescheduleSchema>;

/** refusals one list answers at most */
const REFUSALS_LIMIT = 200;

/** Who does it to what, and when. */
export interface Doing {
  readonly conferenceId: ConferenceId;
  readonly version: number;
  readonly by: StepBy;
  readonly now: Date;
}

export class LifeRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Errors of every act: notFound, forbidden, conflict, wrongState. */
  submit(doing: Doing, comment: string): Promise<ConferenceView> {
    return this.#act('submit', doing, { comment });
  }

  approve(doing: Doing, comment: string): Promise<ConferenceView> {
    return this.#act('approve', doing, { comment });
  }

  return(doing: Doing, comment: string): Promise<ConferenceView> {
    return this.#act('return', doing, { comment });
  }

  conclude(doing: Doing, comment: string): Promise<ConferenceView> {
    return this.#act('conclude', doing, { comment });
  }

  /** Everything it booked is free again. */
  postpone(doing: Doing, { reason, note }: Postpone): Promise<ConferenceView> {
    return this.#act('postpone', doing, { reason, comment: note }, async (tx) => {
      await release(tx, doing.conferenceId);
      return { cancelReason: reason, cancelNote: note };
    });
  }

  /** Books the new time and publishes, or changes nothing. Errors also: invalidInput, bookingClash. */
  reschedule(doing: Doing, { startsAt, endsAt, reason, note }: Reschedule): Promise<ConferenceView> {
    return this.#act('reschedule', doing, { reason, comment: note }, async (tx) => {
      const plan = { ...toPlan(await getWhole(tx, doing.conferenceId)), startsAt, endsAt };
      await check(tx, plan, doing.now);
      await bookOrRefuse(tx, toWanted(doing.conferenceId, plan));
      return { startsAt: new Date(startsAt), endsAt: new Date(endsAt), cancelReason: null, cancelNote: null };
    });
  }

  /** The history, and what this account may do now. Errors: notFound. */
  async getLife(conferenceId: ConferenceId, by: StepBy): Promise<LifeView> {
    const row = await getWhole(this.#database, conferenceId);
    const [view] = await markPaused(this.#database, [presentConference(row)]);
    const facts = await loadFacts(this.#database, { status: view?.status ?? row.status, chairId: row.chairId }, by);
    return { conferenceId, steps: await listSteps(this.#database, conferenceId), acts: listLifeActs(facts) };
  }

  /** When the invitation to the present date went out and when the conclusion was issued; null: not yet, or not recorded. */
  async findMilestones(conferenceId: ConferenceId) {
    const invitationSentAt = await findLast(this.#database, conferenceId, ['publish', 'reschedule']);
    const concludedAt = await findLast(this.#database, conferenceId, ['conclude']);
    return { invitationSentAt, concludedAt };
  }

  /** Keeps that somebody tried; of the title only its hash. */
  async keepRefusal(title: string, by: NonNullable<StepBy>, now: Date): Promise<void> {
    const titleHash = createHash('sha256').update(title).digest('hex');
    await this.#database.stateSecretRefusal.create({
      data: { at: now, accountId: by.accountId, byName: by.name, titleHash },
    });
  }

  /** Newest first. */
  async listRefusals(): Promise<StateSecretRefusal[]> {
    const rows = await this.#database.stateSecretRefusal.findMany({
      orderBy: [{ at: 'desc' }, { refusalId: 'desc' }],
      take: REFUSALS_LIMIT,
    });
    return rows.map(({ at, byName, titleHash }) => ({ at: at.toISOString(), byName, titleHash }));
  }

  #act(
    act: LifeAct,
    { conferenceId, version, by, now }: Doing,
    said: Pick<NewStep, 'reason' | 'comment'>,
    change: (tx: Tx) => Promise<Prisma.ConferenceUpdateInput> = async () => ({}),
  ): Promise<ConferenceView> {
    return bookable(this.#database, async (tx) => {
      const current = await lockRow(tx, conferenceId);
      const status = await decideOrRefuse(tx, act, current, version, by);
      const data = { ...(await change(tx)), status, version: { increment: 1 } };
      await tx.conference.update({ where: { conferenceId }, data });
      const view = presentConference(await getWhole(tx, conferenceId));
      await keepStep(tx, view, { act, at: now, by, from: current.status, ...said });
      return view;
    });
  }
}
