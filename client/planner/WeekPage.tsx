// The week: seven days, Monday first, with every conference where it stands. The week shown is in the address.

import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendarShare, IconChevronLeft, IconChevronRight, IconPlus, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../shell/i18n.ts';
import { PageLoading, Problem, usePageTitle } from '../shell/PageState.tsx';
import { useMe } from '../shell/session.ts';
import { ExportPanel } from './availability/ExportPanel.tsx';
import { canPlan } from './conferenceActions.ts';
import { DayList } from './DayList.tsx';
import { addDays, daysOfWeek, formatLocalDate, isLocalDate, localDateOf, mondayOf, spanOfWeek } from './localTime.ts';
import { weekQuery } from './queries.ts';
import { readsSeries } from './series/seriesQueries.ts';
import { WeekGrid } from './WeekGrid.tsx';

/** Below this the seven columns cannot be read; the days stand one under the other. */
const NARROW = '(max-width: 800px)';

export function WeekPage() {
  const { t } = useTexts();
  const me = useMe();
  const today = localDateOf(Date.now());
  const [search] = useSearchParams();
  const asked = search.get('week') ?? '';
  const monday = mondayOf(isLocalDate(asked) ? asked : today);
  const week = useQuery(weekQuery(spanOfWeek(monday)));
  const [exporting, setExporting] = useState(false);
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  usePageTitle(t('week.title'));
  const Days = narrow ? DayList : WeekGrid;
  return (
    <>
      <div className="toolbar">
        <h1 className="figures">
          {t('week.range', { from: formatLocalDate(monday), to: formatLocalDate(addDays(monday, 6)) })}
        </h1>
        <WeekSteps monday={monday} today={today} />
        <div className="toolbar-end">
          <Button
            className="wide-only"
            leftSection={<IconPrinter size={18} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('week.print')}
          </Button>
          <Button
            leftSection={<IconCalendarShare size={18} aria-hidden="true" />}
            aria-expanded={exporting}
            onClick={() => setExporting(!exporting)}
          >
            {t('exports.open')}
          </Button>
          {canPlan(me.role) && (
            <Button
              component={Link}
              to="/conferences/new"
              variant="filled"
              leftSection={<IconPlus size={18} aria-hidden="true" />}
            >
              {t('week.add')}
            </Button>
          )}
        </div>
      </div>
      {exporting && <ExportPanel monday={monday} />}
      {readsSeries(me.role) && (
        <Link to="/series" className="back no-print">
          {t('series.listTitle')} ›
        </Link>
      )}
      {week.isError && (
        <Problem error={week.error} title={t('problems.loadTitle')} onRetry={() => void week.refetch()} />
      )}
      {week.isPending && <PageLoading rows={10} />}
      {week.data !== undefined && (
        <>
          {week.data.length === 0 && <p className="quiet">{t('week.none')}</p>}
          <Days days={daysOfWeek(monday)} today={today} conferences={week.data} />
        </>
      )}
    </>
  );
}

function WeekSteps({ monday, today }: { readonly monday: string; readonly today: string }) {
  const { t } = useTexts();
  return (
    <div className="week-steps">
      <Button
        component={Link}
        to={`/?week=${addDays(monday, -7)}`}
        leftSection={<IconChevronLeft size={18} aria-hidden="true" />}
      >
        {t('week.previous')}
      </Button>
      <Button component={Link} to="/" aria-current={monday === mondayOf(today) ? 'date' : undefined}>
        {t('week.current')}
      </Button>
      <Button
        component={Link}
        to={`/?week=${addDays(monday, 7)}`}
        rightSection={<IconChevronRight size={18} aria-hidden="true" />}
      >
        {t('week.next')}
      </Button>
    </div>
  );
}
