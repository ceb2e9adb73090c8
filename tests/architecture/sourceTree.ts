/**
 * Reads source files as facts the architecture rules are checked against: what a file imports, which members it
 * touches, which strings it holds. Parses with the compiler the client is built with, so comments and look-alikes in
 * strings do not count as code. Knows no rule.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

export const repositoryRoot = path.join(import.meta.dirname, '../..');

const skippedFolders = new Set([
  'node_modules',
  'client/dist',
  'server/store/generated',
  'coverage',
  'tests/.artifacts',
]);
const codeExtensions = new Set(['.ts', '.tsx', '.js', '.mjs', '.jsx']);
const textExtensions = new Set(['.css', '.html', '.svg', '.json', '.webmanifest']);

/** One import of a file, whatever its syntax: static, re-export, dynamic, `import type` or `require`. */
export interface Import {
  readonly specifier: string;
  /** Repository path a relative import points to, without query; `null` for a package or a `node:` module. */
  readonly target: string | null;
  /** Package name of a bare specifier (`@scope/name`), `node:…` for built-ins; `null` for a relative import. */
  readonly packageName: string | null;
  readonly isTypeOnly: boolean;
  /** Names it takes, for imports that name them. */
  readonly names: readonly string[];
}

/** What the rules need to know about one file. */
export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  /** Dotted uses such as `process.env`, also by destructuring; `new Date()` and `Date()` only without arguments. */
  readonly uses: readonly string[];
  /** Contents of string literals, template pieces and JSX text; the whole text of files that are not code. */
  readonly strings: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Source files under the given top-level folders, in path order; folders that do not exist yet hold none. */
export function readSourceTree(folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap(listFiles)
    .map((file) => parseSource(file, readFileSync(path.join(repositoryRoot, file), 'utf8')));
}

/** Paths of the files under a folder of the repository that hold code or browser text, in path order. */
export function listFiles(folder: string): string[] {
  if (skippedFolders.has(folder) || !existsSync(path.join(repositoryRoot, folder))) return [];
  const entries = readdirSync(path.join(repositoryRoot, folder), { withFileTypes: true, encoding: 'utf8' });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const child = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return listFiles(child);
      return isCode(child) || textExtensions.has(path.extname(child)) ? [child] : [];
    });
}

export function isCode(file: string): boolean {
  return codeExtensions.has(path.extname(file));
}

/** Parses one file; throws naming the file when it is not valid TypeScript or JavaScript. */
export function parseSource(file: string, text: string): SourceFile {
  const lineCount = text.replace(/\n$/u, '').split('\n').length;
  if (!isCode(file)) return { path: file, lineCount, imports: [], uses: [], strings: [text] };
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const nodes = [...walk(program as unknown as Node)];
  return {
    path: file,
    lineCount,
    imports: nodes.flatMap((node) => findImport(file, node)),
    uses: nodes.flatMap(findUses),
    strings: nodes.flatMap(findString),
  };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk(child);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function findImport(file: string, node: Node): Import[] {
  const specifier = specifierOf(node);
  if (specifier === undefined) return [];
  const isRelative = specifier.startsWith('.') || specifier.startsWith('/');
  const target = specifier.replace(/[?#].*$/u, '');
  return [
    {
      specifier,
      target: isRelative ? path.posix.join(path.posix.dirname(file), target) : null,
      packageName: isRelative ? null : packageNameOf(specifier),
      isTypeOnly: node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType',
      names: namesOf(node),
    },
  ];
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literalOf(node.source);
    case 'CallExpression':
      return nameOf(node.callee) === 'require' ? literalOf((node.arguments as Node[])[0]) : undefined;
    default:
      return undefined;
  }
}

function literalOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.value === 'string' ? node.value : undefined;
}

function namesOf(node: Node): string[] {
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers : [];
  return specifiers.filter(isNode).flatMap((specifier) => nameOf(specifier.imported) ?? []);
}

function packageNameOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined;
}

function findUses(node: Node): string[] {
  switch (node.type) {
    case 'MemberExpression':
      return join(dottedName(node.object), node.computed ? literalOf(node.property) : nameOf(node.property));
    case 'VariableDeclarator':
      return destructuredNames(node.id).flatMap((name) => join(dottedName(node.init), name));
    case 'NewExpression':
    case 'CallExpression':
      return findBareCall(node);
    default:
      return [];
  }
}

/** `new Date()`, `DateTime.utc()`, `randomUUID()`: calls that mean something special, or only without arguments. */
function findBareCall(node: Node): string[] {
  const callee = dottedName(node.callee);
  if (callee === undefined) return [];
  return (node.arguments as Node[]).length === 0 ? [`${callee}()`] : [`${callee}(…)`];
}

function dottedName(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'MemberExpression') return join(dottedName(node.object), nameOf(node.property))[0];
  return nameOf(node);
}

function join(object: string | undefined, property: string | undefined): string[] {
  if (object === undefined || property === undefined) return [];
  return [`${object.replace(/^(?:globalThis|window|self)\./u, '')}.${property}`];
}

function destructuredNames(pattern: unknown): string[] {
  if (!isNode(pattern) || pattern.type !== 'ObjectPattern') return [];
  return (pattern.properties as Node[]).flatMap((property) => nameOf(property.key) ?? []);
}

function findString(node: Node): string[] {
  if (node.type === 'Literal' || node.type === 'JSXText') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'TemplateElement') return [String((node.value as { raw: string }).raw)];
  return [];
}
