// One calm line that says why an act was not done, beside where it was given. Never over the stage, never a box.

import { IconInfoCircle } from '@tabler/icons-react';
import { errorText } from '../../words/shared.ts';
import { useConsole, useUi } from '../context.ts';
import type { Place } from '../model/ui.ts';

export function Refusal({ at }: { readonly at: Place }) {
  const { language } = useConsole();
  const code = useUi((ui) => (ui.refusal?.place === at ? ui.refusal.code : null));
  return (
    <div className="refusal-slot" role="status">
      {code !== null && (
        <p className="refusal">
          <IconInfoCircle size={16} aria-hidden />
          <span>{errorText(language, code)}</span>
        </p>
      )}
    </div>
  );
}
