// Reads the end of a lock-out from a refusal's details. Pure.

/** The instant the account opens again, when the refusal tells it. */
export function readLockedUntil(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('lockedUntil' in details)) return undefined;
  const { lockedUntil } = details;
  return typeof lockedUntil === 'string' && !Number.isNaN(Date.parse(lockedUntil)) ? lockedUntil : undefined;
}
