// Accounts in one statement, past all code of the store: in one state since the earliest day the organisation can be asked for.

/** `rows`: a SELECT of username, name, role, site_id and password_hash, in this order. */
export function insertAccounts(rows: string): string {
  return `
    WITH wanted AS MATERIALIZED (
      SELECT uuidv7() AS account_id, w.* FROM (${rows}) AS w (username, name, role, site_id, password_hash)
    ), made AS (
      INSERT INTO account (account_id, username, password_hash) SELECT account_id, username, password_hash FROM wanted
    )
    INSERT INTO account_version (account_id, valid_from, name, role, site_id, disabled)
    SELECT account_id, DATE '1990-01-01', name, role, site_id, false FROM wanted`;
}
