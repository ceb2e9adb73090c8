// Templates: conferences without a day, kept by name to begin others from.

import { randomUUID } from 'node:crypto';
import {
  TEMPLATES_LIMIT,
  type TemplateView,
  type TemplateWrite,
  templateContentSchema,
} from '../../contract/series.ts';
import { AppError } from '../../lib/AppError.ts';
import { type Database, translateRefusals } from '../prisma.ts';

/** Advisory lock of new templates: the limit is one question, the row another. */
const TEMPLATES_LOCK = 20_101_129;

export class TemplateRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By name. */
  async list(): Promise<TemplateView[]> {
    const rows = await this.#database.conferenceTemplate.findMany({ orderBy: { name: 'asc' }, take: TEMPLATES_LIMIT });
    return rows.map((row) => ({ ...row, content: templateContentSchema.parse(row.content) }));
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
          return { ...data, content: kept };
        }),
      'Đã có mẫu phiên họp với tên này.',
    );
  }

  /** Errors: notFound. */
  async remove(templateId: string): Promise<void> {
    const { count } = await this.#database.conferenceTemplate.deleteMany({ where: { templateId } });
    if (count === 0) throw new AppError('notFound');
  }
}
