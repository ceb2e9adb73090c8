// A secret just made, shown once: kept only in this page's memory, gone when closed.

import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../shell/i18n.ts';

interface Props {
  readonly title: string;
  readonly secret: string;
  /** What it opens, and that it is not shown again. */
  readonly warning: string;
  readonly onDone: () => void;
}

export function SecretPanel({ title, secret, warning, onDone }: Props) {
  const { t } = useTexts();
  const [copy, setCopy] = useState<'not yet' | 'done' | 'failed'>('not yet');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const copySecret = () => {
    // navigator.clipboard is missing on plain http and refuses without permission: both end in words.
    Promise.resolve(navigator.clipboard?.writeText(secret) ?? Promise.reject(new Error('no clipboard')))
      .then(() => setCopy('done'))
      .catch(() => setCopy('failed'));
  };
  return (
    <section className="panel stack secret-panel" ref={panel} tabIndex={-1} aria-label={title}>
      <h2>{title}</h2>
      <p className="needs-hand">{warning}</p>
      <output className="secret" aria-label={t('integrations.secret')}>
        {secret}
      </output>
      <p aria-live="polite" className={copy === 'failed' ? 'needs-hand' : 'quiet'}>
        {copy === 'done' && t('common.copied')}
        {copy === 'failed' && t('integrations.copyFailed')}
      </p>
      <div className="actions">
        <Button leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={copySecret}>
          {t('common.copy')}
        </Button>
        <Button variant="filled" onClick={onDone}>
          {t('integrations.secretDone')}
        </Button>
      </div>
    </section>
  );
}
