import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, settingsSchema } from '../../server/config.ts';

describe('settings', () => {
  it('[LV14] a bad setting stops the start with its name and what is wrong', () => {
    const bad: [Record<string, string>, string][] = [
      [{ PORT: 'abc' }, 'PORT'],
      [{ PORT: '70000' }, 'PORT'],
      [{ RTC_PORT: '0' }, 'RTC_PORT'],
      [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
      [{ ORGANISATION_PRESET: 'ha-noi' }, 'ORGANISATION_PRESET'],
      [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
      [{ PUBLIC_URL: 'not a url' }, 'PUBLIC_URL'],
      [{ TLS_CERT_FILE: '/no/such/file' }, 'TLS_CERT_FILE'],
      [{ TLS_CERT_FILE: 'package.json' }, 'TLS_KEY_FILE'],
      [{ TRUST_PROXY: 'maybe' }, 'TRUST_PROXY'],
      [{ SMTP_URL: 'https://mail.tinh.example', MAIL_FROM: 'a@tinh.example' }, 'SMTP_URL'],
      [{ SMTP_URL: 'smtp://mail.tinh.example' }, 'MAIL_FROM'],
      [{ MAIL_FROM: 'Văn phòng' }, 'MAIL_FROM'],
    ];
    for (const [environment, name] of bad) {
      expect(() => parseConfig(environment), name).toThrow(ConfigError);
      expect(() => parseConfig(environment)).toThrow(`${name}: `);
    }
  });

  it('[LV14] names every bad setting at once', () => {
    expect(() => parseConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT: [\s\S]*LOG_LEVEL: /);
  });

  it('[LV14] an empty value counts as not set', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(parseConfig({}));
  });

  it('[LV15] .env.example names exactly the settings the service reads', () => {
    const documented = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gmu)].map(
      (match) => match[1],
    );
    const composeOnly = ['POSTGRES_PASSWORD', 'RTC_PORT_LAST', 'NPM_CONFIG_REGISTRY'];
    expect(documented.filter((name) => !composeOnly.includes(name ?? '')).sort()).toEqual(
      Object.keys(settingsSchema.shape).sort(),
    );
  });
});
