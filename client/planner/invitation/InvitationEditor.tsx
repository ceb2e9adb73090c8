// The side form of a giấy mời, for the secretary: what the paper says beyond the conference and the letterhead, seen before it is kept.

import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvitationView } from '../../../server/contract/answers.ts';
import type { ConferenceView } from '../../../server/contract/http.ts';
import { LIMITS } from '../../../server/contract/limits.ts';
import type { Signature } from '../../../server/contract/records.ts';
import { answerByOf } from '../../../server/domain/scheduling/answerBy.ts';
import { SideFormFrame } from '../../admin/SideFormFrame.tsx';
import { useSideForm } from '../../admin/useSideForm.ts';
import { useTexts } from '../../shell/i18n.ts';
import { showToast } from '../../shell/toastStore.ts';
import { formatDate, formatTime } from '../../words/time.ts';
import { DateField } from '../DateField.tsx';
import { TimeField } from '../TimeField.tsx';
import { invitationApi } from './invitationApi.ts';
import {
  findFaults,
  type InvitationFault,
  type InvitationForm,
  MAX_ARRIVE_MINUTES,
  MAX_NUMBER,
  toDetails,
  toInvitationForm,
} from './invitationForm.ts';
import { fromLines } from './lines.ts';
import { PreviewButton } from './PreviewButton.tsx';
import { answersKey, invitationKey, letterheadQuery } from './queries.ts';
import { SignatureFields } from './SignatureFields.tsx';

const URGENCIES = ['none', 'khan', 'thuongKhan', 'hoaToc'] as const;
const NOBODY: Signature = { mandates: [], office: '', name: '', isActing: false };

interface Props {
  readonly conference: ConferenceView;
  readonly invitation: InvitationView;
  readonly onClose: () => void;
}

export function InvitationEditor({ conference, invitation, onClose }: Props) {
  const { t } = useTexts();
  const { conferenceId } = conference;
  const form = useInvitationForm(conference, invitation);
  const [isCovered, setIsCovered] = useState(false);
  const side = useSideForm<InvitationView, InvitationForm>({
    form,
    stored: invitation,
    toValues: (view) => toInvitationForm(view.details),
    save: (values, base) => invitationApi.edit(conferenceId, (base ?? invitation).version, toDetails(values)),
    findStored: () => invitationApi.get(conferenceId),
    keys: [invitationKey(conferenceId), answersKey(conferenceId)],
    onSaved: () => {
      showToast(t('common.saved'));
      onClose();
    },
  });
  const preview = () =>
    form.validate().hasErrors ? undefined : invitationApi.previewPaper(conferenceId, toDetails(form.values));
  return (
    <SideFormFrame
      title={t('invitation.edit')}
      size="lg"
      pending={side.mutation.isPending}
      error={side.mutation.error}
      onTakeNew={side.isConflict ? side.takeNew : undefined}
      acts={<PreviewButton load={preview} onCover={setIsCovered} />}
      isCovered={isCovered}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => side.mutation.mutate(values))}
    >
      {conference.status === 'published' && <p className="quiet">{t('invitation.alreadySent')}</p>}
      <HeadFields form={form} />
      <PeopleFields form={form} conference={conference} />
      <AnswerFields form={form} conference={conference} />
      <FootFields form={form} />
    </SideFormFrame>
  );
}

type Form = ReturnType<typeof useInvitationForm>;
interface PartProps {
  readonly form: Form;
}

function useInvitationForm({ startsAt }: ConferenceView, { details }: InvitationView) {
  return useForm<InvitationForm>({
    initialValues: toInvitationForm(details),
    validate: (values) => findFaults(values, { startsAt }),
  });
}

/** A field's fault in words. */
function useSayFault(form: Form): (field: keyof InvitationForm) => string | undefined {
  const { t } = useTexts();
  return (field) => {
    const fault = form.errors[field];
    if (typeof fault !== 'string') return undefined;
    return t(`invitation.faults.${fault as InvitationFault}`, {
      most: field === 'number' ? MAX_NUMBER : MAX_ARRIVE_MINUTES,
    });
  };
}

/** A day that may be left out. */
function useOptionalDate() {
  const { t } = useTexts();
  return { required: false, clearable: true, clearButtonProps: { 'aria-label': t('invitation.clearDate') } };
}

function HeadFields({ form }: PartProps) {
  const { t } = useTexts();
  const say = useSayFault(form);
  const optional = useOptionalDate();
  const letterhead = useQuery(letterheadQuery);
  const symbol = letterhead.data?.letterhead.documentSymbol ?? '';
  return (
    <>
      <div className="office-row">
        <NumberInput
          label={t('invitation.number', { symbol })}
          description={t('invitation.numberHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data-autofocus
          allowDecimal={false}
          allowNegative={false}
          hideControls
          {...form.getInputProps('number')}
          error={say('number')}
        />
        <DateField
          label={t('invitation.issuedOn')}
          inputProps={{ ...form.getInputProps('issuedOn'), ...optional }}
          error={say('issuedOn')}
        />
      </div>
      <Select
        label={t('invitation.urgency')}
        data={URGENCIES.map((value) => ({ value, label: t(`invitation.urgencies.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('urgency')}
      />
      <TextInput
        label={t('invitation.subject')}
        description={t('invitation.subjectHint')}
        maxLength={LIMITS.titleLength}
        {...form.getInputProps('subject')}
      />
    </>
  );
}

function PeopleFields({ form, conference }: PartProps & { readonly conference: ConferenceView }) {
  const { t } = useTexts();
  const say = useSayFault(form);
  const optional = useOptionalDate();
  const lines = (field: 'hubInvitees' | 'siteInvitees' | 'assignments', hint?: string) => (
    <Textarea
      label={t(`invitation.${field}`)}
      description={hint}
      rows={3}
      autosize={false}
      {...form.getInputProps(field)}
    />
  );
  return (
    <>
      {lines('hubInvitees')}
      {lines('siteInvitees', t('invitation.siteInviteesHint'))}
      <TextInput
        label={t('invitation.chairTitle', { name: conference.chair.name })}
        maxLength={LIMITS.nameLength}
        {...form.getInputProps('chairTitle')}
      />
      <TextInput label={t('invitation.papers')} maxLength={LIMITS.textLength} {...form.getInputProps('papers')} />
      {lines('assignments')}
      <div className="office-row">
        <DateField
          label={t('invitation.rehearsalDate')}
          inputProps={{ ...form.getInputProps('rehearsalDate'), ...optional }}
          error={say('rehearsalDate')}
        />
        <TimeField
          label={t('invitation.rehearsalTime')}
          required={false}
          inputProps={form.getInputProps('rehearsalTime')}
          onTyped={(time) => form.setFieldValue('rehearsalTime', time)}
          error={say('rehearsalTime')}
        />
      </div>
      <NumberInput
        label={t('invitation.arriveMinutesBefore')}
        required
        allowDecimal={false}
        allowNegative={false}
        hideControls
        {...form.getInputProps('arriveMinutesBefore')}
        error={say('arriveMinutesBefore')}
      />
    </>
  );
}

function AnswerFields({ form, conference: { startsAt } }: PartProps & { readonly conference: ConferenceView }) {
  const { t } = useTexts();
  const say = useSayFault(form);
  const optional = useOptionalDate();
  const usual = answerByOf({ startsAt, answerBy: null, invitedAt: null });
  return (
    <fieldset className="office-group stack">
      <legend>{t('invitation.answerBy')}</legend>
      <p className="quiet">{t('invitation.answerByHint', { time: formatTime(usual), date: formatDate(usual) })}</p>
      <div className="office-row">
        <DateField
          label={t('invitation.answerDate')}
          inputProps={{ ...form.getInputProps('answerDate'), ...optional }}
          error={say('answerDate')}
        />
        <TimeField
          label={t('invitation.answerTime')}
          required={false}
          inputProps={form.getInputProps('answerTime')}
          onTyped={(time) => form.setFieldValue('answerTime', time)}
          error={say('answerTime')}
        />
      </div>
    </fieldset>
  );
}

function FootFields({ form }: PartProps) {
  const { t } = useTexts();
  const letterhead = useQuery(letterheadQuery).data?.letterhead;
  const { signature } = form.values;
  return (
    <>
      <Textarea
        label={t('invitation.recipients')}
        description={t('invitation.recipientsHint')}
        placeholder={fromLines(letterhead?.recipients ?? [])}
        rows={4}
        {...form.getInputProps('recipients')}
      />
      <Checkbox
        label={t('invitation.ownSignature')}
        checked={signature !== null}
        onChange={({ currentTarget: { checked } }) =>
          form.setFieldValue('signature', checked ? (letterhead?.signature ?? NOBODY) : null)
        }
      />
      {signature !== null && (
        <SignatureFields value={signature} onChange={(changed) => form.setFieldValue('signature', changed)} />
      )}
    </>
  );
}
