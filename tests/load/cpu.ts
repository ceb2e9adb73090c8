// Processor time the service and its database have used so far: what a request costs whatever else the machine does. Linux only.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Used {
  readonly serviceMs: number;
  readonly databaseMs: number;
}

/** milliseconds in a tick of /proc (100 a second on every Linux in use) */
const TICK_MS = 10;

/** `databaseDir`: the data folder of the embedded server. Null where the system does not tell. */
export function readUsed(servicePid: number, databaseDir: string): Used | null {
  if (!existsSync('/proc/self/stat')) return null;
  const postmaster = Number(readFileSync(join(databaseDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readProcess);
  const sum = (isWanted: (one: Process) => boolean) =>
    processes.reduce((total, one) => (one !== null && isWanted(one) ? total + one.usedMs : total), 0);
  return {
    serviceMs: sum((one) => one.pid === servicePid),
    databaseMs:
      sum((one) => one.pid === postmaster || one.parent === postmaster) +
      (processes.find((one) => one?.pid === postmaster)?.endedMs ?? 0),
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly usedMs: number;
  /** What children used that have ended: connections come and go. */
  readonly endedMs: number;
}

/** Null: it ended meanwhile. */
function readProcess(pid: string): Process | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // Behind the name, which may hold anything: state, parent, … the 12th to 15th are utime, stime, cutime and cstime.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = (at: number) => (Number(fields[at]) + Number(fields[at + 1])) * TICK_MS;
  return { pid: Number(pid), parent: Number(fields[1]), usedMs: ticks(11), endedMs: ticks(13) };
}
