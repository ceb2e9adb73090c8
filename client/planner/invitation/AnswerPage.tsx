// A site's answer to an invitation: by the link of its letter, or by the site's own signed-in account. Stands outside the frame: a room's
// account has no other page here, and a link needs no account. The link's token stays in the fragment and travels in bodies only.

import { Button, NumberInput, Radio, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { OwnAnswerView } from '../../../server/contract/answers.ts';
import { LIMITS } from '../../../server/contract/limits.ts';
import { HttpProblem } from '../../httpClient/httpClient.ts';
import { LanguageButton, ThemeButton } from '../../shell/FrameHeader.tsx';
import { useTexts } from '../../shell/i18n.ts';
import { Notice, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { formatDate, formatLongDate, formatTime } from '../../words/time.ts';
import { type AnswerWrite, invitationApi } from './invitationApi.ts';
import { parseDelegates } from './parseDelegates.ts';
import './invitation.css';

const KINDS = ['attending', 'absent', 'substitute'] as const;

export function AnswerPage() {
  const { t } = useTexts();
  const { conferenceId = '' } = useParams();
  const [token] = useState(() => window.location.hash.slice(1));
  const queryKey = ['answer', conferenceId];
  const own = useQuery({ queryKey, queryFn: () => invitationApi.getOwn(conferenceId, token) });
  usePageTitle(t('answerPage.title'));
  const isBadLink = token !== '' && own.error instanceof HttpProblem && own.error.code === 'notFound';
  return (
    <main className="answer-page">
      <div className="answer-tools">
        <LanguageButton />
        <ThemeButton />
      </div>
      <h1>{t('answerPage.title')}</h1>
      {isBadLink && <Notice title={t('answerPage.badLink')}>{null}</Notice>}
      {own.isError && !isBadLink && <Problem error={own.error} onRetry={() => void own.refetch()} />}
      {own.isPending && <PageLoading />}
      {own.data !== undefined && <Invited own={own.data} token={token} queryKey={queryKey} />}
    </main>
  );
}

interface Props {
  readonly own: OwnAnswerView;
  readonly token: string;
  readonly queryKey: readonly string[];
}

function Invited({ own, token, queryKey }: Props) {
  const { t, language } = useTexts();
  const { answer, answerBy } = own;
  return (
    <>
      <section className="panel">
        <p>{t('answerPage.greeting', { site: own.siteName })}</p>
        <h2>{own.title}</h2>
        <p className="figures">
          {formatTime(own.startsAt)}–{formatTime(own.endsAt)} {formatLongDate(own.startsAt, language)}
        </p>
        <p>{t('answerPage.chair', { name: own.chairName })}</p>
        <ol className="agenda">
          {own.agenda.map((title) => (
            <li key={title}>{title}</li>
          ))}
        </ol>
        <p>{t('answerPage.answerBy', { time: formatTime(answerBy), date: formatDate(answerBy) })}</p>
        {answer !== null && (
          <p role="status">
            <strong>
              {t('answerPage.current', {
                answer: t(`invitation.words.${answer.answer}`),
                time: formatTime(answer.answeredAt),
                date: formatDate(answer.answeredAt),
              })}
            </strong>{' '}
            {answer.consent !== null &&
              t('answerPage.consent', { consent: t(`invitation.consents.${answer.consent}`) })}
          </p>
        )}
      </section>
      {own.isOpen ? (
        <AnswerForm own={own} token={token} queryKey={queryKey} />
      ) : (
        <Notice title={t('answerPage.closed')}>{null}</Notice>
      )}
    </>
  );
}

function AnswerForm({ own, token, queryKey }: Props) {
  const { t } = useTexts();
  const client = useQueryClient();
  const before = own.answer;
  const [kind, setKind] = useState<(typeof KINDS)[number] | null>(before?.answer ?? null);
  const [reason, setReason] = useState(before?.reason ?? '');
  const [people, setPeople] = useState(
    (before?.delegates ?? []).map((person) => `${person.name}, ${person.title}`).join('\n'),
  );
  const [headCount, setHeadCount] = useState<number>(before?.headCount || 1);
  const [asked, setAsked] = useState(false);
  const send = useMutation({
    mutationFn: (answer: AnswerWrite) => invitationApi.answer(own.conferenceId, token, answer),
    onSuccess: (view) => client.setQueryData(queryKey, view),
  });
  const delegates = parseDelegates(people);
  const comes = kind === 'attending' || kind === 'substitute';
  const needsReason = kind === 'absent' || kind === 'substitute';
  const faults = {
    kind: kind === null,
    reason: needsReason && reason.trim() === '',
    people: comes && delegates === undefined,
    headCount: comes && headCount < (delegates?.length ?? 1),
  };
  const submit = () => {
    setAsked(true);
    if (kind === null || Object.values(faults).some(Boolean)) return;
    const delegation = { delegates: delegates ?? [], headCount };
    if (kind === 'absent') send.mutate({ answer: kind, reason });
    else if (kind === 'attending') send.mutate({ answer: kind, ...delegation });
    else send.mutate({ answer: kind, reason, ...delegation });
  };
  const fault = (is: boolean, text: string) => (asked && is ? text : undefined);
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Radio.Group
        label={t('answerPage.question')}
        value={kind}
        onChange={(value) => setKind(KINDS.find((known) => known === value) ?? null)}
        error={fault(faults.kind, t('answerPage.choose'))}
      >
        <div className="choices">
          {KINDS.map((value) => (
            <Radio key={value} value={value} label={t(`invitation.words.${value}`)} />
          ))}
        </div>
      </Radio.Group>
      {needsReason && (
        <Textarea
          label={t('answerPage.reason')}
          maxLength={LIMITS.textLength}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fault(faults.reason, t('answerPage.reasonMissing'))}
        />
      )}
      {comes && (
        <>
          <Textarea
            label={t('answerPage.delegates')}
            rows={4}
            value={people}
            onChange={(event) => setPeople(event.currentTarget.value)}
            error={fault(faults.people, t('answerPage.delegatesBad'))}
          />
          <NumberInput
            label={t('answerPage.headCount')}
            min={1}
            max={LIMITS.headCountPerSite}
            allowDecimal={false}
            value={headCount}
            onChange={(value) => setHeadCount(Number(value))}
            error={fault(faults.headCount, t('answerPage.headCountBad'))}
          />
        </>
      )}
      {send.isError && <Problem error={send.error} />}
      {send.isSuccess && <p role="status">{t('answerPage.sent')}</p>}
      <Button type="submit" variant="filled" loading={send.isPending}>
        {t('answerPage.send')}
      </Button>
    </form>
  );
}
