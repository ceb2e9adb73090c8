// What every side form shares: saving with the version it started from, and what a conflict does: the newer record becomes
// the base and the typed text stays on top of it.

import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { mergeEdits } from '../planner/mergeEdits.ts';

export interface Versioned {
  readonly version: number;
}

export interface SideForm<Stored extends Versioned, Values extends object> {
  readonly form: { getValues(): Values; setValues(values: Values): void };
  /** Undefined: a new record. */
  readonly stored: Stored | undefined;
  readonly toValues: (stored: Stored) => Values;
  readonly save: (values: Values, base: Stored | undefined) => Promise<Stored>;
  /** The record as stored now; undefined: there is none to start from. */
  readonly findStored: () => Promise<Stored | undefined>;
  readonly keys: readonly (readonly string[])[];
  readonly onSaved: (stored: Stored) => void;
}

interface SideFormState<Stored, Values> {
  readonly mutation: UseMutationResult<Stored, Error, Values>;
  /** Starts from the record as stored now, with what was typed here on top. */
  readonly takeNew: () => Promise<void>;
  readonly isConflict: boolean;
}

export function useSideForm<Stored extends Versioned, Values extends object>(
  options: SideForm<Stored, Values>,
): SideFormState<Stored, Values> {
  const { form, toValues } = options;
  const client = useQueryClient();
  const base = useRef(options.stored);
  const mutation = useMutation({
    mutationFn: (values: Values) => options.save(values, base.current),
    onSuccess: async (stored) => {
      await Promise.all(options.keys.map((queryKey) => client.invalidateQueries({ queryKey })));
      options.onSaved(stored);
    },
  });
  const takeNew = async () => {
    const theirs = await options.findStored();
    if (theirs === undefined || base.current === undefined) return;
    const merged = mergeEdits(toValues(base.current), form.getValues(), toValues(theirs));
    base.current = theirs;
    mutation.reset();
    form.setValues(merged);
  };
  const isConflict = mutation.error instanceof HttpProblem && mutation.error.code === 'conflict';
  return { mutation, takeNew, isConflict };
}
