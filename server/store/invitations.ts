// The giấy mời of a conference, its signed copy, and what its invitees were told last: what the letters are made from. Never sends.

import type { ConferenceId, ConferenceView, InvitationView, SiteId } from '../contract/index.ts';
import { type InvitationDetails, invitationDetailsSchema } from '../contract/records.ts';
import type { LocalDate } from '../contract/rules.ts';
import { localDateOf } from '../domain/scheduling/civilDate.ts';
import type { Announced, InvitationState, Recipient, SignedFile } from '../invitations/ports.ts';
import { AppError } from '../lib/AppError.ts';
import { ACCOUNT_STATES, accountOn, inState } from './organisation/accountVersions.ts';
import { inForce } from './organisation/versions.ts';
import type { Database, Tx } from './prisma.ts';
import { presentConference } from './schedule/present.ts';
import { getWhole } from './schedule/transact.ts';

const EMPTY: InvitationDetails = {
  number: null,
  issuedOn: null,
  subject: null,
  hubInvitees: [],
  siteInvitees: [],
  chairTitle: null,
  papers: null,
  assignments: [],
  rehearsalAt: null,
  arriveMinutesBefore: 30,
  answerBy: null,
  urgency: null,
  recipients: null,
  signature: null,
};
/** people of one conference who get letters at most; the post office takes a thousand at once */
const RECIPIENTS = 900;

export class InvitationRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async get(conferenceId: ConferenceId): Promise<InvitationView> {
    return present(this.#database, conferenceId);
  }

  /** `version` 0: nobody has saved any. Errors: conflict with what is there now, invalidInput (answers due after the start). */
  edit(conferenceId: ConferenceId, version: number, details: InvitationDetails): Promise<InvitationView> {
    return this.#database.$transaction(async (tx) => {
      await assertBeforeStart(tx, conferenceId, details);
      await ensureRow(tx, conferenceId);
      const { count } = await tx.conferenceInvitation.updateMany({
        where: { conferenceId, version },
        data: { details, version: { increment: 1 } },
      });
      const current = await present(tx, conferenceId);
      if (count === 0) throw new AppError('conflict', { details: { version: current.version, current } });
      return current;
    });
  }

  async attachSigned(
    conferenceId: ConferenceId,
    file: SignedFile,
    by: { readonly name: string },
    now: Date,
  ): Promise<InvitationView> {
    const data = {
      fileName: file.fileName,
      sizeBytes: file.content.byteLength,
      content: file.content,
      uploadedAt: now,
      uploadedByName: by.name,
    };
    await this.#database.signedInvitation.upsert({
      where: { conferenceId },
      create: { conferenceId, ...data },
      update: data,
    });
    return present(this.#database, conferenceId);
  }

  async removeSigned(conferenceId: ConferenceId): Promise<InvitationView> {
    await this.#database.signedInvitation.deleteMany({ where: { conferenceId } });
    return present(this.#database, conferenceId);
  }

  async findSigned(conferenceId: ConferenceId): Promise<SignedFile | undefined> {
    const row = await this.#database.signedInvitation.findUnique({ where: { conferenceId } });
    return row === null ? undefined : { fileName: row.fileName, content: row.content };
  }

  async findCurrentSigned(tx: Tx, conferenceId: ConferenceId): Promise<SignedFile | undefined> {
    const row = await tx.signedInvitation.findUnique({ where: { conferenceId } });
    if (row === null || !(await isCurrent(tx, conferenceId, row.uploadedAt))) return undefined;
    return { fileName: row.fileName, content: row.content };
  }

  async readConference(tx: Tx, conferenceId: ConferenceId): Promise<ConferenceView> {
    return presentConference(await getWhole(tx, conferenceId));
  }

  async readState(transaction: Tx | null, conferenceId: ConferenceId): Promise<InvitationState> {
    const row = await (transaction ?? this.#database).conferenceInvitation.findUnique({ where: { conferenceId } });
    return {
      details: parseDetails(row?.details),
      invitedAt: row?.invitedAt?.toISOString() ?? null,
      nextSequence: row?.nextSequence ?? 0,
      // Only `writeState` writes this column, typed, and jsonb gives the same value back.
      announced: (row?.announced ?? null) as Announced | null,
    };
  }

  /** `invitedAt` undefined: stays. */
  async writeState(
    tx: Tx,
    conferenceId: ConferenceId,
    state: { readonly nextSequence: number; readonly announced: Announced; readonly invitedAt?: Date },
  ): Promise<void> {
    await ensureRow(tx, conferenceId);
    const { nextSequence, announced, invitedAt } = state;
    await tx.conferenceInvitation.update({
      where: { conferenceId },
      data: {
        nextSequence,
        announced: JSON.parse(JSON.stringify(announced)),
        ...(invitedAt === undefined ? {} : { invitedAt }),
      },
    });
  }

  /** Everybody with an address: the sites (else the units they belong to on the day), their accounts, then chair, co-chairs and secretaries. One entry an address. */
  async listRecipients(transaction: Tx | null, conference: ConferenceView): Promise<Recipient[]> {
    const tx = transaction ?? this.#database;
    const siteIds = conference.sites.map((site) => site.siteId);
    const officers = [conference.chair, ...conference.coChairs, ...conference.secretaries];
    const on = localDateOf(conference.startsAt);
    const emails = await readSiteEmails(tx, siteIds, on);
    const accounts = await tx.account.findMany({
      where: {
        email: { not: null },
        OR: [
          { versions: inState(on, { roles: ['site'], siteIds }) },
          { accountId: { in: officers.map((officer) => officer.accountId) }, versions: inState(on) },
        ],
      },
      ...ACCOUNT_STATES,
      orderBy: { accountId: 'asc' },
    });
    const nameOf = new Map(conference.sites.map((site) => [site.siteId as string, site.name]));
    const rows = [
      ...conference.sites.map(({ siteId, name }) => ({
        email: emails.get(siteId) ?? null,
        ...{ name, siteId, siteName: name, isSite: true },
      })),
      ...accounts.map((account) => {
        const { name, siteId, role } = accountOn(account, on);
        return {
          ...{ email: account.email, name, siteId: siteId as SiteId | null },
          siteName: nameOf.get(siteId ?? '') ?? conference.sites.find((site) => site.isHub)?.name ?? '',
          isSite: role === 'site',
        };
      }),
    ];
    const byAddress = new Map<string, Recipient>();
    for (const { email, name, siteId, siteName, isSite } of rows) {
      const key = email?.toLowerCase() ?? '';
      if (email === null || byAddress.has(key)) continue;
      byAddress.set(key, { address: email, name, siteName, answersFor: isSite ? siteId : null });
    }
    return [...byAddress.values()].slice(0, RECIPIENTS);
  }

  /** Signs links in letters; the same for the life of the database. */
  async readLinkKey(): Promise<string> {
    const row = await this.#database.officeSetting.findUniqueOrThrow({ where: { key: 'answerLinkKey' } });
    if (typeof row.value !== 'string') throw new Error('the key of links is not text');
    return row.value;
  }
}

/** Errors: invalidInput. */
async function assertBeforeStart(tx: Tx, conferenceId: ConferenceId, { answerBy }: InvitationDetails): Promise<void> {
  if (answerBy === null) return;
  const { startsAt } = await tx.conference.findUniqueOrThrow({ where: { conferenceId }, select: { startsAt: true } });
  if (Date.parse(answerBy) < startsAt.getTime()) return;
  const message = 'Hạn xác nhận tham dự phải trước giờ bắt đầu phiên họp.';
  throw new AppError('invalidInput', { message, details: [{ code: 'custom', path: ['answerBy'], message }] });
}

/** Its own address, else that of the unit it belongs to on the day. */
async function readSiteEmails(tx: Tx, siteIds: string[], on: LocalDate): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.siteVersion.findMany({
    where: { siteId: { in: siteIds }, ...inForce(on) },
    select: { siteId: true, site: { select: { email: true } }, unit: { select: { email: true } } },
  });
  return new Map(rows.map(({ siteId, site, unit }) => [siteId, site.email ?? unit.email]));
}

async function ensureRow(tx: Tx, conferenceId: ConferenceId): Promise<void> {
  await tx.conferenceInvitation.createMany({ data: [{ conferenceId }], skipDuplicates: true });
}

async function present(tx: Tx, conferenceId: ConferenceId): Promise<InvitationView> {
  const row = await tx.conferenceInvitation.findUnique({ where: { conferenceId } });
  const signed = await tx.signedInvitation.findUnique({
    where: { conferenceId },
    select: { fileName: true, sizeBytes: true, uploadedAt: true, uploadedByName: true },
  });
  return {
    conferenceId,
    details: parseDetails(row?.details),
    signed:
      signed === null
        ? null
        : {
            ...signed,
            uploadedAt: signed.uploadedAt.toISOString(),
            isCurrent: await isCurrent(tx, conferenceId, signed.uploadedAt),
          },
    version: row?.version ?? 0,
  };
}

/** Whoever changes the plan changes what was signed. */
async function isCurrent(tx: Tx, conferenceId: ConferenceId, signedAt: Date): Promise<boolean> {
  const where = { conferenceId, act: { in: ['edit', 'reschedule'] }, at: { gt: signedAt } };
  return (await tx.lifeStep.count({ where })) === 0;
}

/** Also used where only the deadline matters. */
export function parseDetails(stored: unknown): InvitationDetails {
  return stored === null || stored === undefined ? EMPTY : invitationDetailsSchema.parse(stored);
}
