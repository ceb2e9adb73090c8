// The deadline assistant's sentences (rule DL7), Vietnamese first, in the tone of an office: the fact, then the rule, then the
// offer. Never decides whether something is late.

import type { LocalDate, RuleSet } from '../../contract/rules.ts';
import { formatDate } from './civilDate.ts';
import type { ConferenceKind, Deadline, Warning } from './deadlines.ts';
import { KIND_NAMES, pad2, type Sentence, workingDaysEn } from './wording.ts';

const SENT = {
  invitation: { vi: 'Giấy mời', en: 'The invitation' },
  papers: { vi: 'Tài liệu họp', en: 'The papers' },
  conclusion: { vi: 'Thông báo kết luận', en: 'The notice of conclusion' },
} as const satisfies Record<Deadline['id'], Sentence>;

/** "1/2 ngày", "01 ngày"; a cap that is no number of half days is told in hours. */
export function describeCap(minutes: number): Sentence {
  if (minutes === 240) return { vi: '1/2 ngày', en: 'half a day' };
  if (minutes % 480 !== 0) return { vi: describeLength(minutes), en: describeLengthEn(minutes) };
  const days = minutes / 480;
  return { vi: `${pad2(days)} ngày`, en: days === 1 ? 'one day' : `${days} days` };
}

export function noRuleSet(): Warning {
  return {
    code: 'noRuleSet',
    level: 'warning',
    vi: 'Chưa có bộ quy định nào cho ngày họp này: hệ thống không tính thời hạn.',
    en: 'No rule set is in force on the day of this meeting: no deadline is counted.',
  };
}

export function ruleSetUnconfirmed(ruleSet: RuleSet): Warning {
  return {
    code: 'ruleSetUnconfirmed',
    level: 'notice',
    vi: `Thời hạn theo ${ruleSet.name} chờ Văn phòng UBND tỉnh xác nhận.`,
    en: `The deadlines of ${ruleSet.nameEn} wait to be confirmed by the Office of the provincial People's Committee.`,
  };
}

export function outOfScope(kind: ConferenceKind, ruleSet: RuleSet): Warning {
  return {
    code: 'outOfScope',
    level: 'notice',
    vi: `${capital(KIND_NAMES[kind].vi)} không thuộc phạm vi ${ruleSet.name}: thời hạn theo luật và quy chế làm việc.`,
    en: `${capital(KIND_NAMES[kind].en)} is outside ${ruleSet.nameEn}: its deadlines follow the law and the working regulations.`,
  };
}

export function calendarIncomplete(year: string): Warning {
  return {
    code: 'calendarIncomplete',
    level: 'notice',
    vi: `Bảng ngày nghỉ chưa có năm ${year}: ngày làm việc chỉ tính theo thứ trong tuần.`,
    en: `The table of holidays has nothing for ${year}: working days are counted by weekday only.`,
  };
}

export function notWorkingDay(day: LocalDate, dayOff: Sentence): Warning {
  return {
    code: 'notWorkingDay',
    level: 'notice',
    vi: `Ngày họp ${formatDate(day)} là ngày nghỉ (${dayOff.vi}).`,
    en: `The day of the meeting, ${formatDate(day)}, is not a working day (${dayOff.en}).`,
  };
}

/** "Thời gian dự kiến 05 giờ – quá 1/2 ngày theo quy định đối với họp giao ban." */
export function tooLong(kind: ConferenceKind, minutes: number, capMinutes: number): Warning {
  const cap = describeCap(capMinutes);
  return {
    code: 'tooLong',
    level: 'warning',
    vi: `Thời gian dự kiến ${describeLength(minutes)} – quá ${cap.vi} theo quy định đối với ${KIND_NAMES[kind].vi}.`,
    en: `Planned for ${describeLengthEn(minutes)} – more than the ${cap.en} the rules allow for ${KIND_NAMES[kind].en}.`,
  };
}

/** "Giấy mời gửi trước 02 ngày làm việc – chưa đủ 03 ngày theo quy định. Chuyển thành họp đột xuất?" */
export function sentLate(deadline: Deadline, hasStarted: boolean, offerDotXuat: boolean): Warning {
  const { vi, en } = SENT[deadline.id];
  const required: Sentence = {
    vi: `chưa đủ ${pad2(deadline.requiredWorkingDays)} ngày theo quy định.`,
    en: `fewer than the ${deadline.requiredWorkingDays} the rules ask for.`,
  };
  const offer: Sentence = offerDotXuat
    ? { vi: ' Chuyển thành họp đột xuất?', en: ' Turn it into an unscheduled meeting?' }
    : { vi: '', en: '' };
  const fact = sendingFact(deadline, hasStarted, { vi, en });
  return {
    code: deadline.id === 'papers' ? 'papersLate' : 'invitationLate',
    level: 'warning',
    vi: `${fact.vi} – ${required.vi}${offer.vi}`,
    en: `${fact.en} – ${required.en}${offer.en}`,
  };
}

function sendingFact({ doneOn, workingDays }: Deadline, hasStarted: boolean, what: Sentence): Sentence {
  const before: Sentence = {
    vi: `trước ${pad2(workingDays)} ngày làm việc`,
    en: `${workingDaysEn(workingDays)} before the meeting`,
  };
  if (doneOn !== null) return { vi: `${what.vi} gửi ${before.vi}`, en: `${what.en} went out ${before.en}` };
  if (hasStarted) return { vi: `${what.vi} chưa được ghi nhận là đã gửi`, en: `${what.en}: not recorded as sent` };
  return {
    vi: `${what.vi} nếu gửi hôm nay thì chỉ ${before.vi}`,
    en: `${what.en}, sent today, would go out only ${before.en}`,
  };
}

/** "Thông báo kết luận quá hạn 02 ngày làm việc (hạn 17/02/2026)." */
export function conclusionLate({ doneOn, workingDays }: Deadline, dueDate: LocalDate): Warning {
  const { vi, en } = SENT.conclusion;
  const due = formatDate(dueDate);
  const issued = doneOn === null ? null : formatDate(doneOn);
  return {
    code: 'conclusionLate',
    level: 'warning',
    vi:
      issued === null
        ? `${vi} quá hạn ${pad2(workingDays)} ngày làm việc (hạn ${due}).`
        : `${vi} ban hành ngày ${issued} – chậm ${pad2(workingDays)} ngày làm việc so với hạn ${due}.`,
    en:
      issued === null
        ? `${en} is ${workingDaysEn(workingDays)} overdue (due ${due}).`
        : `${en} was issued on ${issued} – ${workingDaysEn(workingDays)} after it was due on ${due}.`,
  };
}

/** "05 giờ", "04 giờ 30 phút". */
function describeLength(minutes: number): string {
  const rest = minutes % 60;
  return `${pad2(Math.floor(minutes / 60))} giờ${rest === 0 ? '' : ` ${pad2(rest)} phút`}`;
}

function describeLengthEn(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${pad2(rest)} min`}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
