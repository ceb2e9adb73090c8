// Who signs a paper: by which mandate, in which office, whether for the time being. The same for the office and for one giấy mời.

import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import type { Signature } from '../../../server/contract/records.ts';
import { useTexts } from '../../shell/i18n.ts';

const CAPACITIES = ['TM', 'KT', 'TL', 'TUQ'] as const satisfies readonly Signature['mandates'][number]['capacity'][];
/** signatureSchema: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH". */
const MAX_MANDATES = 2;
const MAX_OFFICE = 80;

interface Props {
  readonly value: Signature;
  readonly onChange: (signature: Signature) => void;
}

export function SignatureFields({ value, onChange }: Props) {
  const { t } = useTexts();
  const change = (part: Partial<Signature>) => onChange({ ...value, ...part });
  const { mandates } = value;
  const replace = (index: number, part: Partial<Signature['mandates'][number]>) =>
    change({ mandates: mandates.map((mandate, at) => (at === index ? { ...mandate, ...part } : mandate)) });
  return (
    <fieldset className="office-group stack">
      <legend>{t('office.signature')}</legend>
      {mandates.map((mandate, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a mandate has no identity but its place
        <div key={index} className="office-row">
          <Select
            label={t('office.capacity', { number: index + 1 })}
            data={CAPACITIES.map((capacity) => ({ value: capacity, label: t(`office.capacities.${capacity}`) }))}
            allowDeselect={false}
            value={mandate.capacity}
            onChange={(capacity) => replace(index, { capacity: CAPACITIES.find((one) => one === capacity) ?? 'TL' })}
          />
          <TextInput
            label={t('office.mandateOf', { number: index + 1 })}
            required
            maxLength={MAX_OFFICE}
            value={mandate.office}
            onChange={(event) => replace(index, { office: event.currentTarget.value })}
          />
          <Button
            aria-label={t('office.removeMandate', { number: index + 1 })}
            onClick={() => change({ mandates: mandates.filter((_, at) => at !== index) })}
          >
            {t('office.remove')}
          </Button>
        </div>
      ))}
      {mandates.length < MAX_MANDATES && (
        <div>
          <Button onClick={() => change({ mandates: [...mandates, { capacity: 'KT', office: '' }] })}>
            {t('office.addMandate')}
          </Button>
        </div>
      )}
      <TextInput
        label={t('office.signerOffice')}
        required
        maxLength={MAX_OFFICE}
        value={value.office}
        onChange={(event) => change({ office: event.currentTarget.value })}
      />
      <Checkbox
        label={t('office.isActing')}
        checked={value.isActing}
        onChange={(event) => change({ isActing: event.currentTarget.checked })}
      />
      <TextInput
        label={t('office.signerName')}
        required
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
    </fieldset>
  );
}
