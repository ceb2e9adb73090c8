// The side form of a unit, for administrators.

import { NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { UnitView } from '../../server/contract/http.ts';
import { api, type UnitWrite } from '../httpClient/api.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { useTexts } from '../shell/i18n.ts';
import { searchOptions } from '../shell/searchOptions.ts';
import { showToast } from '../shell/toastStore.ts';
import { DIRECTORY_KEY, SITES_KEY, UNITS_KEY, unitsQuery } from './queries.ts';
import { SideFormFrame } from './SideFormFrame.tsx';
import { UNIT_LEVELS } from './unitLevels.ts';
import { useSayField } from './useSayField.ts';
import { useSideForm } from './useSideForm.ts';
import { checkNumber, checkText, MAX_CODE, MAX_ORDER } from './validateAdmin.ts';

interface UnitValues {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: UnitView['level'];
  readonly parentId: string | null;
  readonly order: number | '';
}

const EMPTY: UnitValues = { code: '', name: '', shortName: '', level: 'department', parentId: null, order: '' };

interface Props {
  /** null: a new unit. */
  readonly unit: UnitView | null;
  readonly onClose: () => void;
}

export function UnitDrawer({ unit, onClose }: Props) {
  const { t } = useTexts();
  const units = useQuery(unitsQuery(''));
  const say = useSayField();
  const form = useUnitForm(unit);
  const side = useSideForm<UnitView, UnitValues>({
    stored: unit ?? undefined,
    toValues,
    save: (values, base) =>
      base === undefined
        ? api.createUnit(toWrite(values))
        : api.editUnit({ id: base.unitId, version: base.version, changes: toWrite(values) }),
    findStored: async () => (await api.listUnits('')).find((one) => one.unitId === unit?.unitId),
    keys: [UNITS_KEY, SITES_KEY, DIRECTORY_KEY],
    onSaved: (saved) => {
      showToast(t(unit === null ? 'organisation.created' : 'organisation.saved', { name: saved.name }));
      onClose();
    },
  });
  const takeNew = async () => {
    const merged = await side.takeNew(form.values);
    if (merged !== undefined) form.setValues(merged);
  };
  const taken = side.mutation.error instanceof HttpProblem && side.mutation.error.code === 'alreadyExists';
  return (
    <SideFormFrame
      title={unit === null ? t('organisation.addUnit') : t('organisation.editUnit')}
      pending={side.mutation.isPending}
      error={taken ? null : (side.mutation.error ?? units.error)}
      onTakeNew={side.isConflict ? takeNew : undefined}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => side.mutation.mutate(values))}
    >
      <TextInput
        label={t('organisation.name')}
        required
        data-autofocus
        {...form.getInputProps('name')}
        error={say(form.errors.name)}
      />
      <TextInput
        label={t('organisation.shortName')}
        required
        {...form.getInputProps('shortName')}
        error={say(form.errors.shortName)}
      />
      <TextInput
        label={t('organisation.code')}
        required
        {...form.getInputProps('code')}
        error={say(form.errors.code ?? (taken ? 'taken' : undefined), { most: MAX_CODE })}
      />
      <Select
        label={t('organisation.level')}
        data={UNIT_LEVELS.map((value) => ({ value, label: t(`organisation.levels.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('level')}
      />
      <Select
        label={t('organisation.parent')}
        placeholder={t('organisation.noParent')}
        data={(units.data ?? [])
          .filter((one) => one.unitId !== unit?.unitId)
          .map((one) => ({ value: one.unitId, label: one.name }))}
        searchable
        filter={searchOptions}
        clearable
        nothingFoundMessage={t('common.nothingFound')}
        {...form.getInputProps('parentId')}
      />
      <NumberInput
        label={t('organisation.order')}
        required
        allowDecimal={false}
        allowNegative={false}
        hideControls
        {...form.getInputProps('order')}
        error={say(form.errors.order, { least: 0, most: MAX_ORDER })}
      />
    </SideFormFrame>
  );
}

function useUnitForm(unit: UnitView | null) {
  return useForm<UnitValues>({
    initialValues: unit === null ? EMPTY : toValues(unit),
    validate: {
      name: (value) => checkText(value),
      shortName: (value) => checkText(value),
      code: (value) => checkText(value, MAX_CODE),
      order: (value) => checkNumber(value, 0, MAX_ORDER),
    },
  });
}

function toValues({ code, name, shortName, level, parentId, order }: UnitView): UnitValues {
  return { code, name, shortName, level, parentId, order };
}

function toWrite(values: UnitValues): UnitWrite {
  return {
    ...values,
    code: values.code.trim(),
    name: values.name.trim(),
    shortName: values.shortName.trim(),
    order: Number(values.order),
  };
}
