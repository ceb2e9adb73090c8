// Letters of an installation without a mail server, newest first, to read and to follow their links.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { HttpProblem } from '../../httpClient/httpClient.ts';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, Notice, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { formatDate, formatTime } from '../../words/time.ts';
import { invitationApi } from './invitationApi.ts';
import './invitation.css';

export function OutboxPage() {
  const { t } = useTexts();
  const { role } = useMe();
  const mayRead = role === 'administrator' || role === 'secretary';
  const [openId, setOpenId] = useState<string | null>(null);
  usePageTitle(t('invitation.outbox'));
  const outbox = useQuery({ queryKey: ['outbox'], queryFn: invitationApi.listOutbox, enabled: mayRead });
  if (!mayRead) return <NotAllowed />;
  const isOff = outbox.error instanceof HttpProblem && outbox.error.code === 'notFound';
  return (
    <>
      <h1>{t('invitation.outbox')}</h1>
      {isOff && <Notice title={t('invitation.outboxOff')}>{null}</Notice>}
      {outbox.isError && !isOff && <Problem error={outbox.error} onRetry={() => void outbox.refetch()} />}
      {outbox.isPending && <PageLoading />}
      {outbox.data !== undefined && <p className="quiet">{t('invitation.outboxHint')}</p>}
      {outbox.data?.length === 0 && <p>{t('invitation.outboxEmpty')}</p>}
      <ul className="plain outbox">
        {outbox.data?.map((mail) => (
          <li key={mail.mailId} className="panel">
            <Button
              variant="subtle"
              aria-expanded={openId === mail.mailId}
              onClick={() => setOpenId(openId === mail.mailId ? null : mail.mailId)}
            >
              {mail.subject}
            </Button>
            <p className="quiet figures">
              {mail.to} · {formatTime(mail.at)}, {formatDate(mail.at)}
            </p>
            {openId === mail.mailId && <LetterText mailId={mail.mailId} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function LetterText({ mailId }: { readonly mailId: string }) {
  const letter = useQuery({ queryKey: ['outbox', mailId], queryFn: () => invitationApi.readOutbox(mailId) });
  if (letter.data === undefined) return letter.isError ? <Problem error={letter.error} /> : <PageLoading rows={3} />;
  let at = 0;
  const parts = letter.data.text.split(/(https?:\/\/\S+)/u).map((text) => {
    const key = at;
    at += text.length;
    return { key, text };
  });
  return (
    <p className="letter-text">
      {parts.map(({ key, text }) =>
        /^https?:/u.test(text) ? (
          <a key={key} href={text}>
            {text}
          </a>
        ) : (
          <span key={key}>{text}</span>
        ),
      )}
    </p>
  );
}
