/** The words, times, colours and weight of the live pages. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { siteWords } from '../../client/site/words.ts';
import { findSpokenLanguage, readLanguage } from '../../client/words/language.ts';
import { errorText, words } from '../../client/words/shared.ts';
import {
  formatDate,
  formatLongDate,
  formatOfficialTime,
  formatSeconds,
  formatTime,
  formatTimeWithSeconds,
  formatUntil,
} from '../../client/words/time.ts';
import { ERRORS, type ErrorCode } from '../../server/contract/errors.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the words of the live pages', () => {
  it('[AS19] a guest is spoken to in the first language of the browser that there are words in', () => {
    expect(findSpokenLanguage(['en-GB', 'vi'])).toBe('en');
    expect(findSpokenLanguage(['fr-FR', 'vi-VN', 'en'])).toBe('vi');
    expect(findSpokenLanguage(['EN'])).toBe('en');
    expect(findSpokenLanguage(['fr'])).toBe('vi');
    expect(findSpokenLanguage([])).toBe('vi');
  });

  it('[RM17] the acts of a room read exactly as approved', () => {
    const vi = siteWords('vi');
    expect([vi.request, vi.withdraw, vi.release, vi.confirmPresence, vi.present]).toEqual([
      'Xin phát biểu',
      'Rút đăng ký',
      'Kết thúc phát biểu',
      'Xác nhận có mặt',
      'Trình chiếu tài liệu',
    ]);
    expect([vi.microphoneClosed, vi.microphoneOpen, vi.lobby, vi.thanks, vi.paused]).toEqual([
      'Micro đang tắt',
      'MICRO ĐANG MỞ',
      'Kính mời đồng chí chờ trong giây lát',
      'Trân trọng cảm ơn.',
      'Tạm nghỉ',
    ]);
    expect(vi.waiting(2)).toBe('Chờ phát biểu, thứ 2');
    expect(vi.siteTitle('Huyện Bến Lức')).toBe('Điểm cầu Huyện Bến Lức');
    expect(vi.siteTitle('Điểm cầu trung tâm')).toBe('Điểm cầu trung tâm');
  });

  it('[RM17] English says everything Vietnamese says, and says it in English', () => {
    for (const dictionary of [siteWords, words]) {
      const vi = flatten(dictionary('vi'));
      const en = flatten(dictionary('en'));
      expect([...en.keys()]).toEqual([...vi.keys()]);
      const untranslated = [...en].filter(([, text]) =>
        /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i.test(text),
      );
      expect(untranslated).toEqual([]);
    }
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      expect(errorText('vi', code)).not.toBe(errorText('en', code));
    }
  });

  it('[RM17] speaks Vietnamese unless the address or the browser says otherwise', () => {
    expect(readLanguage('')).toBe('vi');
    expect(readLanguage('?lang=en')).toBe('en');
    expect(readLanguage('?lang=fr')).toBe('vi');
  });
});

/** Every text under its path; functions are asked with a sample. */
function flatten(value: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, part] of Object.entries(value)) {
    const name = `${prefix}${key}`;
    if (typeof part === 'string') texts.set(name, part);
    else if (typeof part === 'function') texts.set(name, (part as (...args: unknown[]) => string)(2, 5));
    else for (const [inner, text] of flatten(part as object, `${name}.`)) texts.set(inner, text);
  }
  return texts;
}

describe('times', () => {
  const instant = '2026-11-23T00:34:05.000Z';

  it('[RM18] are read in Việt Nam, whatever the machine thinks', () => {
    expect(formatTime(instant)).toBe('07:34');
    expect(formatTimeWithSeconds(Date.parse(instant))).toBe('07:34:05');
    expect(formatDate('2026-11-22T17:00:00Z')).toBe('23/11/2026');
    expect(formatTime('2026-11-22T17:00:00Z')).toBe('00:00');
    expect(formatLongDate(instant, 'vi')).toBe('Thứ Hai, 23/11/2026');
    expect(formatLongDate('2026-11-29T05:00:00Z', 'vi')).toBe('Chủ Nhật, 29/11/2026');
    expect(formatLongDate(instant, 'en')).toBe('Monday, 23/11/2026');
    expect(formatOfficialTime(instant, 'vi')).toBe('07 giờ 34');
  });

  it('[RM18] lengths are clocks and words', () => {
    expect([0, 222, 3_725, -12, -0.4].map(formatSeconds)).toEqual(['00:00', '03:42', '1:02:05', '-00:12', '00:00']);
    const minutes = (count: number) => count * 60_000;
    expect([minutes(26), minutes(125), minutes(120), minutes(1_500), 1, -5].map((ms) => formatUntil(ms, 'vi'))).toEqual(
      ['26 phút', '2 giờ 5 phút', '2 giờ', '1 ngày 1 giờ', '1 phút', '0 phút'],
    );
    expect(formatUntil(minutes(61), 'en')).toBe('1 hour 1 minute');
  });
});

describe('the colours', () => {
  const css = readFileSync(path.join(root, 'client/theme/tokens.css'), 'utf8');
  const dark = tokensOf(css, /:root \{([^}]*)\}/);
  const light = tokensOf(css, /:root\[data-theme="light"\] \{([^}]*)\}/);

  it.each([
    ['dark', dark],
    ['light', light],
  ])('[RM19] %s: every text colour reaches 4.5:1 on every surface it may stand on', (_theme, tokens) => {
    const pairs: [string, string][] = [];
    for (const text of ['ink', 'ink-2', 'on-air', 'waiting', 'fine', 'chosen']) {
      for (const surface of ['slate-0', 'slate-1', 'slate-2']) pairs.push([text, surface]);
    }
    for (const state of ['on-air', 'waiting', 'fine', 'chosen']) {
      pairs.push(['ink', `${state}-surface`], ['ink-2', `${state}-surface`], [state, `${state}-surface`]);
      pairs.push([`${state}-ink`, state]);
    }
    pairs.push(['ink', 'slate-3'], ['gold-ink', 'gold'], ['gold-ink', 'gold-hover']);
    const poor = pairs.filter(([text, surface]) => contrast(tokens, text, surface) < 4.5);
    expect(
      poor.map(([text, surface]) => `${text} on ${surface}: ${contrast(tokens, text, surface).toFixed(2)}`),
    ).toEqual([]);
  });

  it.each([
    ['dark', dark],
    ['light', light],
  ])('[RM19] %s: what is no text but must be seen reaches 3:1', (_theme, tokens) => {
    for (const [mark, surface] of [
      ['line-strong', 'slate-1'],
      ['line-strong', 'slate-0'],
      ['line-strong', 'on-air-surface'],
      ['on-air-frame', 'slate-0'],
      ['focus', 'slate-0'],
    ] as const) {
      expect(contrast(tokens, mark, surface), `${mark} on ${surface}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('[RM19] the light theme chosen and the light theme of the device are the same', () => {
    expect(tokensOf(css, /:root\[data-theme="auto"\] \{([^}]*)\}/)).toEqual(light);
    expect([...light.keys()].filter((name) => !dark.has(name))).toEqual([]);
  });
});

function tokensOf(css: string, block: RegExp): Map<string, string> {
  const body = css.match(block)?.[1] ?? '';
  return new Map(
    [...body.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

/** WCAG 2 contrast ratio of two tokens. */
function contrast(tokens: Map<string, string>, first: string, second: string): number {
  const [a, b] = [luminance(tokens.get(first)), luminance(tokens.get(second))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string | undefined): number {
  if (!hex) throw new Error('no such token');
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the weight of the room page', () => {
  it('[RM20] reaches no library beyond React, its icons, Socket.IO and mediasoup-client, and pdf.js when a paper is opened', () => {
    const { libraries, seen } = reach((source) => [...fixedImports(source), ...lazyImports(source)]);
    expect([...seen].filter((file) => !existsSync(file))).toEqual([]);
    expect([...libraries].sort()).toEqual([
      '@tabler/icons-react',
      'mediasoup-client',
      'pdfjs-dist',
      'pdfjs-dist/build/pdf.worker.min.mjs?url',
      'react',
      'react-dom/client',
      'socket.io-client',
    ]);
  });

  it('[RM20][PP15] the page itself carries neither the viewer of papers nor pdf.js', () => {
    const { libraries, seen } = reach(fixedImports);
    expect([...libraries].filter((library) => library.startsWith('pdfjs'))).toEqual([]);
    expect([...seen].filter((file) => file.includes('client/papers/'))).toEqual([]);
  });

  it('[PP18] nor does the console’s', () => {
    const { libraries, seen } = reach(fixedImports, 'client/console/main.tsx');
    expect([...libraries].filter((library) => library.startsWith('pdfjs'))).toEqual([]);
    expect([...seen].filter((file) => file.includes('client/papers/'))).toEqual([]);
  });
});

/** Everything an entry leads to; the room's, if no other is named. */
function reach(
  importsOf: (source: string) => string[],
  entry = 'client/site/main.tsx',
): { libraries: Set<string>; seen: Set<string> } {
  const libraries = new Set<string>();
  const seen = new Set<string>();
  const queue = [path.join(root, entry)];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const target of importsOf(readFileSync(file, 'utf8'))) {
      if (!target.startsWith('.')) libraries.add(target);
      else if (!target.endsWith('.css')) queue.push(path.resolve(path.dirname(file), target));
    }
  }
  return { libraries, seen };
}

function fixedImports(source: string): string[] {
  const fixed = source.matchAll(/^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)'/gms);
  return [...fixed].map((match) => match[1] ?? '');
}

function lazyImports(source: string): string[] {
  return [...source.matchAll(/import\('([^']+)'\)/g)].map((match) => match[1] ?? '');
}
