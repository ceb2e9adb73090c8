// The link check in words with numbers (rule LC5). Never decides what fits.

import type { Direction } from './linkCheck.ts';
import type { Sentence } from './wording.ts';

/** Heights of the camera layers, lowest first. */
const HEIGHTS = ['180p', '360p', '720p'] as const;

/** "Huyện Vĩnh Hưng: chiều xuống cần 3.190 kbps, đường truyền có 2.000 kbps – giảm chất lượng (hình chính 360p, 2/3 ô hình); …" */
export function describeLink(name: string, down: Direction, up: Direction): Sentence {
  const parts = [describeDown(down), describeUp(up)];
  return {
    vi: `${name}: ${parts.map((part) => part.vi).join('; ')}.`,
    en: `${name}: ${parts.map((part) => part.en).join('; ')}.`,
  };
}

function describeDown(down: Direction): Sentence {
  const numbers: Sentence = {
    vi: `chiều xuống cần ${dots(down.needKbps)} kbps, đường truyền có ${dots(down.haveKbps)} kbps`,
    en: `down needs ${commas(down.needKbps)} kbps, the line has ${commas(down.haveKbps)} kbps`,
  };
  return withVerdict(numbers, down, {
    vi: `hình chính ${heightOf(down)}, ${down.pictures}/${down.picturesWanted} ô hình${down.content === 'lost' ? ', không có hình trình chiếu' : ''}`,
    en: `main picture ${heightOf(down)}, ${down.pictures} of ${down.picturesWanted} pictures${down.content === 'lost' ? ', no content' : ''}`,
  });
}

function describeUp(up: Direction): Sentence {
  const numbers: Sentence = {
    vi: `chiều lên cần ${dots(up.needKbps)} kbps, đường truyền có ${dots(up.haveKbps)} kbps`,
    en: `up needs ${commas(up.needKbps)} kbps, the line has ${commas(up.haveKbps)} kbps`,
  };
  return withVerdict(numbers, up, {
    vi: `hình gửi đi ${heightOf(up)}${up.content === 'lost' ? ', không trình chiếu được' : ''}`,
    en: `sends ${heightOf(up)}${up.content === 'lost' ? ', cannot show content' : ''}`,
  });
}

function withVerdict(numbers: Sentence, { verdict, carriesKbps, haveKbps }: Direction, degraded: Sentence): Sentence {
  if (verdict === 'fits') return { vi: `${numbers.vi} – đáp ứng`, en: `${numbers.en} – fits` };
  if (verdict === 'degraded') {
    return {
      vi: `${numbers.vi} – giảm chất lượng (${degraded.vi})`,
      en: `${numbers.en} – reduced quality (${degraded.en})`,
    };
  }
  return carriesKbps <= haveKbps
    ? { vi: `${numbers.vi} – không đáp ứng (chỉ đủ tiếng)`, en: `${numbers.en} – not enough (sound only)` }
    : { vi: `${numbers.vi} – không đáp ứng (không đủ cả tiếng)`, en: `${numbers.en} – not enough (not even sound)` };
}

function heightOf({ pictureLayer }: Direction): string {
  return pictureLayer === null ? '–' : HEIGHTS[pictureLayer];
}

function dots(kbps: number): string {
  return String(Math.round(kbps)).replaceAll(/\B(?=(\d{3})+$)/g, '.');
}

function commas(kbps: number): string {
  return dots(kbps).replaceAll('.', ',');
}
