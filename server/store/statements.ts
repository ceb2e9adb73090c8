// Statements that are asked with nearly every request, written by hand and prepared once on each connection (ADR 0062): the database
// neither parses nor plans them again. Shares the connections of Prisma's client; one statement is one transaction.

import type pg from 'pg';
import type { Prisma } from './generated/client.ts';

export class Statements {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /**
   * Runs one statement and answers its rows. `name`: one for each text, since it is what the prepared statement is kept under.
   * Errors: the database's own, with its SQLSTATE in `code`.
   */
  async run<Row extends pg.QueryResultRow>(name: string, sql: Prisma.Sql): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>({ name, text: sql.text, values: sql.values });
    return rows;
  }
}
