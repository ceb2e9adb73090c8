// Which key does what on the console. Pure: the page gives the event's facts and gets the act's name.
// A key never acts while somebody types, chooses in a list, or holds Ctrl, Alt or Meta.

import { LAYOUTS, type Layout } from '../../../server/contract/state.ts';

export type KeyAct =
  | {
      readonly act:
        | 'invite'
        | 'muteAll'
        | 'extend'
        | 'endTurn'
        | 'rollCall'
        | 'directive'
        | 'journal'
        | 'keys'
        | 'search';
    }
  | { readonly act: 'escape' }
  | { readonly act: 'layout'; readonly layout: Layout };

export interface KeyFacts {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  /** The focus is in a field that takes text or a choice. */
  readonly typing: boolean;
}

const LETTERS: ReadonlyMap<string, Exclude<KeyAct['act'], 'escape' | 'layout'>> = new Map([
  ['m', 'invite'],
  ['t', 'muteAll'],
  ['g', 'extend'],
  ['k', 'endTurn'],
  ['d', 'rollCall'],
  ['c', 'directive'],
  ['n', 'journal'],
  ['?', 'keys'],
  ['/', 'search'],
] as const);

/** The act of a key press; null: the key is not ours. Escape works in fields too, so that no panel is a dead end. */
export function keyAct(facts: KeyFacts): KeyAct | null {
  if (facts.ctrlKey || facts.altKey || facts.metaKey || facts.repeat) return null;
  if (facts.key === 'Escape') return { act: 'escape' };
  if (facts.typing) return null;
  const letter = LETTERS.get(facts.key.toLowerCase());
  if (letter !== undefined) return { act: letter };
  const layout = /^[1-6]$/.test(facts.key) ? LAYOUTS[Number(facts.key) - 1] : undefined;
  return layout === undefined ? null : { act: 'layout', layout };
}

/** Where the focus goes in a list of `count` rows; null: the key does not move it. */
export function movedIndex(key: string, index: number, count: number, page = 10): number | null {
  if (count === 0) return null;
  const target = new Map([
    ['ArrowDown', index + 1],
    ['ArrowUp', index - 1],
    ['PageDown', index + page],
    ['PageUp', index - page],
    ['Home', 0],
    ['End', count - 1],
  ]).get(key);
  return target === undefined ? null : Math.min(count - 1, Math.max(0, target));
}
