// What the link check offers, in the order people choose. The contract's own lists sit beside its schemas and would bring them
// into the page; a test holds both equal.

import type { LinkCheckAsk } from './planningApi.ts';

export const LINK_LAYOUTS = [
  'one',
  'four',
  'nine',
  'sixteen',
  'chairOnly',
] as const satisfies readonly LinkCheckAsk['layout'][];
export const LINK_QUALITIES = ['low', 'standard', 'high'] as const satisfies readonly LinkCheckAsk['quality'][];
export const LINK_CONTENTS = ['none', 'hub', 'anySite'] as const satisfies readonly LinkCheckAsk['content'][];
