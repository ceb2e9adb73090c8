// The giấy mời of one conference: what it says, its form and preview, the files to take away, and the signed copy.

import { Button, FileButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { InvitationView } from '../../../server/contract/answers.ts';
import type { ConferenceView } from '../../../server/contract/http.ts';
import { LIMITS } from '../../../server/contract/limits.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem, useProblemText } from '../../shell/PageState.tsx';
import { showToast } from '../../shell/toastStore.ts';
import { formatDate, formatTime } from '../../words/time.ts';
import { formatLocalDate } from '../localTime.ts';
import { InvitationEditor } from './InvitationEditor.tsx';
import { invitationApi } from './invitationApi.ts';
import { PreviewButton } from './PreviewButton.tsx';
import { invitationKey } from './queries.ts';

interface Props {
  readonly conference: ConferenceView;
  readonly canWrite: boolean;
}

export function PaperPanel({ conference, canWrite }: Props) {
  const { t } = useTexts();
  const { conferenceId } = conference;
  const invitation = useQuery({
    queryKey: invitationKey(conferenceId),
    queryFn: () => invitationApi.get(conferenceId),
  });
  return (
    <section className="panel no-print" aria-label={t('invitation.title')}>
      <h2>{t('invitation.title')}</h2>
      {invitation.isError && <Problem error={invitation.error} onRetry={() => void invitation.refetch()} />}
      {invitation.data !== undefined && <PaperFacts invitation={invitation.data} />}
      <div className="acts">
        {canWrite && invitation.data !== undefined && (
          <EditButton conference={conference} invitation={invitation.data} />
        )}
        <PreviewButton load={() => invitationApi.readPaper(conferenceId)} />
        <Button component="a" href={invitationApi.paperPath(conferenceId, 'docx')} download>
          {t('invitation.makeDocx')}
        </Button>
        <Button component="a" href={invitationApi.paperPath(conferenceId, 'pdf')} download>
          {t('invitation.makePdf')}
        </Button>
        {canWrite && <AttachButton conferenceId={conferenceId} />}
      </div>
      {invitation.data !== undefined && <SignedCopy invitation={invitation.data} canWrite={canWrite} />}
    </section>
  );
}

function PaperFacts({ invitation: { details } }: { readonly invitation: InvitationView }) {
  const { t } = useTexts();
  const { number, issuedOn, urgency, answerBy } = details;
  return (
    <dl className="facts invitation-facts">
      <dt>{t('invitation.numberAndDate')}</dt>
      <dd className="figures">
        {number === null ? t('invitation.noNumber') : t('invitation.numbered', { number: padded(number) })}
        {', '}
        {issuedOn === null ? t('invitation.noDate') : formatLocalDate(issuedOn)}
      </dd>
      {urgency !== null && (
        <>
          <dt>{t('invitation.urgency')}</dt>
          <dd>{t(`invitation.urgencies.${urgency}`)}</dd>
        </>
      )}
      <dt>{t('invitation.answerBy')}</dt>
      <dd className="figures">
        {answerBy === null
          ? t('invitation.usualDeadline')
          : t('invitation.deadline', { time: formatTime(answerBy), date: formatDate(answerBy) })}
      </dd>
    </dl>
  );
}

/** Numbers below ten as papers write them. */
function padded(number: number): string {
  return String(number).padStart(2, '0');
}

function EditButton({ conference, invitation }: { conference: ConferenceView; invitation: InvitationView }) {
  const { t } = useTexts();
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <Button ref={opener} onClick={() => setIsOpen(true)}>
        {t('invitation.edit')}
      </Button>
      {isOpen && <InvitationEditor conference={conference} invitation={invitation} onClose={close} />}
    </>
  );
}

function AttachButton({ conferenceId }: { readonly conferenceId: string }) {
  const { t } = useTexts();
  const say = useProblemText();
  const client = useQueryClient();
  const attach = useMutation({
    mutationFn: (file: File) => invitationApi.attach(conferenceId, file),
    onSuccess: (view) => {
      client.setQueryData(invitationKey(conferenceId), view);
      showToast(t('invitation.attached'));
    },
    onError: (error) => showToast(say(error)),
  });
  const choose = (file: File | null) => {
    if (file === null) return;
    if (file.size > LIMITS.signedInvitationBytes) showToast(t('invitation.tooLarge'));
    else attach.mutate(file);
  };
  return (
    <FileButton onChange={choose} accept="application/pdf">
      {(props) => (
        <Button {...props} loading={attach.isPending}>
          {t('invitation.attach')}
        </Button>
      )}
    </FileButton>
  );
}

function SignedCopy({
  invitation: { conferenceId, signed },
  canWrite,
}: {
  invitation: InvitationView;
  canWrite: boolean;
}) {
  const { t } = useTexts();
  const say = useProblemText();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => invitationApi.removeSigned(conferenceId),
    onSuccess: (view) => client.setQueryData(invitationKey(conferenceId), view),
    onError: (error) => showToast(say(error)),
  });
  if (signed === null) return null;
  const { uploadedAt, uploadedByName: name } = signed;
  return (
    <p>
      <a href={invitationApi.signedPath(conferenceId)} download>
        {t('invitation.signed')}
      </a>{' '}
      <span className="quiet">
        {t('invitation.signedBy', { name, time: formatTime(uploadedAt), date: formatDate(uploadedAt) })}
      </span>{' '}
      {canWrite && (
        <Button size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('invitation.removeSigned')}
        </Button>
      )}
      {!signed.isCurrent && <strong className="invitation-note">{t('invitation.outdated')}</strong>}
    </p>
  );
}
