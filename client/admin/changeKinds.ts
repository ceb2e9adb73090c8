// The kinds of change an import tells of, in the order they are shown; a test holds them equal to the contract's, whose
// schemas would otherwise come into the page.

import type { OrganisationChange } from '../../server/contract/records.ts';

export type { OrganisationChange } from '../../server/contract/records.ts';

export const CHANGE_KINDS = [
  'added',
  'renamed',
  'moved',
  'changed',
  'closed',
  'unchanged',
] as const satisfies readonly OrganisationChange['kinds'][number][];
