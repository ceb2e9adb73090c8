/**
 * What an import would change in the organisation: the dry run of a reorganisation. Pure; never applies anything.
 * Codes and user names are identity, names are not: a unit whose name alone differs is renamed, not replaced.
 */
import type { OrganisationChange, OrganisationRows } from '../../contract/records.ts';
import { matchesSearch } from '../text/fold.ts';

type Kind = OrganisationChange['kinds'][number];
type Field = OrganisationChange['fields'][number];

/** How to read the rows of one sheet: which field is identity, which ones name it, which one says where it belongs. */
interface Shape<Row> {
  readonly subject: OrganisationChange['subject'];
  readonly key: (row: Row) => string;
  readonly names: readonly (keyof Row)[];
  readonly place: keyof Row;
}

const units: Shape<NonNullable<OrganisationRows['units']>[number]> = {
  subject: 'unit',
  key: (row) => row.code,
  names: ['name', 'shortName'],
  place: 'parentCode',
};
const sites: Shape<NonNullable<OrganisationRows['sites']>[number]> = {
  subject: 'site',
  key: (row) => row.code,
  names: ['name', 'shortName'],
  place: 'unitCode',
};
const accounts: Shape<NonNullable<OrganisationRows['accounts']>[number]> = {
  subject: 'account',
  key: (row) => row.username,
  names: ['name'],
  place: 'siteCode',
};

/**
 * Compares what is in force with what is wanted from `effectiveFrom` (local date) on: one change for each unit, site
 * and account of either. `current` holds only what is in force on that date. A part of `wanted` that is null is not
 * compared: its sheet was not in the workbook, and nothing is closed.
 * Shape: units, sites, accounts; in each the wanted order, then what closes in its present order.
 */
export function diffOrganisation(
  current: OrganisationRows,
  wanted: OrganisationRows,
  effectiveFrom: string,
): OrganisationChange[] {
  return [
    ...diffRows(units, current.units, wanted.units, effectiveFrom),
    ...diffRows(sites, current.sites, wanted.sites, effectiveFrom),
    ...diffRows(accounts, current.accounts, wanted.accounts, effectiveFrom),
  ];
}

function diffRows<Row extends { readonly name: string }>(
  shape: Shape<Row>,
  current: readonly Row[] | null,
  wanted: readonly Row[] | null,
  effectiveFrom: string,
): OrganisationChange[] {
  if (wanted === null) return [];
  const before = new Map((current ?? []).map((row) => [shape.key(row), row]));
  const kept = new Set(wanted.map(shape.key));
  const tell = (row: Row, kinds: readonly Kind[], fields: readonly Field[]): OrganisationChange => ({
    subject: shape.subject,
    key: shape.key(row),
    name: row.name,
    kinds,
    effectiveFrom,
    fields,
  });
  const present = wanted.map((row) => {
    const old = before.get(shape.key(row));
    if (old === undefined) return tell(row, ['added'], []);
    const fields = listDifferences(old, row);
    return tell(row, nameKinds(shape, fields), fields);
  });
  const gone = (current ?? []).filter((row) => !kept.has(shape.key(row))).map((row) => tell(row, ['closed'], []));
  return [...present, ...gone];
}

function listDifferences<Row extends object>(before: Row, after: Row): Field[] {
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: readField(before, field), after: value as unknown }))
    .filter((entry) => entry.before !== entry.after);
}

function readField(row: object, field: string): unknown {
  return Object.getOwnPropertyDescriptor(row, field)?.value;
}

function nameKinds<Row>(shape: Shape<Row>, fields: readonly Field[]): Kind[] {
  if (fields.length === 0) return ['unchanged'];
  const kinds = new Set(fields.map((entry) => nameKind(shape, entry)));
  return (['renamed', 'moved', 'changed'] as const).filter((kind) => kinds.has(kind));
}

/** "Hoà" written "Hòa" is a correction of spelling, not another name: it must not start a new name in the records. */
function nameKind<Row>(shape: Shape<Row>, entry: Field): Kind {
  if (entry.field === shape.place) return 'moved';
  const isName = shape.names.some((name) => name === entry.field);
  return isName && !isSameSpelling(String(entry.before), String(entry.after)) ? 'renamed' : 'changed';
}

function isSameSpelling(a: string, b: string): boolean {
  return matchesSearch(a, b) && matchesSearch(b, a) && a.toLowerCase().length === b.toLowerCase().length;
}
