// A page's form over one versioned record: saving with the version it started from, and after a conflict their record with what was
// typed here on top. For forms that stay open; side forms have client/admin/useSideForm.

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { HttpProblem } from '../../httpClient/httpClient.ts';
import { useTexts } from '../../shell/i18n.ts';
import { showToast } from '../../shell/toastStore.ts';
import { mergeEdits } from '../mergeEdits.ts';

interface Options<Stored extends { readonly version: number }, Values extends object> {
  readonly stored: Stored;
  readonly queryKey: QueryKey;
  readonly toValues: (stored: Stored) => Values;
  readonly save: (version: number, values: Values) => Promise<Stored>;
  readonly load: () => Promise<Stored>;
}

export function useVersionedDraft<Stored extends { readonly version: number }, Values extends object>(
  options: Options<Stored, Values>,
) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [base, setBase] = useState(options.stored);
  const [draft, setDraft] = useState(() => options.toValues(options.stored));
  const begin = (stored: Stored, values: Values) => {
    client.setQueryData(options.queryKey, stored);
    setBase(stored);
    setDraft(values);
  };
  const save = useMutation({
    mutationFn: () => options.save(base.version, draft),
    onSuccess: (stored) => {
      begin(stored, options.toValues(stored));
      showToast(t('common.saved'));
    },
  });
  const takeNew = async () => {
    const theirs = await options.load();
    begin(theirs, mergeEdits(options.toValues(base), draft, options.toValues(theirs)));
    save.reset();
  };
  const isConflict = save.error instanceof HttpProblem && save.error.code === 'conflict';
  return {
    draft,
    change: (part: Partial<Values>) => setDraft((now) => ({ ...now, ...part })),
    save: () => save.mutate(),
    isSaving: save.isPending,
    error: save.error,
    takeNew: isConflict ? takeNew : undefined,
  };
}
