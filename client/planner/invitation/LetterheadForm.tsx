// Head and foot of the office's papers: who issues, who is addressed how, whom to ring, who signs; seen as a giấy mời prints it.

import { Button, Select, Textarea, TextInput } from '@mantine/core';
import type { LetterheadView } from '../../../server/contract/answers.ts';
import type { Letterhead } from '../../../server/contract/records.ts';
import { ConflictOffer } from '../../admin/SideFormFrame.tsx';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { invitationApi } from './invitationApi.ts';
import { type ContactForm, toLetterhead, toLetterheadForm, type LetterheadForm as Values } from './letterheadValues.ts';
import { PreviewButton } from './PreviewButton.tsx';
import { LETTERHEAD_KEY } from './queries.ts';
import { SignatureFields } from './SignatureFields.tsx';
import { useVersionedDraft } from './useVersionedDraft.ts';

const ADDRESS_FORMS = ['ongBa', 'dongChi'] as const satisfies readonly Letterhead['addressForm'][];

export function LetterheadForm({ stored }: { readonly stored: LetterheadView }) {
  const { t } = useTexts();
  const { draft, change, save, isSaving, error, takeNew } = useVersionedDraft<LetterheadView, Values>({
    stored,
    queryKey: LETTERHEAD_KEY,
    toValues: (view) => toLetterheadForm(view.letterhead),
    save: (version, values) => invitationApi.editLetterhead(version, toLetterhead(values)),
    load: invitationApi.getLetterhead,
  });
  const text = (key: 'placeName' | 'documentSymbol' | 'invitingOffice' | 'hubAddress' | 'archive') => (
    <TextInput
      label={t(`office.${key}`)}
      required
      value={draft[key]}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  );
  const lines = (key: 'parentAgencyLines' | 'agencyLines' | 'recipients', required = false) => (
    <Textarea
      label={t(`office.${key}`)}
      rows={3}
      required={required}
      value={draft[key]}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <form
      className="panel stack"
      aria-label={t('office.letterhead')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{t('office.letterhead')}</h2>
      {lines('parentAgencyLines')}
      {lines('agencyLines', true)}
      {text('placeName')}
      {text('documentSymbol')}
      {text('invitingOffice')}
      {text('hubAddress')}
      <Select
        label={t('office.addressForm')}
        data={ADDRESS_FORMS.map((value) => ({ value, label: t(`office.addressForms.${value}`) }))}
        allowDeselect={false}
        value={draft.addressForm}
        onChange={(value) => change({ addressForm: ADDRESS_FORMS.find((one) => one === value) ?? 'ongBa' })}
      />
      <ContactFields title={t('office.contact')} value={draft.contact} onChange={(contact) => change({ contact })} />
      <ContactFields
        title={t('office.technicalContact')}
        value={draft.technicalContact}
        onChange={(technicalContact) => change({ technicalContact })}
      />
      {lines('recipients')}
      {text('archive')}
      <SignatureFields value={draft.signature} onChange={(signature) => change({ signature })} />
      {takeNew === undefined ? error !== null && <Problem error={error} /> : <ConflictOffer onTakeNew={takeNew} />}
      <div className="actions">
        <PreviewButton load={() => invitationApi.previewLetterhead(toLetterhead(draft))} />
        <Button type="submit" variant="filled" loading={isSaving}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

interface ContactProps {
  readonly title: string;
  readonly value: ContactForm;
  readonly onChange: (contact: ContactForm) => void;
}

/** Both fields or neither: half a contact helps nobody. */
function ContactFields({ title, value, onChange }: ContactProps) {
  const { t } = useTexts();
  const isGiven = value.person.trim() !== '' || value.phone.trim() !== '';
  return (
    <fieldset className="office-group stack">
      <legend>{title}</legend>
      <p className="quiet">{t('office.contactHint')}</p>
      <div className="office-row">
        <TextInput
          label={t('office.person')}
          required={isGiven}
          value={value.person}
          onChange={(event) => onChange({ ...value, person: event.currentTarget.value })}
        />
        <TextInput
          type="tel"
          label={t('office.phone')}
          required={isGiven}
          value={value.phone}
          onChange={(event) => onChange({ ...value, phone: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}
