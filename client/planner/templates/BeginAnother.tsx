// On a conference, past ones too: begin another one from it, now as a copy or later from a template.

import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ConferenceView } from '../../../server/contract/http.ts';
import { LIMITS } from '../../../server/contract/limits.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { showToast } from '../../shell/toastStore.ts';
import { toTemplateContent } from './startForm.ts';
import { TEMPLATES_KEY, templatesApi } from './templatesApi.ts';
import '../series/series.css';

interface Props {
  readonly conference: ConferenceView;
}

export function BeginAnother({ conference }: Props) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button component={Link} to={`/conferences/new?copy=${conference.conferenceId}`}>
        {t('templates.copy')}
      </Button>
      <div className="act">
        <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t('templates.save')}
        </Button>
        <Modal
          opened={open}
          onClose={() => setOpen(false)}
          title={t('templates.save')}
          closeButtonProps={{ 'aria-label': t('common.close') }}
          transitionProps={{ duration: 0 }}
        >
          <SaveForm conference={conference} onDone={() => setOpen(false)} />
        </Modal>
      </div>
    </>
  );
}

function SaveForm({ conference, onDone }: Props & { readonly onDone: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useState(conference.title.slice(0, LIMITS.nameLength));
  const [asked, setAsked] = useState(false);
  const isMissing = name.trim() === '';
  const save = useMutation({
    mutationFn: () => templatesApi.create({ name: name.trim(), content: toTemplateContent(conference) }),
    onSuccess: async (saved) => {
      showToast(t('templates.saved', { name: saved.name }));
      onDone();
      await client.invalidateQueries({ queryKey: TEMPLATES_KEY });
    },
  });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!isMissing) save.mutate();
      }}
    >
      <p className="quiet">{t('templates.saveHint')}</p>
      <TextInput
        label={t('templates.name')}
        maxLength={LIMITS.nameLength}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={asked && isMissing ? t('templates.nameMissing') : undefined}
      />
      {save.isError && <Problem error={save.error} />}
      <div className="actions">
        <Button onClick={onDone}>{t('common.back')}</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t('templates.saveConfirm')}
        </Button>
      </div>
    </form>
  );
}
