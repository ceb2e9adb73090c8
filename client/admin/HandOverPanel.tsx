// A password just made, shown once: kept only in this page's memory, gone when closed.

import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../shell/i18n.ts';
import type { HandOver } from './handOver.ts';

interface Props {
  readonly handOver: HandOver;
  readonly onDone: () => void;
}

export function HandOverPanel({ handOver, onDone }: Props) {
  const { t } = useTexts();
  const [copy, setCopy] = useState<'not yet' | 'done' | 'failed'>('not yet');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const copyPassword = () => {
    // navigator.clipboard is missing on plain http and refuses without permission: both end in words.
    Promise.resolve(navigator.clipboard?.writeText(handOver.password) ?? Promise.reject(new Error('no clipboard')))
      .then(() => setCopy('done'))
      .catch(() => setCopy('failed'));
  };
  return (
    <section
      className="panel stack hand-over"
      ref={panel}
      tabIndex={-1}
      aria-label={t('accounts.passwordTitle', { username: handOver.username })}
    >
      <h2>{t('accounts.passwordTitle', { username: handOver.username })}</h2>
      <output className="password">{handOver.password}</output>
      <p>{t('accounts.passwordOnce')}</p>
      <p aria-live="polite" className={copy === 'failed' ? 'needs-hand' : 'quiet'}>
        {copy === 'done' && t('common.copied')}
        {copy === 'failed' && t('accounts.copyFailed')}
      </p>
      <div className="actions">
        <Button leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={copyPassword}>
          {t('common.copy')}
        </Button>
        <Button variant="filled" onClick={onDone}>
          {t('accounts.passwordDone')}
        </Button>
      </div>
    </section>
  );
}
