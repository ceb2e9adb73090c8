// The side form of a new access token: which system, what it may, how long.

import { Checkbox, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { API_SCOPES, TOKEN_DAYS_MOST, TOKENS_MOST, type TokenIssued } from '../../server/contract/integration.ts';
import { SideFormFrame } from '../admin/SideFormFrame.tsx';
import { useSayField } from '../admin/useSayField.ts';
import { checkText } from '../admin/validateAdmin.ts';
import { HttpProblem } from '../httpClient/httpClient.ts';
import { useTexts } from '../shell/i18n.ts';
import { Notice } from '../shell/PageState.tsx';
import { useFocusReturned } from '../shell/useFocusReturned.ts';
import { formatDate } from '../words/time.ts';
import { integrationsApi, SCOPE_WORDS, TOKENS_KEY } from './integrationsApi.ts';

const LIFETIMES = [30, 90, 180, TOKEN_DAYS_MOST] as const;
const DAY_MS = 86_400_000;

interface Values {
  readonly name: string;
  readonly scopes: string[];
  readonly lifetimeDays: string;
}

interface Props {
  readonly onClose: () => void;
  readonly onIssued: (issued: TokenIssued) => void;
}

export function TokenForm({ onClose, onIssued }: Props) {
  const { t } = useTexts();
  const say = useSayField();
  const client = useQueryClient();
  useFocusReturned();
  const form = useForm<Values>({
    initialValues: { name: '', scopes: [], lifetimeDays: '180' },
    validate: {
      name: (value) => checkText(value),
      scopes: (value) => (value.length === 0 ? 'missing' : null),
    },
  });
  const create = useMutation({
    mutationFn: ({ name, scopes, lifetimeDays }: Values) =>
      integrationsApi.createToken({
        name,
        scopes: API_SCOPES.filter((scope) => scopes.includes(scope)),
        lifetimeDays: Number(lifetimeDays),
      }),
    onSuccess: async (issued) => {
      await client.invalidateQueries({ queryKey: TOKENS_KEY });
      onClose();
      onIssued(issued);
    },
  });
  const isFull = create.error instanceof HttpProblem && create.error.code === 'wrongState';
  const expiresAt = Date.now() + Number(form.values.lifetimeDays) * DAY_MS;
  return (
    <SideFormFrame
      title={t('tokens.add')}
      submitLabel={t('tokens.create')}
      pending={create.isPending}
      error={isFull ? null : create.error}
      onTakeNew={undefined}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
    >
      {isFull && <Notice title={t('problems.title')}>{t('tokens.tooMany', { most: TOKENS_MOST })}</Notice>}
      <TextInput
        label={t('tokens.name')}
        description={t('tokens.nameHint')}
        required
        data-autofocus
        {...form.getInputProps('name')}
        error={say(form.errors.name)}
      />
      <Checkbox.Group
        label={t('tokens.scopes')}
        {...form.getInputProps('scopes')}
        error={form.errors.scopes === undefined ? undefined : t('tokens.scopeMissing')}
      >
        <div className="integration-choices">
          {API_SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`scopes.${SCOPE_WORDS[scope]}`)}
              description={t(`scopes.${SCOPE_WORDS[scope]}Hint`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label={t('tokens.lifetime')}
        description={t('tokens.expiresOn', { date: formatDate(expiresAt) })}
        data={LIFETIMES.map((days) => ({ value: String(days), label: t(`lifetimes.days${days}`) }))}
        allowDeselect={false}
        {...form.getInputProps('lifetimeDays')}
      />
    </SideFormFrame>
  );
}
