// How a select's list is searched: without diacritics and with tone variants, like every other search here. Pure.

import { matchesSearch } from '../../server/domain/text/fold.ts';

/** A Mantine select's `filter`: the options whose label the typed text finds. */
export function searchOptions<T>({ options, search }: { readonly options: T[]; readonly search: string }): T[] {
  return options.filter((option) => hasLabel(option) && matchesSearch(search, option.label));
}

function hasLabel(option: unknown): option is { readonly label: string } {
  return typeof option === 'object' && option !== null && 'label' in option && typeof option.label === 'string';
}
