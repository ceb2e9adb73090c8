// A required day of the organisation, dd/MM/yyyy; the words of what is wrong with it are the side forms' own.

import { DateField } from '../planner/DateField.tsx';
import { useSayField } from './useSayField.ts';
import { checkDay } from './validateAdmin.ts';

interface Props {
  readonly label: string;
  /** `YYYY-MM-DD`; '' while nothing valid is typed. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

export function DayField({ label, value, onChange }: Props) {
  const say = useSayField();
  return (
    <DateField
      label={label}
      inputProps={{ value, onChange: (day) => onChange(day ?? '') }}
      error={say(checkDay(value) ?? undefined)}
    />
  );
}
