// A side form's field problem in words.

import type { ReactNode } from 'react';
import { LIMITS } from '../../server/contract/limits.ts';
import { useTexts } from '../shell/i18n.ts';
import type { AdminProblem } from './validateAdmin.ts';

/** Answers undefined for no problem. `limits`: the numbers the sentence names. */
export function useSayField(): (
  problem: ReactNode,
  limits?: { readonly least?: number; readonly most?: number },
) => string | undefined {
  const { t } = useTexts();
  return (problem, limits) => {
    if (typeof problem !== 'string') return undefined;
    return t(`fields.${problem as AdminProblem}`, {
      least: limits?.least ?? 0,
      most: limits?.most ?? LIMITS.nameLength,
    });
  };
}
