// A delegation as people type it, one person a line. Pure.

import { LIMITS } from '../../../server/contract/limits.ts';

/** "Nguyễn Văn A, Phó Chủ tịch": what stands before the first comma is the name. undefined: a line without a title, nobody, or too many. */
export function parseDelegates(text: string): { name: string; title: string }[] | undefined {
  const people = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(',');
      return { name: name.trim(), title: rest.join(',').trim() };
    });
  const isWhole = people.every(({ name, title }) => name !== '' && title !== '');
  return isWhole && people.length > 0 && people.length <= LIMITS.delegatesPerSite ? people : undefined;
}
