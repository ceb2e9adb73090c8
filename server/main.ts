// The process: reads the settings, starts the service, says where it is, ends it in order. The only caller of process.exit.

import { networkInterfaces } from 'node:os';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { type App, createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createDemo } from './demo.ts';
import { DatabaseStartError } from './store/postgres/DatabaseStartError.ts';

/** Milliseconds for an orderly end: the database's own last write included. */
const CLOSE_MS = 15_000;

const say = (line = '') => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const starting = createApp(config, log);
  closeWithGrace({ delay: CLOSE_MS, logger: false }, async ({ err, signal }) => {
    if (err) log.error({ err }, 'ending after a failure');
    else log.info({ signal }, 'ending');
    // Asked to end while still starting: what was started is ended too.
    const app = await starting.catch(() => undefined);
    await app?.close();
  });
  const app = await starting;
  sayAdministrator(app);
  if (process.argv.includes('--demo')) for (const line of await createDemo(app.store, app.url)) say(line);
  sayAddresses(app, config);
}

function sayAdministrator({ seeded }: App): void {
  if (seeded === null) return;
  say();
  say('  Tài khoản quản trị – chỉ hiện một lần / The administrator – shown once:');
  say(`    Tên đăng nhập / User name: ${seeded.username}`);
  say(`    Mật khẩu / Password:       ${seeded.password}`);
}

function sayAddresses({ url }: App, config: Config): void {
  const port = new URL(url).port;
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => `https://${address.address}${port === '' ? '' : `:${port}`}`);
  say();
  say(`  Hệ thống giao ban trực tuyến: ${url}`);
  if (config.publicUrl === undefined && config.host === '0.0.0.0')
    for (const other of others) say(`                                ${other}`);
  say('  Dừng / Stop: Ctrl+C');
  say();
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof ConfigError || error instanceof DatabaseStartError || isAddressTaken(error);
  process.stderr.write(`\n${isExpected ? (error as Error).message : String((error as Error)?.stack ?? error)}\n`);
  process.exit(1);
}

function isAddressTaken(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return false;
  error.message = `Cổng đã có chương trình khác dùng; đổi PORT trong .env. / The port is taken; change PORT in .env. (${error.message})`;
  return true;
}
