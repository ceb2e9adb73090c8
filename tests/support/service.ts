// Starts the real service as its own process, on loopback, with a data folder of its own, and stops exactly that process.
// Used by end-to-end, fault and load tests; knows nothing of the service's insides.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCertificate } from '../../server/setup/certificate.js';

export interface Service {
  readonly url: string;
  readonly dataDir: string;
  /** Everything printed so far, both streams. */
  output(): string;
  /** What the first start printed. */
  readonly administrator: { readonly username: string; readonly password: string };
  /** kill -9, as a power cut would; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts again on the same data and ports; resolves when ready. */
  restart(): Promise<void>;
  /** Process id of the running service. */
  pid(): number;
  /** Orderly end; removes the data folder. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
export const insecureAgent = new Agent({ rejectUnauthorized: false, keepAlive: true, maxSockets: 128 });

export async function startService(
  options: { args?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<Service> {
  const dataDir = mkdtempSync(join(tmpdir(), 'giao-ban-test-'));
  chmodSync(dataDir, 0o755);
  await ensureCertificate({ dataDir, settings: {}, progress: { start: () => undefined } });
  const [port, rtcPort] = [await freePort(), await freePort()];
  const url = `https://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    RTC_PORT: String(rtcPort),
    RTC_ANNOUNCED_ADDRESS: '127.0.0.1',
    RTC_WORKERS: '1',
    LOG_LEVEL: 'info',
    ORGANISATION_PRESET: 'long-an-2010',
    ...options.env,
  };
  let output = '';
  let child: ChildProcess;
  const start = async () => {
    child = spawn(process.execPath, ['server/main.ts', ...(options.args ?? [])], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await waitReady(url, child, () => output);
  };
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  await start();
  return {
    url,
    dataDir,
    output: () => output,
    administrator: readAdministrator(output),
    kill: () => end('SIGKILL'),
    restart: start,
    pid: () => child.pid ?? 0,
    async stop() {
      await end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port nobody has now; the service takes it a moment later. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function waitReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const giveUpAt = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`the service ended before it was ready:\n${output()}`);
    if ((await statusOf(`${url}/readyz`)) === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the service was not ready in time:\n${output()}`);
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = request(url, { agent: insecureAgent }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', () => resolve(undefined));
    call.end();
  });
}

function readAdministrator(output: string): { username: string; password: string } {
  const username = /Tên đăng nhập[^:]*:\s*(\S+)/.exec(output)?.[1] ?? '';
  const password = /Mật khẩu[^:]*:\s*(\S+)/.exec(output)?.[1] ?? '';
  return { username, password };
}
