// Turns an Office file into a PDF with the system's LibreOffice: headless, in a folder of its own that is its whole world, without
// macros, without network where the system lets us take it away, and for a bounded time. Knows nothing of papers.

import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MAX_MS = 90_000;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** No macro, no script, no content of the file that would fetch something; no question to anybody. */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun"><value>false</value></prop></item>
</oor:items>
`;

export type Conversion =
  | { readonly outcome: 'converted'; readonly path: string }
  | { readonly outcome: 'failed' }
  | { readonly outcome: 'noConverter' };

/** Converts `source` and hands the PDF to `use` before its folder goes. `workFolder` must exist; aborting kills the converter. */
export async function convertOffice<T>(
  options: { converter: string; source: string; kind: string; workFolder: string; signal: AbortSignal },
  use: (conversion: Conversion) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(options.workFolder, 'convert-'));
  try {
    return await use(await runIn(folder, options));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(
  folder: string,
  { converter, source, kind, signal }: { converter: string; source: string; kind: string; signal: AbortSignal },
): Promise<Conversion> {
  const user = join(folder, 'profile', 'user');
  const input = join(folder, `paper.${kind}`);
  const output = join(folder, 'paper.pdf');
  await mkdir(user, { recursive: true });
  await writeFile(join(user, 'registrymodifications.xcu'), PROFILE);
  await copyFile(source, input);
  const soffice = [
    converter,
    '--headless',
    '--norestore',
    '--nolockcheck',
    `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    input,
  ];
  const isolated = (await run(['unshare', '--map-root-user', '--net', 'true'], folder, signal)) === 0;
  const code = await run(isolated ? ['unshare', '--map-root-user', '--net', ...soffice] : soffice, folder, signal);
  if (code === 'missing' || code === 127) return { outcome: 'noConverter' };
  const made = await stat(output).catch(() => undefined);
  return code === 0 && made !== undefined && made.size > 0
    ? { outcome: 'converted', path: output }
    : { outcome: 'failed' };
}

/** The exit code; 'missing': there is no such program; null: killed. The whole process group ends with it. */
function run(command: readonly string[], folder: string, signal: AbortSignal): Promise<number | 'missing' | null> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      detached: true,
      stdio: 'ignore',
      env: { PATH, HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' },
    });
    const kill = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group is gone already.
      }
    };
    const timer = setTimeout(kill, MAX_MS);
    signal.addEventListener('abort', kill, { once: true });
    const end = (result: number | 'missing' | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      kill();
      resolve(result);
    };
    child.once('error', () => end('missing'));
    child.once('exit', (code) => end(code));
    if (signal.aborted) kill();
  });
}
