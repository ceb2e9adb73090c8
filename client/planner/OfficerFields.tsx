// Who runs the conference: chair, co-chairs in the order of succession, secretaries.

import { Fieldset, MultiSelect, Select } from '@mantine/core';
import type { PersonView } from '../../server/contract/http.ts';
import { useTexts } from '../shell/i18n.ts';
import { searchOptions } from '../shell/searchOptions.ts';
import { type EditorForm, useSayProblem } from './ConferenceEditor.tsx';
import { listChairs, listSecretaries } from './conferenceForm.ts';

interface Props {
  readonly form: EditorForm;
  /** Those of the conference's day. */
  readonly people: readonly PersonView[];
  /** For the names of chosen ones who are not there that day. */
  readonly peopleToday: readonly PersonView[];
}

const MAX_OFFICERS = 5;

export function OfficerFields({ form, people, peopleToday }: Props) {
  const { t } = useTexts();
  const say = useSayProblem();
  const { chairId, coChairIds, secretaryIds } = form.values;
  const everybody = [...people, ...peopleToday.filter((one) => !people.some((person) => isSame(one, person)))];
  const chairs = withChosen(listChairs(people), [chairId, ...coChairIds], everybody);
  const secretaries = withChosen(listSecretaries(people), secretaryIds, everybody);
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

function isSame(a: PersonView, b: PersonView): boolean {
  return a.accountId === b.accountId;
}

/** Somebody already chosen stays in the list even when the role is another that day. */
function withChosen(
  eligible: readonly PersonView[],
  chosen: readonly (string | null)[],
  people: readonly PersonView[],
): readonly PersonView[] {
  const others = people.filter((person) => chosen.includes(person.accountId) && !eligible.includes(person));
  return [...eligible, ...others];
}
