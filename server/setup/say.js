/**
 * What the set-up tells the person at the keyboard: one numbered line a step,
 * Vietnamese first, then English; a running clock while a step works. Owns
 * standard output during the set-up and decides nothing.
 */

/** @typedef {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} Out */
/** @typedef {{ start(vi: string, en: string): void, note(text: string): void }} Progress */

/** A failure with a sentence that says what to do about it, in both languages; `detail` is what a program said. */
export class SetupError extends Error {
  constructor(vi, en, { cause, detail = '' } = {}) {
    super(`${vi}\n${en}`, { cause });
    this.name = 'SetupError';
    this.vi = vi;
    this.en = en;
    this.detail = detail;
  }
}

// Where the output is a file or a CI log the clock cannot be redrawn; a line
// this often shows that the step is alive.
const plainTickMs = 15_000;
const drawnTickMs = 500;

/** `75 000` → `1:15`. */
export function formatElapsed(elapsedMs) {
  const seconds = Math.floor(elapsedMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Prints the numbered steps of one set-up, after the `done` first ones. `out`
 * needs `write` and, for the redrawn clock, `isTTY`.
 * @param {{ total: number, done?: number, out?: Out, now?: () => number }} options
 */
export function createSay({ total, done = 0, out = process.stdout, now = Date.now }) {
  let number = done;

  /**
   * Runs one step. `work` gets a progress object: `start(vi, en)` says that there
   * is something to do, `note(text)` shows how far it is. A step that never
   * calls `start` is reported as in place.
   * @template T
   * @param {{ vi: string, en: string }} title
   * @param {(progress: Progress) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function step(title, work) {
    number += 1;
    const head = `[${number}/${total}] ${title.vi} · ${title.en}`;
    const clock = createClock({ out, now });
    const progress = {
      start(vi, en) {
        out.write(`${head}\n      ${vi} — ${en}\n`);
        clock.start();
      },
      note: clock.note,
    };
    try {
      const result = await work(progress);
      const elapsedMs = clock.stop();
      if (elapsedMs === undefined) out.write(`${head}: đã có — in place\n`);
      else out.write(`      xong sau ${formatElapsed(elapsedMs)} — done\n`);
      return result;
    } catch (error) {
      if (clock.stop() === undefined) out.write(`${head}\n`);
      throw error;
    }
  }

  return { step };
}

function createClock({ out, now }) {
  let startedAtMs;
  let text = '';
  let timer;

  function draw() {
    const line = `      ${formatElapsed(now() - startedAtMs)} ${text}`.trimEnd();
    out.write(out.isTTY ? `\r\u001b[K${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
  }

  return {
    start() {
      if (startedAtMs !== undefined) return;
      startedAtMs = now();
      timer = setInterval(draw, out.isTTY ? drawnTickMs : plainTickMs);
    },
    note(next) {
      text = next;
    },
    /** Answers how long the step worked, `undefined` if it had nothing to do. */
    stop() {
      clearInterval(timer);
      if (startedAtMs === undefined) return undefined;
      if (out.isTTY) out.write('\r\u001b[K');
      return now() - startedAtMs;
    },
  };
}

/**
 * Prints a failure: the sentence for a {@link SetupError}, the whole stack for a bug.
 * @param {Error} error
 * @param {Out} out
 */
export function sayFailure(error, out = process.stderr) {
  if (error instanceof SetupError) {
    if (error.detail) out.write(`${error.detail}\n`);
    out.write(`\n✗ ${error.vi}\n  ${error.en}\n`);
    return;
  }
  out.write(`\n✗ Lỗi không lường trước khi chuẩn bị — unexpected failure during set-up\n${error?.stack ?? error}\n`);
}
