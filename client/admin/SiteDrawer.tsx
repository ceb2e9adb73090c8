// The side form of a site, for administrators.

import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { SiteView } from '../../server/contract/http.ts';
import { api, type SiteWrite } from '../httpClient/api.ts';
import { useTexts } from '../shell/i18n.ts';
import { searchOptions } from '../shell/searchOptions.ts';
import { showToast } from '../shell/toastStore.ts';
import { DayField } from './DayField.tsx';
import { DIRECTORY_KEY, SITES_KEY, unitsQuery } from './queries.ts';
import { SideFormFrame } from './SideFormFrame.tsx';
import { useDatedForm } from './useDatedForm.ts';
import { useSayField } from './useSayField.ts';
import {
  checkEmail,
  checkNumber,
  checkText,
  MAX_LINK_KBPS,
  MAX_ORDER,
  MAX_PHONE,
  MIN_LINK_KBPS,
  toEmail,
} from './validateAdmin.ts';

interface SiteValues {
  readonly unitId: string;
  readonly name: string;
  readonly shortName: string;
  readonly order: number | '';
  readonly isHub: boolean;
  readonly deviceClass: SiteView['deviceClass'];
  readonly linkDownKbps: number | '';
  readonly linkUpKbps: number | '';
  readonly backupPhone: string;
  readonly email: string;
}

const DEVICE_CLASSES = ['room', 'personal'] as const satisfies readonly SiteView['deviceClass'][];
/** kbps; what the presets give a site until its line is measured */
const NEW_LINK_KBPS = 20_000;

const EMPTY: SiteValues = {
  unitId: '',
  name: '',
  shortName: '',
  order: '',
  isHub: false,
  deviceClass: 'room',
  linkDownKbps: NEW_LINK_KBPS,
  linkUpKbps: NEW_LINK_KBPS,
  backupPhone: '',
  email: '',
};

interface Props {
  /** null: a new site. */
  readonly site: SiteView | null;
  /** First day of the change, until another is chosen; the record shown is this day's. */
  readonly day: string;
  readonly onClose: () => void;
}

export function SiteDrawer({ site, day: firstDay, onClose }: Props) {
  const { t } = useTexts();
  const say = useSayField();
  const form = useSiteForm(site);
  const dated = useDatedForm<SiteView, SiteValues>({
    form,
    firstDay,
    stored: site ?? undefined,
    toValues,
    save: (values, base, day) =>
      base === undefined
        ? api.createSite(toWrite(values, day))
        : api.editSite({ id: base.siteId, version: base.version, changes: toWrite(values, day) }),
    findOn: async (on) => (await api.listSites('', { on })).find((one) => one.siteId === site?.siteId),
    keys: [SITES_KEY, DIRECTORY_KEY],
    onSaved: (saved) => {
      showToast(t(site === null ? 'organisation.created' : 'organisation.saved', { name: saved.name }));
      onClose();
    },
  });
  const units = useQuery(unitsQuery('', dated.validDay));
  return (
    <SideFormFrame
      title={site === null ? t('organisation.addSite') : t('organisation.editSite')}
      pending={dated.isPending}
      error={dated.error ?? units.error}
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
      <Select
        label={t('organisation.unit')}
        data={(units.data ?? []).map((unit) => ({ value: unit.unitId, label: unit.name }))}
        searchable
        filter={searchOptions}
        required
        nothingFoundMessage={t('common.nothingFound')}
        {...form.getInputProps('unitId')}
        error={say(form.errors.unitId)}
      />
      <SiteNumbers form={form} />
      <Select
        label={t('organisation.deviceClass')}
        data={DEVICE_CLASSES.map((value) => ({ value, label: t(`organisation.deviceClasses.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('deviceClass')}
      />
      <TextInput
        type="tel"
        label={t('organisation.phone')}
        description={t('organisation.phoneHint')}
        maxLength={MAX_PHONE}
        {...form.getInputProps('backupPhone')}
      />
      <TextInput
        type="email"
        label={t('organisation.email')}
        description={t('organisation.siteEmailHint')}
        {...form.getInputProps('email')}
        error={say(form.errors.email)}
      />
      <Checkbox label={t('organisation.hub')} {...form.getInputProps('isHub', { type: 'checkbox' })} />
    </SideFormFrame>
  );
}

function useSiteForm(site: SiteView | null) {
  return useForm<SiteValues>({
    initialValues: site === null ? EMPTY : toValues(site),
    validate: {
      name: (value) => checkText(value),
      shortName: (value) => checkText(value),
      unitId: (value) => (value === '' || value === null ? 'missing' : null),
      order: (value) => checkNumber(value, 0, MAX_ORDER),
      email: (value) => checkEmail(value),
      linkDownKbps: (value) => checkNumber(value, MIN_LINK_KBPS, MAX_LINK_KBPS),
      linkUpKbps: (value) => checkNumber(value, MIN_LINK_KBPS, MAX_LINK_KBPS),
    },
  });
}

function SiteNumbers({ form }: { readonly form: ReturnType<typeof useSiteForm> }) {
  const { t } = useTexts();
  const say = useSayField();
  const whole = { allowDecimal: false, allowNegative: false, hideControls: true, required: true } as const;
  const link = { least: MIN_LINK_KBPS, most: MAX_LINK_KBPS };
  return (
    <>
      <NumberInput
        label={t('organisation.order')}
        {...whole}
        {...form.getInputProps('order')}
        error={say(form.errors.order, { least: 0, most: MAX_ORDER })}
      />
      <NumberInput
        label={t('organisation.linkDown')}
        {...whole}
        {...form.getInputProps('linkDownKbps')}
        error={say(form.errors.linkDownKbps, link)}
      />
      <NumberInput
        label={t('organisation.linkUp')}
        {...whole}
        {...form.getInputProps('linkUpKbps')}
        error={say(form.errors.linkUpKbps, link)}
      />
    </>
  );
}

function toValues(site: SiteView): SiteValues {
  const { unitId, name, shortName, order, isHub, deviceClass, linkDownKbps, linkUpKbps } = site;
  return {
    unitId,
    name,
    shortName,
    order,
    isHub,
    deviceClass,
    linkDownKbps,
    linkUpKbps,
    backupPhone: site.backupPhone ?? '',
    email: site.email ?? '',
  };
}

function toWrite(values: SiteValues, effectiveFrom: string): SiteWrite {
  const phone = values.backupPhone.trim();
  return {
    ...values,
    effectiveFrom,
    name: values.name.trim(),
    shortName: values.shortName.trim(),
    order: Number(values.order),
    linkDownKbps: Number(values.linkDownKbps),
    linkUpKbps: Number(values.linkUpKbps),
    backupPhone: phone === '' ? null : phone,
    email: toEmail(values.email),
  };
}
