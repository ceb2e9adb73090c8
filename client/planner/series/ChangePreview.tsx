// What a change would do to every conference of the series, asked of the server before anything is saved: by the code that would save.

import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type {
  SeriesConferenceView,
  SeriesOccurrenceView,
  SeriesPreview,
  SeriesView,
} from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { formatLongDate, formatTime } from '../../words/time.ts';
import { useFieldLabels } from '../ConflictNotice.tsx';
import type { LocalDate } from '../localTime.ts';
import { ClashingDays } from './ClashingDays.tsx';
import { findDayBefore, isToCome } from './changeRows.ts';
import { type SeriesEditWrite, seriesApi } from './seriesApi.ts';
import './series.css';

/** Typing asks no question of its own. */
const TYPING_MS = 400;

interface Props {
  /** The series as it is now. */
  readonly view: SeriesView;
  /** The occurrence somebody stands at. */
  readonly from: LocalDate | null;
  /** undefined: the form is not complete; null: nothing is changed. */
  readonly edit: SeriesEditWrite | null | undefined;
  readonly leaveOut: readonly LocalDate[];
  readonly onLeaveOut: (days: readonly LocalDate[]) => void;
}

export function ChangePreview({ view, from, edit, leaveOut, onLeaveOut }: Props) {
  const { t } = useTexts();
  const [settled] = useDebouncedValue(edit === undefined || edit === null ? null : JSON.stringify(edit), TYPING_MS);
  // Every clash, also of days that are passed by; and what comes of it when they are, which may move the days after them.
  const question = settled === null ? null : (JSON.parse(settled) as SeriesEditWrite);
  const asked = useChangePreview(view, from, question);
  const passing = leaveOut.length === 0 || question === null ? null : { ...question, leaveOut: [...leaveOut].sort() };
  const outcome = useChangePreview(view, from, passing);
  const failed = [asked, outcome].find((query) => query.isError);
  return (
    <section className="panel stack" aria-labelledby="change-preview">
      <h2 id="change-preview">{t('series.preview')}</h2>
      {edit === undefined && <p className="quiet">{t('series.incomplete')}</p>}
      {edit === null && <p className="quiet">{t('series.unchanged')}</p>}
      {edit && failed !== undefined && <Problem error={failed.error} />}
      {edit && failed === undefined && !asked.data && <div aria-busy="true" className="series-wait" />}
      {edit && asked.data && (
        <Outcome {...{ asked: asked.data, preview: outcome.data ?? asked.data, view, leaveOut, onLeaveOut }} />
      )}
    </section>
  );
}

/** null: nothing is asked. */
function useChangePreview(view: SeriesView, from: LocalDate | null, edit: SeriesEditWrite | null) {
  const at = { seriesId: view.seriesId, version: view.version, recurrenceId: from };
  return useQuery({
    queryKey: ['series', 'change', at.seriesId, at.version, edit],
    queryFn: ({ signal }) => (edit === null ? null : seriesApi.previewEdit(at, edit, signal)),
    enabled: edit !== null,
    gcTime: 0,
    retry: false,
  });
}

interface OutcomeProps extends Pick<Props, 'view' | 'leaveOut' | 'onLeaveOut'> {
  /** Without passing any day by. */
  readonly asked: SeriesPreview;
  readonly preview: SeriesPreview;
}

function Outcome({ asked, preview, view, leaveOut, onLeaveOut }: OutcomeProps) {
  const { t, language } = useTexts();
  const { cancelled, dropped } = preview;
  const occurrences = preview.occurrences.filter((one) => isToCome(one, Date.now()));
  const startOf = new Map(view.conferences.map((one) => [one.conferenceId, one.startsAt]));
  const isHeld = (one: Pick<SeriesOccurrenceView, 'recurrenceId'>) => !leaveOut.includes(one.recurrenceId);
  const untouched = preview.untouched.filter((one) => one.status !== 'cancelled' && isHeld(one));
  // Named below with the time they keep.
  const named = new Set(untouched.map((one) => one.recurrenceId));
  const clashing = occurrences.filter((one) => isHeld(one) && one.clashes.length > 0);
  const passed = asked.occurrences.filter((one) => !isHeld(one));
  return (
    <>
      <p>
        <strong>{preview.sentence[language]}</strong>
      </p>
      <Counts {...{ occurrences: occurrences.filter(isHeld), startOf, cancelled, clashing }} />
      <ClashingDays
        days={[...passed, ...clashing].toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))}
        known={new Set(view.conferences.map((one) => one.recurrenceId))}
        {...{ leaveOut, onLeaveOut }}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard */}
      <ol className="series-list figures" tabIndex={0} aria-label={t('series.dates')}>
        {occurrences
          .filter((one) => !named.has(one.recurrenceId))
          .map((one) => (
            <ChangedDay key={one.recurrenceId} one={one} dayBefore={findDayBefore(one, startOf)} isOut={!isHeld(one)} />
          ))}
      </ol>
      <Named title={t('series.cancelledTitle')} conferences={cancelled} />
      <Named title={t('series.untouchedTitle')} conferences={untouched} />
      <Named title={t('series.droppedTitle')} conferences={dropped} />
    </>
  );
}

interface CountsProps extends Pick<SeriesPreview, 'occurrences' | 'cancelled'> {
  readonly startOf: ReadonlyMap<string, string>;
  readonly clashing: readonly SeriesOccurrenceView[];
}

function Counts({ occurrences, startOf, cancelled, clashing }: CountsProps) {
  const { t } = useTexts();
  const count = (act: SeriesOccurrenceView['act']) => occurrences.filter((one) => one.act === act).length;
  const made = count('make');
  const moved = occurrences.filter((one) => findDayBefore(one, startOf) !== null).length;
  return (
    <p aria-live="polite">
      {t('series.willChange', { count: count('change') })}
      {moved > 0 && <> {t('series.willMove', { count: moved })}</>}
      {made > 0 && <> {t('series.willMake', { count: made })}</>}
      {cancelled.length > 0 && <> {t('series.willCancel', { count: cancelled.length })}</>}
      {clashing.length > 0 && (
        <span className="series-clash"> {t('series.clashingKeep', { count: clashing.length })}</span>
      )}
    </p>
  );
}

interface DayProps {
  readonly one: SeriesOccurrenceView;
  /** When it starts now, if on another day. */
  readonly dayBefore: string | null;
  readonly isOut: boolean;
}

function ChangedDay({ one, dayBefore, isOut }: DayProps) {
  const { language } = useTexts();
  return (
    <li className={isOut || one.status !== 'planned' ? 'series-out' : undefined}>
      <span>
        {formatLongDate(one.startsAt, language)}, {formatTime(one.startsAt)}–{formatTime(one.endsAt)}
      </span>
      <DayNotes one={one} dayBefore={dayBefore} isOut={isOut} />
    </li>
  );
}

/** What is special about the day, in words; nothing for one that simply changes. */
function DayNotes({ one, dayBefore, isOut }: DayProps) {
  const { t, language } = useTexts();
  const labels = useFieldLabels();
  const reason = one.reason?.[language] ?? '';
  const fields = one.edited.map((field) => labels[field]).join(', ');
  const notes = [
    one.clashes.length > 0 && !isOut ? t('series.clashes') : '',
    isOut ? t('series.stays') : '',
    dayBefore !== null && !isOut ? t('series.moves', { from: formatLongDate(dayBefore, language) }) : '',
    one.status === 'cancelled' ? t('series.isCancelled') : '',
    one.status === 'skipped' ? t('series.skipped', { reason }) : '',
    one.movedBy === 'holiday' ? t('series.shifted', { reason }) : '',
    one.movedBy === 'hand' && one.status === 'planned' ? t('series.keepsTime') : '',
    fields !== '' && one.status === 'planned' ? t('series.keepsFields', { fields }) : '',
    one.act === 'make' ? t('series.isNew') : '',
    one.act === 'change' && !isOut && one.heldStatus === 'approved' ? t('series.draftAgain') : '',
    one.act === 'change' && !isOut && one.heldStatus === 'published' ? t('series.isPublished') : '',
    one.act === 'keep' && one.status === 'planned' ? t('series.stays') : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? null : <span className="quiet under">{notes.join(' ')}</span>;
}

interface NamedProps {
  readonly title: string;
  readonly conferences: readonly SeriesConferenceView[];
}

/** Conferences by their day and status; nothing when there are none. */
function Named({ title, conferences }: NamedProps) {
  const { t, language } = useTexts();
  if (conferences.length === 0) return null;
  return (
    <div>
      <h3 className="series-heading">{title}</h3>
      <ul className="series-named figures">
        {conferences.map((one) => (
          <li key={one.conferenceId}>
            {formatLongDate(one.startsAt, language)}, {formatTime(one.startsAt)} ({t(`statuses.${one.status}`)})
          </li>
        ))}
      </ul>
    </div>
  );
}
