// The levels of units on offer; a test holds them equal to the contract's.

import type { UnitView } from '../../server/contract/http.ts';

export const UNIT_LEVELS = [
  'province',
  'department',
  'district',
  'commune',
  'other',
] as const satisfies readonly UnitView['level'][];
