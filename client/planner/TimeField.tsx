// A time of day as people here type it: 24 hours, `8`, `8h30` and `0830` become `08:00`, `08:30` when the field is left.
// Not the browser's own time field: that one follows the browser's language and shows AM and PM.

import { TextInput } from '@mantine/core';
import type { FocusEvent } from 'react';
import type { EditorForm } from './ConferenceEditor.tsx';
import { parseTypedTime } from './localTime.ts';

interface Props {
  readonly label: string;
  readonly inputProps: ReturnType<EditorForm['getInputProps']>;
  readonly onTyped: (time: string) => void;
  readonly error: string | undefined;
  /** Default: it must be given. */
  readonly required?: boolean;
}

export function TimeField({ label, inputProps, onTyped, error, required = true }: Props) {
  return (
    <TextInput
      label={label}
      placeholder="08:00"
      inputMode="numeric"
      autoComplete="off"
      required={required}
      className="figures"
      {...inputProps}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        const time = parseTypedTime(event.currentTarget.value);
        if (time !== undefined) onTyped(time);
        inputProps.onBlur?.(event);
      }}
      error={error}
    />
  );
}
