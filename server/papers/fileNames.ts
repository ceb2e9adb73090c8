// Names of uploaded files as people may be offered them: no folders, no control or direction marks, the ending of what it really is. Pure.

import { LIMITS, type PaperKind } from '../contract/index.ts';

/** Controls, zero-width and direction marks: they make `gpj.exe` look like `exe.jpg`. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
/** What some system cannot have in a name. */
const RESERVED = /[<>:"|?*]/g;

export function cleanFileName(given: string, kind: PaperKind): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const stem = last
    .replace(INVISIBLE, '')
    .replace(RESERVED, ' ')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const ending = `.${kind}`;
  const kept = [...(stem === '' ? 'tai-lieu' : stem)].slice(0, LIMITS.fileNameLength - ending.length).join('');
  return kept.trimEnd() + ending;
}
