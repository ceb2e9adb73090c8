// A side form whose change holds from a day on: choosing another day shows the record as it is on that day, with what was typed on
// top, so that saving changes nothing that nobody has touched.

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type SideForm, useSideForm, type Versioned } from './useSideForm.ts';
import { checkDay } from './validateAdmin.ts';

interface DatedForm<Stored extends Versioned, Values extends object>
  extends Omit<SideForm<Stored, Values>, 'save' | 'findStored'> {
  /** First day of the change, until another is chosen; `stored` is this day's record. */
  readonly firstDay: string;
  readonly save: (values: Values, base: Stored | undefined, day: string) => Promise<Stored>;
  /** The record as it is on a day; undefined: it is not in force then. */
  readonly findOn: (day: string) => Promise<Stored | undefined>;
}

export function useDatedForm<Stored extends Versioned, Values extends object>({
  firstDay,
  save,
  findOn,
  ...options
}: DatedForm<Stored, Values>) {
  const [day, setDay] = useState(firstDay);
  const shown = useRef(firstDay);
  const side = useSideForm<Stored, Values>({
    ...options,
    save: (values, base) => save(values, base, day),
    findStored: async () => {
      const asked = shown.current;
      const found = await findOn(asked);
      // Another day has been chosen meanwhile: its own record is on the way.
      return asked === shown.current ? found : undefined;
    },
  });
  const show = useMutation({ mutationFn: side.takeNew });
  const chooseDay = (chosen: string) => {
    setDay(chosen);
    if (checkDay(chosen) !== null || chosen === shown.current) return;
    shown.current = chosen;
    if (options.stored !== undefined) show.mutate();
  };
  return {
    /** As typed: '' while it is no day. */
    day,
    /** The same; the first day while nothing valid is typed. */
    validDay: checkDay(day) === null ? day : firstDay,
    chooseDay,
    isPending: side.mutation.isPending || show.isPending,
    error: side.mutation.error ?? show.error,
    onTakeNew: side.isConflict ? side.takeNew : undefined,
    /** Sends nothing while there is no day (its field says so), nor before that day's record is there: it would carry another day's over. */
    submit: (values: Values) => {
      if (checkDay(day) !== null || show.isPending) return;
      if (show.isError) show.mutate();
      else side.mutation.mutate(values);
    },
  };
}
