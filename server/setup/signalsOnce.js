/**
 * Loaded before the service. Ctrl-C at a terminal reaches the service twice: from
 * the terminal, and again from npm, which passes it on. The second would count as
 * impatience and cut the orderly end short, database and all; so what follows
 * within a second is dropped. Later ones still count.
 */
const echoMs = 1_000;
const endSignals = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Whether to let a signal through that came at `nowMs`; remembers those it lets through. */
export function createEchoFilter() {
  let passedAtMs = Number.NEGATIVE_INFINITY;
  return (nowMs) => {
    if (nowMs - passedAtMs < echoMs) return false;
    passedAtMs = nowMs;
    return true;
  };
}

/** Puts the filter before every listener of `target`'s end signals. */
export function dropEchoes(target, now = () => performance.now()) {
  const emit = target.emit;
  const passes = createEchoFilter();
  target.emit = function emitOnce(event, ...rest) {
    if (endSignals.has(event) && !passes(now())) return true;
    return Reflect.apply(emit, this, [event, ...rest]);
  };
}
