// What every side form shares: saving with the version it started from, and what a conflict does: the newer record becomes
// the base and the typed text stays on top of it.

import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { mergeEdits } from '../planner/mergeEdits.ts';

interface Versioned {
  readonly version: number;
}

interface SideForm<Stored extends Versioned, Values extends object> {
  /** Undefined: a new record. */
  readonly stored: Stored | undefined;
  readonly toValues: (stored: Stored) => Values;
  readonly save: (values: Values, base: Stored | undefined) => Promise<Stored>;
  /** The record as stored now. */
  readonly findStored: () => Promise<Stored | undefined>;
  readonly keys: readonly (readonly string[])[];
  readonly onSaved: (stored: Stored) => void;
}

interface SideFormState<Stored, Values> {
  readonly mutation: UseMutationResult<Stored, Error, Values>;
  /** After a conflict: their record with what was typed here on top. Undefined: it no longer exists. */
  readonly takeNew: (mine: Values) => Promise<Values | undefined>;
  readonly isConflict: boolean;
}

export function useSideForm<Stored extends Versioned, Values extends object>(
  options: SideForm<Stored, Values>,
): SideFormState<Stored, Values> {
  const client = useQueryClient();
  const [base, setBase] = useState(options.stored);
  const mutation = useMutation({
    mutationFn: (values: Values) => options.save(values, base),
    onSuccess: async (stored) => {
      await Promise.all(options.keys.map((queryKey) => client.invalidateQueries({ queryKey })));
      options.onSaved(stored);
    },
  });
  const takeNew = async (mine: Values) => {
    const theirs = await options.findStored();
    if (theirs === undefined || base === undefined) return undefined;
    setBase(theirs);
    mutation.reset();
    return mergeEdits(options.toValues(base), mine, options.toValues(theirs));
  };
  const isConflict = mutation.error instanceof HttpProblem && mutation.error.code === 'conflict';
  return { mutation, takeNew, isConflict };
}
