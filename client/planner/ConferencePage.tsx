// One conference: everything planned, the acts its status allows, and after the end its journal and attendance.

import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { ConferenceView } from '../../server/contract/http.ts';
import { ConferenceDeadlines } from '../life/DeadlinePanel.tsx';
import { LifeHistory } from '../life/LifeHistory.tsx';
import { seesLife } from '../life/seesLife.ts';
import { PapersPanel } from '../papers/PapersPanel.tsx';
import { useTexts } from '../shell/i18n.ts';
import { Notice, PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { formatLongDate, formatTime } from '../words/time.ts';
import { AttendanceTab } from './AttendanceTab.tsx';
import { LinkCheckPanel } from './availability/LinkCheckPanel.tsx';
import { ConferenceActs } from './ConferenceActs.tsx';
import { ConferenceFacts } from './ConferenceFacts.tsx';
import { listConferenceActions, mayCheckLines } from './conferenceActions.ts';
import { InvitationPanel } from './invitation/InvitationPanel.tsx';
import { JournalTab } from './JournalTab.tsx';
import { localDateOf, mondayOf } from './localTime.ts';
import { conferenceQuery } from './queries.ts';
import { StatusWord } from './StatusWord.tsx';
import { SeriesLine } from './series/SeriesLine.tsx';
import './conference.css';

export function ConferencePage() {
  const { t } = useTexts();
  const { conferenceId = '' } = useParams();
  const conference = useQuery(conferenceQuery(conferenceId));
  usePageTitle(conference.data?.title ?? '');
  if (conference.data === undefined) {
    return conference.isError ? (
      <Problem error={conference.error} title={t('problems.loadTitle')} onRetry={() => void conference.refetch()} />
    ) : (
      <PageLoading />
    );
  }
  return <ConferenceDetail conference={conference.data} />;
}

/** Roles that may be invited; the server knows who is. */
const PAPER_READERS: readonly string[] = ['secretary', 'chair', 'site'];

function ConferenceDetail({ conference }: { readonly conference: ConferenceView }) {
  const { t, language } = useTexts();
  const me = useMe();
  const actions = listConferenceActions(me, conference, Date.now());
  const week = mondayOf(localDateOf(conference.startsAt));
  return (
    <article className="conference">
      <Link to={`/?week=${week}`} className="back no-print">
        ‹ {t('conference.back')}
      </Link>
      <header className="conference-head">
        <div>
          <p className="conference-kind">
            {t(`kinds.${conference.kind}`)} <StatusWord conference={conference} />
          </p>
          <h1>{conference.title}</h1>
          <p className="conference-when figures">
            {formatTime(conference.startsAt)}–{formatTime(conference.endsAt)}{' '}
            {formatLongDate(conference.startsAt, language)}
          </p>
        </div>
        <ConferenceActs conference={conference} actions={actions} />
      </header>
      <SeriesLine conference={conference} />
      <PutOffNotice conference={conference} />
      {actions.records ? <ConferenceTabs conference={conference} /> : <ConferenceFacts conference={conference} />}
      {seesLife(me.role) && <ConferenceDeadlines conferenceId={conference.conferenceId} mayEdit={actions.edit} />}
      {mayCheckLines(me.role) && conference.cancelReason === null && !actions.records && (
        <LinkCheckPanel
          on={localDateOf(conference.startsAt)}
          siteIds={conference.sites.map((site) => site.siteId)}
          chairSiteId={conference.chair.siteId}
          mode={conference.mode}
        />
      )}
      <InvitationPanel conference={conference} />
      {PAPER_READERS.includes(me.role) && (
        <PapersPanel conferenceId={conference.conferenceId} agenda={conference.agenda} />
      )}
      {seesLife(me.role) && <LifeHistory conferenceId={conference.conferenceId} />}
    </article>
  );
}

/** Why it is cancelled or postponed; nothing in every other status. */
function PutOffNotice({ conference: { status, cancelReason, cancelNote } }: { readonly conference: ConferenceView }) {
  const { t, language } = useTexts();
  if (cancelReason === null) return null;
  const reason = t(`cancelReasons.${cancelReason}`).toLocaleLowerCase(language);
  return (
    <Notice title={t(status === 'postponed' ? 'life.postponedBecause' : 'conference.cancelledBecause', { reason })}>
      {cancelNote !== null && cancelNote !== '' && <p>{cancelNote}</p>}
    </Notice>
  );
}

function ConferenceTabs({ conference }: { readonly conference: ConferenceView }) {
  const { t } = useTexts();
  return (
    <Tabs defaultValue="overview" keepMounted={false}>
      <Tabs.List className="no-print">
        <Tabs.Tab value="overview">{t('conference.overview')}</Tabs.Tab>
        <Tabs.Tab value="journal">{t('conference.journal')}</Tabs.Tab>
        <Tabs.Tab value="attendance">{t('conference.attendance')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="overview">
        <ConferenceFacts conference={conference} />
      </Tabs.Panel>
      <Tabs.Panel value="journal">
        <JournalTab conferenceId={conference.conferenceId} />
      </Tabs.Panel>
      <Tabs.Panel value="attendance">
        <AttendanceTab conferenceId={conference.conferenceId} />
      </Tabs.Panel>
    </Tabs>
  );
}
