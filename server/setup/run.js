/**
 * Runs other programs for the set-up: shows nothing while they succeed, keeps
 * the last lines for when they fail, and takes them down when the set-up is
 * stopped. Knows no program by name.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const keptLines = 40;
const running = new Set();

/** A program that could not be started or answered non-zero; `tail` holds its last lines. */
export class CommandError extends Error {
  constructor(command, reason, tail) {
    super(`${command}: ${reason}${tail ? `\n${tail}` : ''}`);
    this.name = 'CommandError';
    this.tail = tail;
  }
}

/** Runs a program to its end and answers its last lines. `onLine` hears every line of both outputs. */
export function runCommand(command, args, { cwd, env, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      eachLine(stream, (line) => {
        lines.push(line);
        if (lines.length > keptLines) lines.shift();
        onLine?.(line);
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      reject(new CommandError(command, error.message, ''));
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      const tail = lines.join('\n');
      if (code === 0) resolve(tail);
      else reject(new CommandError(command, signal ? `stopped by ${signal}` : `exit code ${code}`, tail));
    });
  });
}

function eachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    // ninja and apt redraw one line with a carriage return: that is a line too.
    const parts = (rest + chunk).split(/\r\n|\n|\r/);
    rest = parts.pop() ?? '';
    for (const part of parts) if (part) onLine(part);
  });
  stream.on('end', () => {
    if (rest) onLine(rest);
  });
}

const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** From now on an end signal first takes down the programs under way, then this process. Answers how to undo it. */
export function endChildrenOnSignal() {
  function end(signal) {
    for (const child of running) child.kill('SIGTERM');
    process.exit(128 + constants.signals[signal]);
  }
  for (const signal of endSignals) process.on(signal, end);
  return () => {
    for (const signal of endSignals) process.off(signal, end);
  };
}

/**
 * Runs a program on this terminal as if it stood in our place, and answers its
 * exit code. At a terminal the kernel has already told the whole group about
 * Ctrl-C: passing SIGINT on would reach the program twice and cut its orderly
 * shutdown short.
 */
export function runInPlace(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    function pass(signal) {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    }
    for (const signal of endSignals) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of endSignals) process.off(name, pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * Becomes another program: same process, so every signal and the exit code are
 * its own. Answers only where that is impossible (Node before 23.11, Windows),
 * after the program has ended, with its exit code.
 */
export async function becomeProgram(command, args, { cwd, env }) {
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.chdir(cwd);
    process.execve(command, [command, ...args], env);
  }
  return runInPlace(command, args, { cwd, env });
}
