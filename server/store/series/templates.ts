// Templates: conferences without a day, kept by name to begin others from.

import { randomUUID } from 'node:crypto';
import {
  TEMPLATES_LIMIT,
  type TemplateRename,
  type TemplateView,
  type TemplateWrite,
  templateContentSchema,
} from '../../contract/series.ts';
import { AppError } from '../../lib/AppError.ts';
import type { ConferenceTemplateModel } from '../generated/models.ts';
import { type Database, translateRefusals } from '../prisma.ts';

/** Advisory lock of new templates: the limit is one question, the row another. */
const TEMPLATES_LOCK = 20_101_129;

const TAKEN = 'Đã có mẫu phiên họp với tên này.';

export class TemplateRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By name. */
  async list(): Promise<TemplateView[]> {
    const rows = await this.#database.conferenceTemplate.findMany({ orderBy: { name: 'asc' }, take: TEMPLATES_LIMIT });
    return rows.map(present);
  }

  /** Errors: alreadyExists for a name that is taken, wrongState beyond the limit. */
  async create({ name, content }: TemplateWrite): Promise<TemplateView> {
    const { containsStateSecret: _asked, ...kept } = content;
    const data = { templateId: randomUUID(), name, content: kept };
    return translateRefusals(
      () =>
        this.#database.$transaction(async (tx) => {
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TEMPLATES_LOCK}::bigint)`;
          if ((await tx.conferenceTemplate.count()) >= TEMPLATES_LIMIT)
            throw new AppError('wrongState', { message: `Có nhiều nhất ${TEMPLATES_LIMIT} mẫu phiên họp.` });
          await tx.conferenceTemplate.create({ data });
          return { ...data, content: kept, version: 1 };
        }),
      TAKEN,
    );
  }

  /** Errors: notFound, conflict, alreadyExists for a name that is taken. */
  async rename(templateId: string, version: number, { name }: TemplateRename): Promise<TemplateView> {
    const renamed = await translateRefusals(
      () =>
        this.#database.conferenceTemplate.updateManyAndReturn({
          where: { templateId, version },
          data: { name, version: { increment: 1 } },
        }),
      TAKEN,
    );
    return present(renamed[0] ?? (await this.#refuse(templateId)));
  }

  /** Errors: notFound, conflict. */
  async remove(templateId: string, version: number): Promise<void> {
    const { count } = await this.#database.conferenceTemplate.deleteMany({ where: { templateId, version } });
    if (count === 0) await this.#refuse(templateId);
  }

  async #refuse(templateId: string): Promise<never> {
    const row = await this.#database.conferenceTemplate.findUnique({ where: { templateId } });
    if (row === null) throw new AppError('notFound');
    throw new AppError('conflict', { details: { version: row.version } });
  }
}

function present(row: ConferenceTemplateModel): TemplateView {
  return { ...row, content: templateContentSchema.parse(row.content) };
}
