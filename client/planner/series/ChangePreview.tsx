// What a change would do to every conference of the series, asked of the server before anything is saved: by the code that would save.

import { Checkbox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { SeriesConferenceView, SeriesOccurrenceView, SeriesPreview } from '../../../server/contract/series.ts';
import { useTexts } from '../../shell/i18n.ts';
import { Problem } from '../../shell/PageState.tsx';
import { formatDate, formatLongDate, formatTime } from '../../words/time.ts';
import { useFieldLabels } from '../ConflictNotice.tsx';
import { clashSentences } from '../clashText.ts';
import type { LocalDate } from '../localTime.ts';
import { type SeriesAt, type SeriesEditWrite, seriesApi } from './seriesApi.ts';
import './series.css';

/** Typing asks no question of its own. */
const TYPING_MS = 400;

interface Props {
  readonly at: SeriesAt;
  /** undefined: the form is not complete; null: nothing is changed. */
  readonly edit: SeriesEditWrite | null | undefined;
  readonly leaveOut: readonly LocalDate[];
  readonly onLeaveOut: (days: readonly LocalDate[]) => void;
}

export function ChangePreview({ at, edit, leaveOut, onLeaveOut }: Props) {
  const { t } = useTexts();
  const [settled] = useDebouncedValue(edit === undefined || edit === null ? null : JSON.stringify(edit), TYPING_MS);
  const preview = useQuery({
    queryKey: ['series', 'change', at.seriesId, at.version, settled],
    queryFn: ({ signal }) =>
      settled === null ? null : seriesApi.previewEdit(at, JSON.parse(settled) as SeriesEditWrite, signal),
    enabled: settled !== null,
    gcTime: 0,
    retry: false,
  });
  return (
    <section className="panel stack" aria-labelledby="change-preview">
      <h2 id="change-preview">{t('series.preview')}</h2>
      {edit === undefined && <p className="quiet">{t('series.incomplete')}</p>}
      {edit === null && <p className="quiet">{t('series.unchanged')}</p>}
      {edit && preview.isError && <Problem error={preview.error} />}
      {edit && !preview.isError && !preview.data && <div aria-busy="true" className="series-wait" />}
      {edit && preview.data && <Outcome preview={preview.data} leaveOut={leaveOut} onLeaveOut={onLeaveOut} />}
    </section>
  );
}

type OutcomeProps = { readonly preview: SeriesPreview } & Pick<Props, 'leaveOut' | 'onLeaveOut'>;

function Outcome({ preview, leaveOut, onLeaveOut }: OutcomeProps) {
  const { t, language } = useTexts();
  const { occurrences, cancelled, dropped } = preview;
  const untouched = preview.untouched.filter((one) => one.status !== 'cancelled');
  // Named below with the time they keep.
  const named = new Set(untouched.map((one) => one.recurrenceId));
  const isHeld = (one: SeriesOccurrenceView) => !leaveOut.includes(one.recurrenceId);
  const count = (act: SeriesOccurrenceView['act']) =>
    occurrences.filter((one) => one.act === act && isHeld(one)).length;
  const clashing = occurrences.filter((one) => isHeld(one) && one.clashes.length > 0).length;
  const made = count('make');
  return (
    <>
      <p>
        <strong>{preview.sentence[language]}</strong>
      </p>
      <p aria-live="polite">
        {t('series.willChange', { count: count('change') })}
        {made > 0 && <> {t('series.willMake', { count: made })}</>}
        {cancelled.length > 0 && <> {t('series.willCancel', { count: cancelled.length })}</>}
        {clashing > 0 && <span className="series-clash"> {t('series.clashingKeep', { count: clashing })}</span>}
      </p>
      <ClashingDays days={occurrences.filter((one) => one.clashes.length > 0)} {...{ leaveOut, onLeaveOut }} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard */}
      <ol className="series-list figures" tabIndex={0} aria-label={t('series.dates')}>
        {occurrences
          .filter((one) => !named.has(one.recurrenceId))
          .map((one) => (
            <ChangedDay key={one.recurrenceId} one={one} isOut={!isHeld(one)} />
          ))}
      </ol>
      <Named title={t('series.cancelledTitle')} conferences={cancelled} />
      <Named title={t('series.untouchedTitle')} conferences={untouched} />
      <Named title={t('series.droppedTitle')} conferences={dropped} />
    </>
  );
}

interface ClashingProps extends Pick<Props, 'leaveOut' | 'onLeaveOut'> {
  readonly days: readonly SeriesOccurrenceView[];
}

/** Before all others, however far down the list they are: each can be left as it is. */
function ClashingDays({ days, leaveOut, onLeaveOut }: ClashingProps) {
  const { t, language } = useTexts();
  if (days.length === 0) return null;
  return (
    <ul className="plain stack" aria-label={t('clash.title')}>
      {days.map((one) => {
        const isOut = leaveOut.includes(one.recurrenceId);
        const others = leaveOut.filter((day) => day !== one.recurrenceId);
        return (
          <li key={one.recurrenceId}>
            {clashSentences(one.clashes, t, language).map((sentence) => (
              <p key={sentence} className={isOut ? 'quiet' : 'series-clash'}>
                {sentence}
              </p>
            ))}
            <Checkbox
              label={t('series.keepAsIs', { date: formatDate(one.startsAt) })}
              checked={isOut}
              onChange={(event) => onLeaveOut(event.currentTarget.checked ? [...others, one.recurrenceId] : others)}
            />
          </li>
        );
      })}
    </ul>
  );
}

function ChangedDay({ one, isOut }: { readonly one: SeriesOccurrenceView; readonly isOut: boolean }) {
  const { language } = useTexts();
  return (
    <li className={isOut || one.status !== 'planned' ? 'series-out' : undefined}>
      <span>
        {formatLongDate(one.startsAt, language)}, {formatTime(one.startsAt)}–{formatTime(one.endsAt)}
      </span>
      <DayNotes one={one} isOut={isOut} />
    </li>
  );
}

/** What is special about the day, in words; nothing for one that simply changes. */
function DayNotes({ one, isOut }: { readonly one: SeriesOccurrenceView; readonly isOut: boolean }) {
  const { t, language } = useTexts();
  const labels = useFieldLabels();
  const reason = one.reason?.[language] ?? '';
  const fields = one.edited.map((field) => labels[field]).join(', ');
  const notes = [
    one.clashes.length > 0 && !isOut ? t('series.clashes') : '',
    isOut ? t('series.stays') : '',
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
