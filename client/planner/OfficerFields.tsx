// Who runs the conference: chair, co-chairs in the order of succession, secretaries.

import { Fieldset, MultiSelect, Select } from '@mantine/core';
import type { PersonView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { searchOptions } from '../shell/searchOptions.ts';
import { type EditorForm, useSayProblem } from './ConferenceEditor.tsx';
import { listChairs, listSecretaries } from './conferenceForm.ts';

interface Props {
  readonly form: EditorForm;
  readonly people: readonly PersonView[];
}

const MAX_OFFICERS = 5;

export function OfficerFields({ form, people }: Props) {
  const { t } = useTexts();
  const say = useSayProblem();
  const { chairId, coChairIds, secretaryIds } = form.values;
  const chairs = withChosen(listChairs(people), [chairId, ...coChairIds], people);
  const secretaries = withChosen(listSecretaries(people), secretaryIds, people);
  const search = { searchable: true, nothingFoundMessage: t('form.nobodyFound'), filter: searchOptions } as const;
  return (
    <Fieldset legend={t('form.people')} className="panel">
      <div className="stack">
        <Select
          label={t('form.chair')}
          data={chairs.map(toOption)}
          required
          {...search}
          {...form.getInputProps('chairId')}
          error={say(form.errors.chairId)}
        />
        <MultiSelect
          label={t('form.coChairs')}
          description={t('form.coChairsHint')}
          data={chairs.filter((person) => person.accountId !== chairId).map(toOption)}
          maxValues={MAX_OFFICERS}
          {...search}
          {...form.getInputProps('coChairIds')}
          error={say(form.errors.coChairIds)}
        />
        <MultiSelect
          label={t('form.secretaries')}
          data={secretaries.map(toOption)}
          maxValues={MAX_OFFICERS}
          required
          {...search}
          {...form.getInputProps('secretaryIds')}
          error={say(form.errors.secretaryIds)}
        />
      </div>
    </Fieldset>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function toOption(person: PersonView): Option {
  return {
    value: person.accountId,
    label: person.siteName === null ? person.name : `${person.name} – ${person.siteName}`,
  };
}

/** Somebody already chosen stays in the list even when the role has changed since. */
function withChosen(
  eligible: readonly PersonView[],
  chosen: readonly (string | null)[],
  people: readonly PersonView[],
): readonly PersonView[] {
  const others = people.filter((person) => chosen.includes(person.accountId) && !eligible.includes(person));
  return [...eligible, ...others];
}
