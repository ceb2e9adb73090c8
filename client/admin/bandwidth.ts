// A line's capacity as people say it: Mbps with the language's decimal sign, kbps below one. Pure.

import type { Language } from '../words/language.ts';

/** `20 Mbps`, `1,5 Mbps`, `512 kbps`. */
export function formatBandwidth(kbps: number, language: Language): string {
  if (kbps < 1000) return `${kbps} kbps`;
  const mbps = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 }).format(
    kbps / 1000,
  );
  return `${mbps} Mbps`;
}
