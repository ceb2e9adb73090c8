// A series in one sentence, Vietnamese and English (rule SE12). Only words; the days are ruleDates' and recurrence's.

import type { SeriesRule, SeriesSchedule } from '../../contract/series.ts';
import { WEEKDAYS } from '../../contract/seriesLimits.ts';
import { formatDate, minutesOf } from './civilDate.ts';
import { joinSentences, pad2, type Sentence, WEEKDAY_NAMES } from './wording.ts';

type When = Pick<SeriesSchedule, 'rule' | 'holidayPolicy' | 'startTime' | 'durationMinutes'>;

/** "Hằng tuần vào thứ Hai, 08:00–11:00". */
export function describeRule(series: When): Sentence {
  const days = describeDays(series);
  const span = describeTimes(series);
  return { vi: `${days.vi}, ${span.vi}`, en: `${days.en}, ${span.en}` };
}

/** The rule, its end, its holidays and its added and excluded days. */
export function describeSeries(series: SeriesSchedule): Sentence {
  const parts = [describeRule(series), describeEnd(series)];
  const policy = isSaidByRule(series) ? null : POLICIES[series.holidayPolicy];
  return {
    vi: `${parts.map((part) => part.vi).join(', ')}${policy === null ? '' : `; ${policy.vi}`}${describeExtra(series).vi}.`,
    en: `${parts.map((part) => part.en).join(', ')}${policy === null ? '' : `; ${policy.en}`}${describeExtra(series).en}.`,
  };
}

const POLICIES: Record<SeriesSchedule['holidayPolicy'], Sentence> = {
  keep: { vi: 'trùng ngày nghỉ vẫn họp', en: 'also on days off' },
  skip: { vi: 'trùng ngày nghỉ thì không họp', en: 'not on days off' },
  nextWorkingDay: {
    vi: 'trùng ngày nghỉ thì dời sang ngày làm việc kế tiếp',
    en: 'moved to the next working day when on a day off',
  },
  previousWorkingDay: {
    vi: 'trùng ngày nghỉ thì đưa lên ngày làm việc liền trước',
    en: 'moved to the working day before when on a day off',
  },
};

/** "The last working day" and "every working day" already say what happens on days off. */
function isSaidByRule({ rule, holidayPolicy }: When): boolean {
  if (rule.freq === 'daily') return rule.interval === 1 && holidayPolicy === 'skip';
  return rule.freq === 'monthlyByDay' && rule.day === -1 && holidayPolicy === 'previousWorkingDay';
}

function describeDays(series: When): Sentence {
  const { rule } = series;
  if (rule.freq === 'daily') {
    if (isSaidByRule(series)) return { vi: 'Các ngày làm việc', en: 'Every working day' };
    return every(rule.interval, 'ngày', 'day');
  }
  if (rule.freq === 'weekly') {
    return on(every(rule.interval, 'tuần', 'week'), joinSentences(rule.weekdays.map(weekdayName)));
  }
  return on(every(rule.interval, 'tháng', 'month'), describeMonthDay(rule, isSaidByRule(series)));
}

function every(interval: number, vi: string, en: string): Sentence {
  return interval === 1
    ? { vi: `Hằng ${vi}`, en: `Every ${en}` }
    : { vi: `${interval} ${vi} một lần`, en: `Every ${interval} ${en}s` };
}

function on(period: Sentence, day: Sentence): Sentence {
  return { vi: `${period.vi} vào ${day.vi}`, en: `${period.en} on ${day.en}` };
}

type MonthlyRule = Extract<SeriesRule, { freq: 'monthlyByDay' | 'monthlyByWeekday' }>;
const ORDINALS_EN: Record<number, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

function describeMonthDay(rule: MonthlyRule, isLastWorkingDay: boolean): Sentence {
  if (rule.freq === 'monthlyByWeekday') {
    const weekday = weekdayName(rule.weekday);
    const which = rule.position === 1 ? 'đầu tiên' : rule.position === -1 ? 'cuối cùng' : `lần thứ ${rule.position}`;
    return { vi: `${weekday.vi} ${which} của tháng`, en: `the ${ORDINALS_EN[rule.position]} ${weekday.en}` };
  }
  if (isLastWorkingDay) return { vi: 'ngày làm việc cuối tháng', en: 'the last working day' };
  if (rule.day === -1) return { vi: 'ngày cuối tháng', en: 'the last day' };
  return { vi: `ngày ${pad2(rule.day)}`, en: `day ${rule.day}` };
}

function weekdayName(code: (typeof WEEKDAYS)[number]): Sentence {
  return WEEKDAY_NAMES[WEEKDAYS.indexOf(code) + 1] ?? { vi: code, en: code };
}

function describeTimes({ startTime, durationMinutes }: When): Sentence {
  const end = minutesOf(startTime) + durationMinutes;
  const clock = `${startTime}–${pad2(Math.floor((end % 1440) / 60))}:${pad2(end % 60)}`;
  return end < 1440 ? { vi: clock, en: clock } : { vi: `${clock} hôm sau`, en: `${clock} the next day` };
}

function describeEnd({ startsOn, end }: SeriesSchedule): Sentence {
  const from = formatDate(startsOn);
  if (end.kind === 'count') {
    return { vi: `từ ${from}, ${end.count} phiên`, en: `from ${from}, ${end.count} time${end.count === 1 ? '' : 's'}` };
  }
  const to = formatDate(end.localDate);
  return { vi: `từ ${from} đến ${to}`, en: `from ${from} to ${to}` };
}

function describeExtra({ extraDates, excludedDates }: SeriesSchedule): Sentence {
  const list = (dates: readonly string[]) => dates.map(formatDate).join(', ');
  return {
    vi: `${extraDates.length === 0 ? '' : `; thêm ${list(extraDates)}`}${excludedDates.length === 0 ? '' : `; trừ ${list(excludedDates)}`}`,
    en: `${extraDates.length === 0 ? '' : `; also ${list(extraDates)}`}${excludedDates.length === 0 ? '' : `; except ${list(excludedDates)}`}`,
  };
}
