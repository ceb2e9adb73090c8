// schema.prisma as the columns, keys and references it promises, in PostgreSQL's words. Reads the subset of the language the file uses
// and throws on anything else, so that nothing is compared half.

const TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Boolean: 'boolean',
  Json: 'jsonb',
  Bytes: 'bytea',
  '@db.Uuid': 'uuid',
  '@db.Date': 'date',
  '@db.Timestamptz(3)': 'timestamp(3) with time zone',
};
/** PostgreSQL's letters for what happens on delete. */
const ON_DELETE: Readonly<Record<string, string>> = { Restrict: 'r', Cascade: 'c' };

interface Field {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isList: boolean;
  readonly attributes: string;
}

export interface PromisedSchema {
  readonly columns: { table: string; name: string; type: string; nullable: boolean; default: string | null }[];
  readonly keys: string[];
  readonly references: string[];
}

export function parsePrismaSchema(text: string): PromisedSchema {
  const models = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) =>
    parseModel(name, body),
  );
  const tables = new Map(models.map((model) => [model.name, model.table]));
  return {
    columns: models.flatMap((model) =>
      model.fields.filter((field) => !isRelation(field, tables)).map((field) => toColumn(model.table, field)),
    ),
    keys: models.flatMap((model) => listKeys(model)),
    references: models.flatMap((model) =>
      model.fields
        .filter((field) => isRelation(field, tables) && !field.isList && /fields:|@relation\(/.test(field.attributes))
        .map((field) => toReference(model, field, tables.get(field.type))),
    ),
  };
}

function parseModel(name: string, body: string) {
  const lines = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
  const blocks = lines.filter((line) => line.startsWith('@@'));
  const fields = lines.filter((line) => !line.startsWith('@@')).map(parseField);
  const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
  if (table === undefined) throw new Error(`model ${name} has no @@map`);
  return { name, table, fields, blocks };
}

function parseField(line: string): Field {
  const parts = /^(\w+)\s+(Unsupported\("\w+"\)|\w+)(\?|\[\])?\s*(.*)$/.exec(line);
  if (parts === null) throw new Error(`not understood: ${line}`);
  const [, name = '', type = '', suffix, attributes = ''] = parts;
  return { name, type, isOptional: suffix === '?', isList: suffix === '[]', attributes };
}

function isRelation(field: Field, tables: ReadonlyMap<string, string>): boolean {
  return tables.has(field.type);
}

function columnName(field: Field): string {
  return /@map\("(\w+)"\)/.exec(field.attributes)?.[1] ?? field.name;
}

function toColumn(table: string, field: Field) {
  const native = /@db\.\w+(?:\(\d+\))?/.exec(field.attributes)?.[0];
  const unsupported = /Unsupported\("(\w+)"\)/.exec(field.type)?.[1];
  const one = unsupported ?? TYPES[native ?? field.type];
  if (one === undefined) throw new Error(`no type for ${table}.${field.name}`);
  const type = field.isList ? `${one}[]` : one;
  return { table, name: columnName(field), type, nullable: field.isOptional, default: toDefault(field) };
}

/** `uuid(7)` is made by the client: the database has no default for it. */
function toDefault(field: Field): string | null {
  const value = /@default\((uuid\(7\)|[^)]*)\)/.exec(field.attributes)?.[1];
  if (value === undefined || value === 'uuid(7)') return null;
  return value.startsWith('"') ? `'${value.slice(1, -1)}'::text` : value;
}

function listKeys({ table, fields, blocks }: ReturnType<typeof parseModel>): string[] {
  const columns = (names: string) =>
    names
      .split(',')
      .map((name) => columnName(getField(fields, name.trim())))
      .join(',');
  const own = fields.flatMap((field) => [
    ...(/@id\b/.test(field.attributes) ? [`primary ${table}(${columnName(field)})`] : []),
    ...(/@unique\b/.test(field.attributes) ? [`unique ${table}(${columnName(field)})`] : []),
  ]);
  const kinds = { '@@id': 'primary', '@@unique': 'unique', '@@index': 'index' } as const;
  const shared = blocks.flatMap((block) => {
    const parts = /^(@@id|@@unique|@@index)\(\[([\w, ]+)\]\)$/.exec(block);
    if (parts === null && !block.startsWith('@@map')) throw new Error(`not understood: ${block}`);
    return parts === null ? [] : [`${kinds[parts[1] as keyof typeof kinds]} ${table}(${columns(parts[2] ?? '')})`];
  });
  return [...own, ...shared];
}

function toReference(
  { table, fields }: ReturnType<typeof parseModel>,
  field: Field,
  target: string | undefined,
): string {
  const own = /fields: \[(\w+)\]/.exec(field.attributes)?.[1] ?? '';
  const onDelete = ON_DELETE[/onDelete: (\w+)/.exec(field.attributes)?.[1] ?? ''];
  if (onDelete === undefined || target === undefined) throw new Error(`not understood: ${table}.${field.name}`);
  return `${table}.${columnName(getField(fields, own))} -> ${target} ${onDelete}`;
}

function getField(fields: readonly Field[], name: string): Field {
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field;
}
