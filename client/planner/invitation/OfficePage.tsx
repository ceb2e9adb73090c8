// The office's own data for papers and letters: the letterhead, its hours, and where letters go. For administrators.

import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shell/i18n.ts';
import { NotAllowed, PageLoading, Problem, usePageTitle } from '../../shell/PageState.tsx';
import { useMe } from '../../shell/session.ts';
import { LetterheadForm } from './LetterheadForm.tsx';
import { MailAddresses } from './MailAddresses.tsx';
import { letterheadQuery, workingHoursQuery } from './queries.ts';
import { WorkingHoursForm } from './WorkingHoursForm.tsx';
import './invitation.css';

export function OfficePage() {
  const { t } = useTexts();
  const isAdministrator = useMe().role === 'administrator';
  usePageTitle(t('office.title'));
  if (!isAdministrator) return <NotAllowed />;
  return (
    <div className="office-form">
      <h1>{t('office.title')}</h1>
      <Letterhead />
      <WorkingHours />
      <MailAddresses />
    </div>
  );
}

function Letterhead() {
  const letterhead = useQuery(letterheadQuery);
  if (letterhead.data !== undefined) return <LetterheadForm stored={letterhead.data} />;
  if (letterhead.isError) return <Problem error={letterhead.error} onRetry={() => void letterhead.refetch()} />;
  return <PageLoading />;
}

function WorkingHours() {
  const hours = useQuery(workingHoursQuery);
  if (hours.data !== undefined) return <WorkingHoursForm stored={hours.data} />;
  if (hours.isError) return <Problem error={hours.error} onRetry={() => void hours.refetch()} />;
  return <PageLoading rows={3} />;
}
