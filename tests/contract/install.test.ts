/** The systemd unit and the notes for a closed network: they name what exists, and a stop reaches the service. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildPackages } from '../../server/setup/worker/recipe.js';

const root = path.join(import.meta.dirname, '../..');
const unit = parseUnit(readRepositoryFile('server/docs/install/giao-ban.service'));
const notes = readRepositoryFile('server/docs/install/closed-network.md');
const environment = Object.fromEntries((unit.Service?.Environment ?? []).map((entry) => entry.split('=', 2)));

function readRepositoryFile(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** Section → key → values in order; throws at a line that is neither section, setting nor comment. */
function parseUnit(text: string): Record<string, Record<string, string[]>> {
  const sections: Record<string, Record<string, string[]>> = {};
  let section: Record<string, string[]> | undefined;
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const header = /^\[(\w+)\]$/u.exec(line)?.[1];
    const [, key, value = ''] = /^(\w+)=(.*)$/u.exec(line) ?? [];
    if (header !== undefined) sections[header] = section = {};
    else if (key !== undefined && section !== undefined) section[key] = [...(section[key] ?? []), value];
    else throw new Error(`not a line of a unit: ${line}`);
  }
  return sections;
}

describe('giao-ban.service', () => {
  it('[DE8] runs npm start of this repository as an ordinary user and always restarts it', () => {
    expect(unit.Service).toMatchObject({ Restart: ['always'], User: ['giao-ban'], Group: ['giao-ban'] });
    const [command, script, ...rest] = unit.Service?.ExecStart?.[0]?.split(' ') ?? [];
    expect([command, rest]).toEqual(['/usr/bin/npm', []]);
    expect(Object.keys(JSON.parse(readRepositoryFile('package.json')).scripts)).toContain(script);
    expect(unit.Install?.WantedBy).toEqual(['multi-user.target']);
  });

  it('[DE8] writes only its working folder, its data and its cache', () => {
    expect(unit.Service).toMatchObject({ ProtectSystem: ['strict'], ProtectHome: ['yes'], NoNewPrivileges: ['yes'] });
    expect(unit.Service?.ReadWritePaths).toEqual(unit.Service?.WorkingDirectory);
    expect(environment.DATA_DIR).toBe(`/var/lib/${unit.Service?.StateDirectory}`);
    expect(environment.XDG_CACHE_HOME).toBe(`/var/cache/${unit.Service?.CacheDirectory}`);
  });

  it('[DE9] is stopped by a signal that npm passes on and waits for', async () => {
    expect(unit.Service?.KillMode).toEqual(['mixed']);
    const said = await stopNpmStart({ npm_config_script_shell: environment.npm_config_script_shell });
    expect(said).toContain('asked to end');
    expect(said).toContain('ended in order');
  });

  it('[DE9] the container passes the signal on in the same way', () => {
    const { service } = parse(readRepositoryFile('docker-compose.yml')).services;
    expect(service.init).toBe(true);
    expect(readRepositoryFile(service.build.dockerfile)).toContain(
      `npm_config_script_shell=${environment.npm_config_script_shell}`,
    );
  });
});

describe('closed-network.md', () => {
  it('[DE10] names the packages the worker is built with', () => {
    const line = notes.split('\n').find((each) => each.includes('apt-get install')) ?? '';
    for (const name of ['nodejs', 'npm', ...buildPackages]) expect(line.split(' '), name).toContain(name);
  });

  it('[DE10] names settings that exist', () => {
    const known = readRepositoryFile('.env.example');
    const named = [...notes.matchAll(/`([A-Z]+_[A-Z_]+)`/gu)].map((match) => match[1] as string);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('[DE10] allows camera, microphone and sound to one address only', () => {
    const policy = JSON.parse(/```json\n(.*?)```/su.exec(notes)?.[1] ?? '{}') as Record<string, string[]>;
    expect(Object.keys(policy)).toEqual(['AudioCaptureAllowedUrls', 'VideoCaptureAllowedUrls', 'AutoplayAllowlist']);
    expect(new Set(Object.values(policy).flat()).size).toBe(1);
  });
});

/** Runs npm start of a service that ends in order, sends npm alone the signal, answers everything that was said. */
async function stopNpmStart(env: Record<string, string | undefined>): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'giao-ban-stop-'));
  const service = [
    "process.on('SIGTERM', () => {",
    "  console.log('asked to end');",
    "  setTimeout(() => { console.log('ended in order'); process.exit(0); }, 200);",
    '});',
    'setTimeout(() => {}, 10_000);',
    "console.log('ready');",
  ];
  writeFileSync(path.join(folder, 'service.js'), service.join('\n'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node service.js' } }));
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    let said = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes('ready') && text.includes('ready')) npm.kill('SIGTERM');
      said += text;
    });
    await once(npm, 'close', { signal: AbortSignal.timeout(8_000) });
    return said;
  } finally {
    npm.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
