// On a conference: the giấy mời, what became of its letters, and who has answered. For the secretariat and chairs.

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LetterView } from '../../../server/contract/answers.ts';
import type { ConferenceView } from '../../../server/contract/http.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem, useProblemText } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { showToast } from '../../shell/toastStore.ts';
import { AnswersTable } from './AnswersTable.tsx';
import { invitationApi } from './invitationApi.ts';
import { PaperPanel } from './PaperPanel.tsx';
import './invitation.css';

const READERS: readonly string[] = ['administrator', 'secretary', 'chair'];
const TOLD: readonly string[] = ['published', 'open', 'paused', 'closed', 'concluded', 'postponed', 'cancelled'];
/** milliseconds between two looks while letters are under way */
const LOOK_MS = 5_000;

export function InvitationPanel({ conference }: { readonly conference: ConferenceView }) {
  const { role } = useMe();
  if (!READERS.includes(role)) return null;
  const isTold = TOLD.includes(conference.status);
  return (
    <>
      <PaperPanel conference={conference} canWrite={role === 'secretary'} />
      {isTold && <LettersPanel conferenceId={conference.conferenceId} canWrite={role === 'secretary'} />}
      {isTold && <AnswersTable conference={conference} />}
    </>
  );
}

interface Part {
  readonly conferenceId: string;
  readonly canWrite: boolean;
}

function LettersPanel({ conferenceId, canWrite }: Part) {
  const { t } = useTexts();
  const say = useProblemText();
  const client = useQueryClient();
  const queryKey = ['letters', conferenceId];
  const letters = useQuery({
    queryKey,
    queryFn: () => invitationApi.listLetters(conferenceId),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) === true ? LOOK_MS : false),
  });
  const repeat = useMutation({
    mutationFn: (deliveryId: string) => invitationApi.repeat(conferenceId, deliveryId),
    onSuccess: (view) => client.setQueryData(queryKey, view),
    onError: (error) => showToast(say(error)),
  });
  if (letters.data === undefined) return letters.isError ? <Problem error={letters.error} /> : null;
  return (
    <section className="panel no-print" aria-label={t('invitation.letters')}>
      <h2>{t('invitation.letters')}</h2>
      {letters.data.length === 0 ? (
        <p className="quiet">{t('invitation.noLetters')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label={t('invitation.letters')}>
          <table className="table stacking">
            <thead>
              <tr>
                <th scope="col">{t('invitation.to')}</th>
                <th scope="col">{t('invitation.kind')}</th>
                <th scope="col">{t('invitation.state')}</th>
              </tr>
            </thead>
            <tbody>
              {letters.data.map((letter) => (
                <tr key={letter.deliveryId}>
                  <th scope="row">
                    {letter.name} <span className="quiet">{letter.address}</span>
                  </th>
                  <td data-label={t('invitation.kind')}>{t(`invitation.kinds.${letter.kind}`)}</td>
                  <td data-label={t('invitation.state')}>
                    {t(`invitation.states.${letter.state}`)}
                    {letter.lastError !== null && <span className="quiet invitation-note">{letter.lastError}</span>}
                    {canWrite && isOver(letter) && (
                      <Button size="xs" loading={repeat.isPending} onClick={() => repeat.mutate(letter.deliveryId)}>
                        {t('invitation.repeat')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function isUnderWay({ state }: LetterView): boolean {
  return state === 'queued' || state === 'sending';
}

function isOver({ state }: LetterView): boolean {
  return state === 'failed' || state === 'givenUp';
}
