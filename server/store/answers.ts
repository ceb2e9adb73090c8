// What invited sites answered, and when they were reminded. The newest answer of a site stands; the secretary's consent belongs to it.
// Never sends; who may answer is the caller's.

import type { AnswersView, OwnAnswerView, SiteAnswerView, SiteAnswerWrite } from '../contract/answers.ts';
import type { ConferenceId, ConferenceView, SiteId } from '../contract/index.ts';
import { answerByOf } from '../domain/scheduling/answerBy.ts';
import type { Awaited } from '../invitations/ports.ts';
import { AppError } from '../lib/AppError.ts';
import type { ConferenceInvitationModel, SiteAnswerModel } from './generated/models.ts';
import { parseDetails } from './invitations.ts';
import type { Database, Tx } from './prisma.ts';
import { presentConference, WHOLE_CONFERENCE } from './schedule/present.ts';
import { getWhole, lockRow } from './schedule/transact.ts';

/** conferences one tick looks at: those of the coming weeks */
const AWAITED = 500;

export class AnswerRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Every invited site with its answer. Errors: notFound. */
  async list(conferenceId: ConferenceId): Promise<AnswersView> {
    const conference = presentConference(await getWhole(this.#database, conferenceId));
    const rows = await this.#database.siteAnswer.findMany({ where: { conferenceId } });
    return {
      conferenceId,
      answerBy: await readAnswerBy(this.#database, conference),
      sites: conference.sites.map(({ siteId, name }) => {
        const row = rows.find((candidate) => candidate.siteId === siteId);
        return {
          siteId,
          name,
          answer: presentAnswer(row ?? null),
          remindedAt: row?.remindedAt?.toISOString() ?? null,
        };
      }),
    };
  }

  /** Errors: notFound, also when the site is not invited or the conference not published. */
  getOwn(conferenceId: ConferenceId, siteId: SiteId, now: Date): Promise<OwnAnswerView> {
    return readOwn(this.#database, conferenceId, siteId, now);
  }

  /** Replaces the site's answer; a substitute waits for consent anew. Errors: notFound, wrongState once it began or was put off. */
  answer(
    conferenceId: ConferenceId,
    siteId: SiteId,
    input: SiteAnswerWrite,
    by: { readonly name: string },
    now: Date,
  ): Promise<OwnAnswerView> {
    return this.#database.$transaction(async (tx) => {
      await lockRow(tx, conferenceId);
      const before = await readOwn(tx, conferenceId, siteId, now);
      if (!before.isOpen) throw new AppError('wrongState');
      const data = { ...toRow(input), answeredAt: now, byName: by.name };
      await tx.siteAnswer.upsert({
        where: { conferenceId_siteId: { conferenceId, siteId } },
        create: { conferenceId, siteId, ...data },
        update: data,
      });
      return readOwn(tx, conferenceId, siteId, now);
    });
  }

  /** Errors: notFound, wrongState unless a substitute is asked for. */
  async consent(
    conferenceId: ConferenceId,
    siteId: SiteId,
    consent: 'agreed' | 'refused',
    by: { readonly name: string },
  ): Promise<AnswersView> {
    const { count } = await this.#database.siteAnswer.updateMany({
      where: { conferenceId, siteId, answer: 'substitute' },
      data: { consent, consentByName: by.name },
    });
    const view = await this.list(conferenceId);
    if (count === 1) return view;
    throw new AppError(view.sites.some((site) => site.siteId === siteId) ? 'wrongState' : 'notFound');
  }

  /** Invited conferences that have not begun, with the answers and reminders there are. */
  async listAwaited(now: Date): Promise<Awaited[]> {
    const rows = await this.#database.conference.findMany({
      where: { status: 'published', startsAt: { gt: now }, invitation: { invitedAt: { not: null } } },
      include: { ...WHOLE_CONFERENCE, invitation: DEADLINE, answers: true },
      orderBy: { startsAt: 'asc' },
      take: AWAITED,
    });
    return rows.map((row) => {
      const conference = presentConference(row);
      return {
        conference,
        invitedAt: (row.invitation?.invitedAt ?? now).toISOString(),
        answerBy: toAnswerBy(conference, row.invitation),
        answers: row.answers.map((answer) => ({
          siteId: answer.siteId as SiteId,
          hasAnswered: answer.answer !== null,
          remindedAt: answer.remindedAt?.toISOString() ?? null,
        })),
      };
    });
  }

  async markReminded(tx: Tx, { conferenceId, siteId, at }: { conferenceId: ConferenceId; siteId: SiteId; at: Date }) {
    await tx.siteAnswer.upsert({
      where: { conferenceId_siteId: { conferenceId, siteId } },
      create: { conferenceId, siteId, delegates: [], remindedAt: at },
      update: { remindedAt: at },
    });
  }
}

const DEADLINE = { select: { details: true, invitedAt: true } } as const;

async function readAnswerBy(tx: Tx, conference: ConferenceView): Promise<string> {
  const { conferenceId } = conference;
  const row = await tx.conferenceInvitation.findUnique({ where: { conferenceId }, ...DEADLINE });
  return toAnswerBy(conference, row);
}

function toAnswerBy(
  { startsAt }: ConferenceView,
  row: Pick<ConferenceInvitationModel, 'details' | 'invitedAt'> | null,
): string {
  const { answerBy } = parseDetails(row?.details);
  return answerByOf({ startsAt, answerBy, invitedAt: row?.invitedAt?.toISOString() ?? null });
}

async function readOwn(tx: Tx, conferenceId: ConferenceId, siteId: SiteId, now: Date): Promise<OwnAnswerView> {
  const conference = presentConference(await getWhole(tx, conferenceId));
  const site = conference.sites.find((candidate) => candidate.siteId === siteId);
  if (site === undefined || HIDDEN.includes(conference.status)) throw new AppError('notFound');
  const row = await tx.siteAnswer.findUnique({ where: { conferenceId_siteId: { conferenceId, siteId } } });
  return {
    conferenceId,
    siteId,
    siteName: site.name,
    title: conference.title,
    startsAt: conference.startsAt,
    endsAt: conference.endsAt,
    chairName: conference.chair.name,
    agenda: conference.agenda.map((item) => item.title),
    answerBy: await readAnswerBy(tx, conference),
    isOpen: conference.status === 'published' && now.getTime() < Date.parse(conference.startsAt),
    answer: presentAnswer(row),
  };
}

const HIDDEN: readonly ConferenceView['status'][] = ['draft', 'submitted', 'approved'];

function toRow(input: SiteAnswerWrite) {
  const isAbsent = input.answer === 'absent';
  return {
    answer: input.answer,
    reason: input.answer === 'attending' ? '' : input.reason,
    delegates: isAbsent ? [] : input.delegates,
    headCount: isAbsent ? 0 : input.headCount,
    consent: input.answer === 'substitute' ? 'pending' : null,
    consentByName: null,
  };
}

function presentAnswer(row: SiteAnswerModel | null): SiteAnswerView | null {
  if (row === null || row.answer === null || row.answeredAt === null) return null;
  return {
    answer: row.answer as SiteAnswerView['answer'],
    reason: row.reason,
    // Only `answer` writes this column, from the schema's output.
    delegates: row.delegates as unknown as SiteAnswerView['delegates'],
    headCount: row.headCount,
    consent: row.consent as SiteAnswerView['consent'],
    consentByName: row.consentByName,
    answeredAt: row.answeredAt.toISOString(),
    byName: row.byName ?? '',
  };
}
