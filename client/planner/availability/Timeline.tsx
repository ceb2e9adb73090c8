// One day of chairs and sites side by side: what takes their time, working hours behind it, the chosen time outlined.
// Amber marks what clashes with the choice; every block says the same in words.

import type { CSSProperties } from 'react';
import type { AvailabilityView, BusyRowView } from '../../../server/contract/planning.ts';
import { useTexts } from '../../shell/i18n.ts';
import { formatLongDate, formatTime } from '../../words/time.ts';
import { instantAt, type LocalDate } from '../localTime.ts';
import type { Wish } from './availabilityAsk.ts';
import { type DayScale, overlaps, placeSpan, scaleOf } from './timelineLayout.ts';

interface Props {
  readonly date: LocalDate;
  readonly view: AvailabilityView;
  readonly wish: Wish;
}

export function Timeline({ date, view, wish }: Props) {
  const { t, language } = useTexts();
  const scale = scaleOf(date, [wish, ...view.rows.flatMap((row) => row.busy)]);
  const hours = Array.from({ length: scale.lastHour - scale.firstHour }, (_, index) => scale.firstHour + index);
  const isOff = !view.workingDays.includes(date);
  const label = t('availability.timeline', { day: formatLongDate(instantAt(date, '12:00'), language) });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list of two hundred sites is scrolled by keyboard
    <section className="busy-scroll" aria-label={label} tabIndex={0}>
      <table className="busy-table" style={{ '--hours': hours.length } as CSSProperties}>
        <caption>
          {label}
          {isOff && ` (${t('availability.dayOff')})`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('availability.who')}</th>
            <th scope="col">
              <span className="sr-only">{t('availability.day')}</span>
              <span className="busy-hours figures" aria-hidden="true">
                {hours.map((hour) => (
                  <span key={hour}>{String(hour).padStart(2, '0')}</span>
                ))}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Row key={row.resourceId} row={row} scale={scale} view={view} wish={wish} isOff={isOff} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly row: BusyRowView;
  readonly scale: DayScale;
  readonly view: AvailabilityView;
  readonly wish: Wish;
  readonly isOff: boolean;
}

function Row({ row, scale, view, wish, isOff }: RowProps) {
  const { t } = useTexts();
  const today = row.busy.flatMap((busy) => {
    const place = placeSpan(scale, busy);
    return place === null ? [] : [{ busy, place }];
  });
  const wished = placeSpan(scale, wish);
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td>
        <div className="busy-track">
          {!isOff &&
            view.workingHours.map((half) => {
              const span = { startsAt: instantAt(scale.date, half.from), endsAt: instantAt(scale.date, half.to) };
              return <span key={half.from} className="busy-working" style={placeSpan(scale, span) ?? {}} />;
            })}
          {today.map(({ busy, place }) => {
            const text = t('availability.busy', {
              from: formatTime(busy.startsAt),
              to: formatTime(busy.endsAt),
              what: busy.titles.map((title) => title ?? t('availability.hidden')).join(', '),
            });
            return (
              <span
                key={busy.startsAt}
                className="busy-block"
                data-clash={overlaps(busy, wish) || undefined}
                style={place}
                title={text}
              >
                <span className="sr-only">{text}.</span>
              </span>
            );
          })}
          {wished !== null && <span className="busy-wish" style={wished} />}
          {today.length === 0 && <span className="sr-only">{t('availability.free')}</span>}
        </div>
      </td>
    </tr>
  );
}
