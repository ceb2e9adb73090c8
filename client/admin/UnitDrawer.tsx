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
import { DayField } from './DayField.tsx';
import { DIRECTORY_KEY, SITES_KEY, UNITS_KEY, unitsQuery } from './queries.ts';
import { SideFormFrame } from './SideFormFrame.tsx';
import { UNIT_LEVELS } from './unitLevels.ts';
import { useDatedForm } from './useDatedForm.ts';
import { useSayField } from './useSayField.ts';
import {
  checkCode,
  checkEmail,
  checkNumber,
  checkText,
  MAX_CODE,
  MAX_DISTANCE_KM,
  MAX_ORDER,
  toEmail,
} from './validateAdmin.ts';

interface UnitValues {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: UnitView['level'];
  readonly parentId: string | null;
  readonly order: number | '';
  readonly distanceKm: number | '';
  readonly distanceGrade: UnitView['distanceGrade'];
  readonly email: string;
}

const EMPTY: UnitValues = {
  code: '',
  name: '',
  shortName: '',
  level: 'department',
  parentId: null,
  order: '',
  distanceKm: '',
  distanceGrade: null,
  email: '',
};
const DISTANCE_GRADES = ['official', 'estimate'] as const satisfies readonly UnitView['distanceGrade'][];

interface Props {
  /** null: a new unit. */
  readonly unit: UnitView | null;
  /** First day of the change, until another is chosen; the record shown is this day's. */
  readonly day: string;
  readonly onClose: () => void;
}

export function UnitDrawer({ unit, day: firstDay, onClose }: Props) {
  const { t } = useTexts();
  const say = useSayField();
  const form = useUnitForm(unit);
  const dated = useDatedForm<UnitView, UnitValues>({
    form,
    firstDay,
    stored: unit ?? undefined,
    toValues,
    save: (values, base, day) =>
      base === undefined
        ? api.createUnit(toWrite(values, day))
        : api.editUnit({ id: base.unitId, version: base.version, changes: toWrite(values, day) }),
    findOn: async (on) => (await api.listUnits('', { on })).find((one) => one.unitId === unit?.unitId),
    keys: [UNITS_KEY, SITES_KEY, DIRECTORY_KEY],
    onSaved: (saved) => {
      showToast(t(unit === null ? 'organisation.created' : 'organisation.saved', { name: saved.name }));
      onClose();
    },
  });
  const units = useQuery(unitsQuery('', dated.validDay));
  const taken = dated.error instanceof HttpProblem && dated.error.code === 'alreadyExists';
  return (
    <SideFormFrame
      title={unit === null ? t('organisation.addUnit') : t('organisation.editUnit')}
      pending={dated.isPending}
      error={taken ? null : (dated.error ?? units.error)}
      onTakeNew={dated.onTakeNew}
      onClose={onClose}
      onSubmit={form.onSubmit(dated.submit)}
    >
      <DayField label={t('organisation.effectiveFrom')} value={dated.day} onChange={dated.chooseDay} />
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
      <NumberInput
        label={t('organisation.distanceKm')}
        allowNegative={false}
        max={MAX_DISTANCE_KM}
        hideControls
        {...form.getInputProps('distanceKm')}
      />
      <Select
        label={t('organisation.distanceGrade')}
        placeholder={t('organisation.noGrade')}
        data={DISTANCE_GRADES.map((value) => ({ value, label: t(`organisation.distanceGrades.${value}`) }))}
        clearable
        {...form.getInputProps('distanceGrade')}
      />
      <TextInput
        type="email"
        label={t('organisation.email')}
        description={t('organisation.unitEmailHint')}
        {...form.getInputProps('email')}
        error={say(form.errors.email)}
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
      code: (value) => checkCode(value),
      order: (value) => checkNumber(value, 0, MAX_ORDER),
      email: (value) => checkEmail(value),
    },
  });
}

function toValues({
  code,
  name,
  shortName,
  level,
  parentId,
  order,
  distanceKm,
  distanceGrade,
  email,
}: UnitView): UnitValues {
  return {
    code,
    name,
    shortName,
    level,
    parentId,
    order,
    distanceKm: distanceKm ?? '',
    distanceGrade,
    email: email ?? '',
  };
}

function toWrite(values: UnitValues, effectiveFrom: string): UnitWrite {
  const distanceKm = values.distanceKm === '' ? null : values.distanceKm;
  return {
    ...values,
    effectiveFrom,
    distanceKm,
    // Nothing is known of the source of a distance nobody has stated.
    distanceGrade: distanceKm ? (values.distanceGrade ?? 'estimate') : null,
    email: toEmail(values.email),
    code: values.code.trim().toLowerCase(),
    name: values.name.trim(),
    shortName: values.shortName.trim(),
    order: Number(values.order),
  };
}
