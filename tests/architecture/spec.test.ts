/** Holds the specification and the tests together: every rule has a test that cites it, every citation has a rule. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSource, readSourceTree, repositoryRoot, type SourceFile } from './sourceTree.ts';

const rulePattern = /^\s*[-*] \*\*([A-Z]{2}\d+)\*\*/gmu;
const citationPattern = /^(?:\[[A-Z]{2}\d+(?:, ?[A-Z]{2}\d+)*\] ?)+/u;
const idPattern = /[A-Z]{2}\d+/gu;

interface Mention {
  readonly id: string;
  readonly file: string;
}

function listSpecFiles(): string[] {
  const folder = 'server/docs/spec';
  const chapters = existsSync(path.join(repositoryRoot, folder)) ? readdirSync(path.join(repositoryRoot, folder)) : [];
  const files = ['server/docs/SPEC.md', ...chapters.map((chapter) => path.posix.join(folder, chapter))];
  return files.filter((file) => file.endsWith('.md') && existsSync(path.join(repositoryRoot, file)));
}

function listRules(file: string, text: string): Mention[] {
  return [...text.matchAll(rulePattern)].map((match) => ({ id: match[1] as string, file }));
}

/** Rules a test file cites: a title starts with them, as `[AB1]`, `[AB1][AB2]` or `[AB1, AB2]`. */
function listCitations(file: SourceFile): Mention[] {
  return file.strings.flatMap((text) => {
    const citation = text.match(citationPattern)?.[0] ?? '';
    return (citation.match(idPattern) ?? []).map((id) => ({ id, file: file.path }));
  });
}

function readRules(): Mention[] {
  return listSpecFiles().flatMap((file) => listRules(file, readFileSync(path.join(repositoryRoot, file), 'utf8')));
}

function readCitations(): Mention[] {
  return readSourceTree(['tests'])
    .filter((file) => /\.test\.tsx?$/u.test(file.path))
    .flatMap(listCitations);
}

describe('the specification', () => {
  const rules = readRules();
  const citations = readCitations();

  it('[AR13] every rule has a test that cites it', () => {
    const cited = new Set(citations.map((citation) => citation.id));
    const untested = rules
      .filter((rule) => !cited.has(rule.id))
      .map((rule) => `${rule.id} in ${rule.file} has no test`);
    expect(untested).toEqual([]);
  });

  it('[AR13] every cited rule exists', () => {
    const known = new Set(rules.map((rule) => rule.id));
    const unknown = citations.filter((citation) => !known.has(citation.id));
    expect([...new Set(unknown.map(({ id, file }) => `${file} cites ${id}, which no specification holds`))]).toEqual(
      [],
    );
  });

  it('[AR13] no two rules share an id', () => {
    const repeated = rules.filter((rule, index) => rules.findIndex((other) => other.id === rule.id) !== index);
    expect(repeated.map((rule) => `${rule.id} is written again in ${rule.file}`)).toEqual([]);
  });

  it('[AR13] rules are read from list lines and citations from the start of titles', () => {
    const text = '- **QQ1** One.\n  - **QQ2** Two.\nSee **QQ3**.';
    expect(listRules('x.md', text).map((rule) => rule.id)).toEqual(['QQ1', 'QQ2']);
    const bracketed = ['QQ1', 'QQ2, QQ3', 'QQ4'].map((ids) => `[${ids}]`);
    const source = `// ${bracketed[2]} x\nit('${bracketed[0]}${bracketed[1]} a', f); it.each(rows)(\`${bracketed[0]} \${x}\`, f);`;
    expect(listCitations(parseSource('x.test.ts', source)).map((citation) => citation.id)).toEqual([
      'QQ1',
      'QQ2',
      'QQ3',
      'QQ1',
    ]);
  });
});
