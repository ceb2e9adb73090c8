// Words and bytes of letters: rendered, built, and read back by a strict mail parser and a strict calendar parser.

import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { countAttempts, DELAYS_MS, findRetryDelayMs } from '../../server/jobs/backoff.ts';
import { buildMail, type MailParts } from '../../server/jobs/mail/buildMail.ts';
import { type MailFacts, type MailTopic, renderMail } from '../../server/jobs/mail/renderMail.ts';

const FACTS: MailFacts = {
  title: 'Giao ban tháng 02',
  startsAt: '2026-02-10T01:00:00.000Z',
  endsAt: '2026-02-10T04:00:00.000Z',
  chair: 'Chủ tịch UBND tỉnh',
  organiser: 'Văn phòng UBND tỉnh Tây Ninh',
  siteName: 'Điểm cầu xã Bến Lức',
  agenda: ['Tình hình kinh tế - xã hội', 'Phòng, chống dịch'],
  contact: 'Phòng Tổng hợp, ĐT 0276 000 000',
  answerBy: '2026-02-06T10:00:00.000Z',
  answerUrl: 'https://giaoban.tinh.example/answer?site=1&key=abc',
  conferenceUrl: 'https://giaoban.tinh.example/conferences/1',
};
const TOPICS: readonly MailTopic[] = [
  { kind: 'invitation' },
  { kind: 'update', changes: ['Thời gian: 08 giờ 00 thay cho 14 giờ 00'] },
  { kind: 'cancel', reason: 'Bất khả kháng', isPostponed: false },
  { kind: 'reminder' },
];
const ICS = (method: string) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//giao-ban//vi',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    'UID:giao-ban-1@tinh.example',
    'SEQUENCE:2',
    'DTSTAMP:20260203T010000Z',
    'DTSTART:20260210T010000Z',
    'DTEND:20260210T040000Z',
    'SUMMARY:Giao ban tháng 02 của Ủy ban nhân dân tỉnh',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

function parts(change: Partial<MailParts> = {}): MailParts {
  return {
    from: 'Văn phòng UBND tỉnh <giaoban@tinh.example>',
    to: { name: 'Văn thư xã Bến Lức', address: 'vanthu@benluc.example' },
    ...renderMail({ kind: 'invitation' }, FACTS, 'UBND xã Bến Lức'),
    ics: { method: 'REQUEST', content: ICS('REQUEST') },
    attachments: [
      { filename: 'Giấy mời số 05.pdf', contentType: 'application/pdf', content: new TextEncoder().encode('%PDF-1.7') },
    ],
    messageId: '<1@tinh.example>',
    date: new Date('2026-02-03T01:00:00.000Z'),
    ...change,
  };
}

describe('a built message', () => {
  it('[MA8] has text, HTML and calendar as alternatives, in that order, and the calendar again as a file', async () => {
    const raw = (await buildMail(parts())).toString();
    const types = [...raw.matchAll(/^Content-Type: ([^;\r\n]+)/gim)].map((match) => match[1]?.toLowerCase());
    expect(types).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/pdf',
      'application/ics',
    ]);
    expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST/im);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/im);
  });

  it('[MA8] comes back whole from a mail parser, and its calendar from a calendar parser', async () => {
    const mail = await simpleParser(await buildMail(parts()));
    expect(mail.subject).toBe('[Giấy mời] Giao ban tháng 02 – 08 giờ 00, 10/02/2026');
    expect(mail.from?.text).toContain('Văn phòng UBND tỉnh');
    expect(mail.messageId).toBe('<1@tinh.example>');
    expect(mail.text).toContain('trân trọng kính mời');
    expect(mail.html).toContain('trân trọng kính mời');
    const names = mail.attachments.map((file) => file.filename);
    expect(names).toContain('Giấy mời số 05.pdf');
    const file = mail.attachments.find((candidate) => candidate.filename === 'giay-moi.ics');
    const calendars = mail.attachments.filter((candidate) => /calendar|ics/.test(candidate.contentType));
    expect(calendars.map((candidate) => candidate.content.toString())).toEqual(calendars.map(() => ICS('REQUEST')));
    const calendar = new ICAL.Component(ICAL.parse(file?.content.toString() ?? ''));
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
    expect([event.summary, event.sequence, event.startDate.toJSDate().toISOString()]).toEqual([
      'Giao ban tháng 02 của Ủy ban nhân dân tỉnh',
      2,
      '2026-02-10T01:00:00.000Z',
    ]);
  });

  it('[MA8] a calendar of another METHOD is refused', async () => {
    const ics = { method: 'CANCEL', content: ICS('REQUEST') } as const;
    await expect(buildMail(parts({ ics }))).rejects.toThrow('METHOD:REQUEST');
    expect((await buildMail(parts({ ics: { method: 'CANCEL', content: ICS('CANCEL') } }))).toString()).toMatch(
      /method=CANCEL/,
    );
  });

  it('[MA8] a title with line ends adds no header', async () => {
    const raw = (await buildMail(parts({ subject: 'a\r\nBcc: b@xa.example' }))).toString();
    expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^Bcc:/im);
  });
});

describe('the words of a letter', () => {
  it.each(TOPICS.map((topic) => [topic.kind, topic] as const))(
    '[MA10] %s: Vietnamese first, English second, in text and HTML',
    (_kind, topic) => {
      const { text, html } = renderMail(topic, FACTS, 'UBND xã Bến Lức');
      for (const body of [text, html]) {
        const vietnamese = body.indexOf('08 giờ 00 phút, ngày 10 tháng 02 năm 2026 (thứ Ba)');
        const english = body.indexOf('Tuesday 10 February 2026, 08:00–11:00 (UTC+7)');
        expect(vietnamese).toBeGreaterThan(0);
        expect(english).toBeGreaterThan(vietnamese);
        expect(body).toContain('UBND xã Bến Lức');
        expect(body).toContain('Trân trọng cảm ơn.');
      }
      expect(text).not.toMatch(/<|\n{3}/);
    },
  );

  it('[MA10] what differs between the kinds is said', () => {
    const say = (topic: MailTopic) => renderMail(topic, FACTS, 'UBND xã').text;
    expect(say({ kind: 'invitation' })).toContain(
      'Đề nghị xác nhận tham dự trước 17 giờ 00 phút, ngày 06 tháng 02 năm 2026 (thứ Sáu)',
    );
    expect(say({ kind: 'update', changes: ['Địa điểm mới'] })).toContain('- Địa điểm mới');
    expect(say({ kind: 'cancel', reason: 'Bất khả kháng', isPostponed: false })).toContain(
      'không tổ chức. Lý do: Bất khả kháng',
    );
    expect(say({ kind: 'cancel', reason: 'Ý kiến cấp trên', isPostponed: true })).toContain(
      'hoãn. Lý do: Ý kiến cấp trên',
    );
    expect(say({ kind: 'reminder' })).toContain('chưa nhận được xác nhận tham dự của Điểm cầu xã Bến Lức');
    expect(renderMail({ kind: 'cancel', reason: 'x', isPostponed: true }, FACTS, 'x').subject).toMatch(/^\[Hoãn họp\]/);
  });

  it('[MA10] what people wrote stays text in HTML', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const facts = {
      ...FACTS,
      title: evil,
      chair: evil,
      organiser: evil,
      siteName: evil,
      agenda: [evil],
      contact: evil,
    };
    for (const topic of [
      ...TOPICS,
      { kind: 'update', changes: [evil] },
      { kind: 'cancel', reason: evil, isPostponed: true },
    ] as const) {
      const { html } = renderMail(topic, facts, evil);
      expect(html).not.toContain('<img');
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
    }
  });

  it('[MA10] nothing is loaded from anywhere, and links are web addresses', () => {
    for (const topic of TOPICS) {
      const { html } = renderMail(topic, FACTS, 'UBND xã');
      expect(html).not.toMatch(/<(?:img|link|script|iframe|style)|url\(|@import|src=/i);
    }
    expect(() => renderMail({ kind: 'invitation' }, { ...FACTS, answerUrl: 'javascript:alert(1)' }, 'x')).toThrow(
      'not a web address',
    );
  });

  it('[MA10] a briefing over midnight says both days', () => {
    const { text } = renderMail({ kind: 'invitation' }, { ...FACTS, endsAt: '2026-02-10T18:00:00.000Z' }, 'x');
    expect(text).toContain('dự kiến đến 01 giờ 00 phút, ngày 11 tháng 02 năm 2026 (thứ Tư)');
    expect(text).toContain('01:00, Wednesday 11 February 2026');
  });
});

describe('the back-off', () => {
  it('[MA4] is 1, 5, 15, 60, 240, 720, 1,440 and 1,440 minutes, then nothing', () => {
    const minutes = Array.from({ length: 9 }, (_, index) => findRetryDelayMs(DELAYS_MS, index + 1)).map((ms) =>
      ms === undefined ? null : ms / 60_000,
    );
    expect(minutes).toEqual([1, 5, 15, 60, 240, 720, 1_440, 1_440, null]);
    expect(countAttempts(DELAYS_MS)).toBe(9);
  });
});
