// Every setting of the service, once: name, meaning, default, what is wrong with a bad one. The only reader of process.env.
// `.env.example` documents the same names; a test keeps the two together.

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const text = z.string().trim().min(1);
const file = text.refine((path) => existsSync(path), 'no such file');
/** Only ever written into the outbox: a mail server asks for MAIL_FROM. */
const DEFAULT_MAIL_FROM = 'Hệ thống giao ban trực tuyến <giao-ban@localhost.localdomain>';

/** Names are the environment's. An empty value counts as not set. */
export const settingsSchema = z
  .object({
    PORT: port.default(8443),
    HOST: text.default('0.0.0.0'),
    DATA_DIR: text.default('./data'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
      .optional(),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    RTC_PORT: port.default(40_000),
    RTC_ANNOUNCED_ADDRESS: text.optional(),
    RTC_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
    ORGANISATION_PRESET: z.enum(['long-an-2010', 'tay-ninh-2025-07']).default('tay-ninh-2025-07'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    TLS_CERT_FILE: file.optional(),
    TLS_KEY_FILE: file.optional(),
    TRUST_PROXY: z.enum(['true', 'false']).default('false'),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/\S+$/, 'must start with smtp:// or smtps://')
      .optional(),
    MAIL_FROM: text
      .regex(/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an address, or Name <address>')
      .optional(),
    WEBHOOK_ALLOW_LOOPBACK: z.enum(['true', 'false']).default('false'),
    MEDIASOUP_WORKER_BIN: file.optional(),
  })
  .refine((settings) => (settings.TLS_CERT_FILE === undefined) === (settings.TLS_KEY_FILE === undefined), {
    path: ['TLS_KEY_FILE'],
    message: 'TLS_CERT_FILE and TLS_KEY_FILE go together',
  })
  .refine((settings) => settings.SMTP_URL === undefined || settings.MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'SMTP_URL needs MAIL_FROM: whom the mail comes from',
  });

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** undefined: the embedded server in dataDir. */
  readonly databaseUrl: string | undefined;
  /** Where people reach the service, without a trailing slash; undefined: derived from the port actually taken. */
  readonly publicUrl: string | undefined;
  /** `announcedAddress` undefined: every address of the machine. */
  readonly rtc: { readonly port: number; readonly announcedAddress: string | undefined; readonly workers: number };
  readonly preset: 'long-an-2010' | 'tay-ninh-2025-07';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly tls: { readonly certFile: string; readonly keyFile: string };
  readonly trustProxy: boolean;
  /** `smtpUrl` undefined: letters land in dataDir/outbox. `from`: an address, or `Name <address>`. */
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  /** `allowLoopback`: a webhook may call this very machine. */
  readonly webhooks: { readonly allowLoopback: boolean };
  readonly workerBin: string | undefined;
}

/** A setting that stops the start: its name and what is wrong. */
export class ConfigError extends Error {}

/** Reads `.env` in the working folder (real environment wins) and the environment. Errors: ConfigError naming every bad setting. */
export function readConfig(): Config {
  if (existsSync('.env')) loadEnvFile('.env');
  return parseConfig(process.env);
}

/** Errors: ConfigError naming every bad setting. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`Cấu hình chưa đúng / bad setting:\n  ${faults.join('\n  ')}`);
  }
  const settings = parsed.data;
  const dataDir = resolve(settings.DATA_DIR);
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDir,
    databaseUrl: settings.DATABASE_URL,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, ''),
    rtc: {
      port: settings.RTC_PORT,
      announcedAddress: settings.RTC_ANNOUNCED_ADDRESS,
      workers: settings.RTC_WORKERS ?? Math.min(4, availableParallelism()),
    },
    preset: settings.ORGANISATION_PRESET,
    logLevel: settings.LOG_LEVEL,
    tls: {
      certFile: settings.TLS_CERT_FILE ?? join(dataDir, 'tls', 'cert.pem'),
      keyFile: settings.TLS_KEY_FILE ?? join(dataDir, 'tls', 'key.pem'),
    },
    trustProxy: settings.TRUST_PROXY === 'true',
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM ?? DEFAULT_MAIL_FROM },
    webhooks: { allowLoopback: settings.WEBHOOK_ALLOW_LOOPBACK === 'true' },
    workerBin: settings.MEDIASOUP_WORKER_BIN,
  };
}
