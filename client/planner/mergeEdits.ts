// What to do when somebody else saved first: which fields they changed, and a form that keeps what was typed here.
// Pure, for any flat record of plain data; never decides what is sent.

/** The fields in which two records differ, in the order of the first. */
export function listChangedFields<T extends object>(before: T, after: T): readonly (keyof T)[] {
  return (Object.keys(before) as (keyof T)[]).filter((field) => !isSame(before[field], after[field]));
}

/**
 * Their record with my changes on top.
 * Shape: `base` is what I started from; a field I did not touch takes theirs, one I touched keeps mine.
 */
export function mergeEdits<T extends object>(base: T, mine: T, theirs: T): T {
  const merged = { ...theirs };
  for (const field of listChangedFields(base, mine)) merged[field] = mine[field];
  return merged;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
