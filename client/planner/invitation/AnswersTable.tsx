// What every invited site answered and who has not; the secretary's or the chair's word on substitutes.

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnswersView } from '../../../server/contract/answers.ts';
import type { ConferenceView } from '../../../server/contract/http.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem, useProblemText } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { showToast } from '../../shell/toastStore.ts';
import { formatDate, formatTime } from '../../words/time.ts';
import { invitationApi } from './invitationApi.ts';

type Row = AnswersView['sites'][number];
type Consent = (siteId: string, consent: 'agreed' | 'refused') => void;
/** milliseconds between two looks: answers arrive over hours */
const LOOK_MS = 15_000;

export function AnswersTable({ conference }: { readonly conference: ConferenceView }) {
  const { t } = useTexts();
  const say = useProblemText();
  const me = useMe();
  const client = useQueryClient();
  const { conferenceId } = conference;
  const queryKey = ['answers', conferenceId];
  const answers = useQuery({
    queryKey,
    queryFn: () => invitationApi.listAnswers(conferenceId),
    refetchInterval: LOOK_MS,
  });
  const consent = useMutation({
    mutationFn: (given: { siteId: string; consent: 'agreed' | 'refused' }) =>
      invitationApi.consent(conferenceId, given.siteId, given.consent),
    onSuccess: (view) => client.setQueryData(queryKey, view),
    onError: (error) => showToast(say(error)),
  });
  if (answers.data === undefined) return answers.isError ? <Problem error={answers.error} /> : null;
  const { sites, answerBy } = answers.data;
  const done = sites.filter((site) => site.answer !== null).length;
  const mayConsent = me.role === 'secretary' || me.accountId === conference.chair.accountId;
  const give: Consent | null = mayConsent ? (siteId, word) => consent.mutate({ siteId, consent: word }) : null;
  return (
    <section className="panel" aria-label={t('invitation.answers')}>
      <h2>{t('invitation.answers')}</h2>
      <p className="figures">
        {t('invitation.answered', {
          ...{ done, all: sites.length, left: sites.length - done },
          ...{ time: formatTime(answerBy), date: formatDate(answerBy) },
        })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('invitation.answers')}>
        <table className="table stacking">
          <thead>
            <tr>
              <th scope="col">{t('invitation.site')}</th>
              <th scope="col">{t('invitation.answer')}</th>
              <th scope="col">{t('invitation.delegation')}</th>
            </tr>
          </thead>
          <tbody>
            {sites.map((site) => (
              <AnswerRow key={site.siteId} site={site} give={give} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function AnswerRow({ site, give }: { readonly site: Row; readonly give: Consent | null }) {
  const { t } = useTexts();
  const { answer } = site;
  if (answer === null) {
    return (
      <tr>
        <th scope="row">{site.name}</th>
        <td data-label={t('invitation.answer')}>
          <strong>{t('invitation.notAnswered')}</strong>
          {site.remindedAt !== null && (
            <span className="quiet"> ({t('invitation.reminded', { date: formatDate(site.remindedAt) })})</span>
          )}
        </td>
        <td className="desk-only">–</td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{site.name}</th>
      <td data-label={t('invitation.answer')}>
        {t(`invitation.words.${answer.answer}`)}
        {answer.consent !== null && <span className="quiet"> ({t(`invitation.consents.${answer.consent}`)})</span>}
        {answer.consent !== null && give !== null && (
          <span className="invitation-consent">
            <Button size="xs" onClick={() => give(site.siteId, 'agreed')}>
              {t('invitation.agree')}
            </Button>
            <Button size="xs" onClick={() => give(site.siteId, 'refused')}>
              {t('invitation.refuse')}
            </Button>
          </span>
        )}
      </td>
      <td data-label={t('invitation.delegation')}>
        {answer.delegates.map((person) => `${person.name}, ${person.title}`).join('; ')}
        {answer.headCount > 0 && <span> ({t('invitation.people', { count: answer.headCount })})</span>}
        {answer.reason !== '' && <span className="invitation-note">{answer.reason}</span>}
      </td>
    </tr>
  );
}
