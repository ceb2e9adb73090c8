// Tells "the database is not there just now" from a bug, by what Prisma, its adapter, pg and the socket leave in an error. Reads
// errors only: imports no driver and never retries.

/** Prisma: not reachable, no answer in time, connection closed, no connection free in time, a transaction that lost its connection. */
const PRISMA_CODES: ReadonlySet<unknown> = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
/** SQLSTATE: shut down by an administrator, crashed, starting up or going down; too many connections. */
const SQL_STATES: ReadonlySet<unknown> = new Set(['57P01', '57P02', '57P03', '53300']);
/** SQLSTATE class of connection exceptions. */
const CONNECTION_EXCEPTION = /^08[0-9A-Z]{3}$/;
const SOCKET_CODES: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** The adapter's own names. */
const KINDS: ReadonlySet<unknown> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
/** pg and its pool give these no code at all. */
const MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether this was thrown because the database was away, going or coming; asking again a little later may do. */
export function isDatabaseOutage(error: unknown): boolean {
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  while (queue.length > 0) {
    const value = queue.shift();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const { code, originalCode, kind, message, cause, meta, driverAdapterError } = value as Record<string, unknown>;
    if ([code, originalCode].some(isOutageCode) || KINDS.has(kind)) return true;
    if (typeof message === 'string' && MESSAGES.test(message)) return true;
    queue.push(cause, meta, driverAdapterError);
  }
  return false;
}

function isOutageCode(code: unknown): boolean {
  if (PRISMA_CODES.has(code) || SQL_STATES.has(code) || SOCKET_CODES.has(code)) return true;
  return typeof code === 'string' && CONNECTION_EXCEPTION.test(code);
}
