// The dialogs of one template: another name, and the question before it is removed. Somebody who was first is told of in place.

import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LIMITS } from '../../../server/contract/limits.ts';
import type { TemplateView } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { showToast } from '../../shell/toastStore.ts';
import { SaveProblem } from '../SaveProblem.tsx';
import { TEMPLATES_KEY, templatesApi } from './templatesApi.ts';

interface Props {
  readonly template: TemplateView;
  readonly onDone: () => void;
}

export function RenameTemplate({ template, onDone }: Props) {
  const { t } = useTexts();
  const [name, setName] = useState(template.name);
  const [asked, setAsked] = useState(false);
  const isMissing = name.trim() === '';
  const { act, refresh } = useTemplateAct(
    () => templatesApi.rename(template, name.trim()),
    t('templates.renamed'),
    onDone,
  );
  return (
    <Modal
      opened
      onClose={onDone}
      title={t('templates.renameTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
    >
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!isMissing) act.mutate();
        }}
      >
        <TextInput
          label={t('templates.name')}
          maxLength={LIMITS.nameLength}
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={asked && isMissing ? t('templates.nameMissing') : undefined}
        />
        {act.isError && <SaveProblem error={act.error} onRefresh={refresh} />}
        <div className="actions">
          <Button onClick={onDone}>{t('common.back')}</Button>
          <Button type="submit" variant="filled" loading={act.isPending}>
            {t('form.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

export function RemoveTemplate({ template, onDone }: Props) {
  const { t } = useTexts();
  const { act, refresh } = useTemplateAct(() => templatesApi.remove(template), t('templates.removed'), onDone);
  return (
    <Modal
      opened
      onClose={onDone}
      title={t('templates.removeTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
    >
      <div className="stack">
        <p>{t('templates.removeQuestion', { name: template.name })}</p>
        {act.isError && <SaveProblem error={act.error} onRefresh={refresh} />}
        <div className="actions">
          <Button onClick={onDone} data-autofocus>
            {t('common.back')}
          </Button>
          <Button className="destructive" loading={act.isPending} onClick={() => act.mutate()}>
            {t('templates.removeConfirm')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function useTemplateAct(work: () => Promise<unknown>, said: string, onDone: () => void) {
  const client = useQueryClient();
  const refetch = () => client.invalidateQueries({ queryKey: TEMPLATES_KEY });
  const act = useMutation({
    mutationFn: work,
    onSuccess: async () => {
      showToast(said);
      onDone();
      await refetch();
    },
  });
  const refresh = () => {
    onDone();
    void refetch();
  };
  return { act, refresh };
}
