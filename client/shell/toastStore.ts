// The confirmations being shown. At most three; the oldest leaves first.

export interface Toast {
  readonly id: number;
  readonly text: string;
}

const MAX_TOASTS = 3;
/** ms; long enough to read one line twice. */
const SHOWN_MS = 6_000;

const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

export function listToasts(): readonly Toast[] {
  return toasts;
}

/** Calls back on every change; answers how to stop. */
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the person that something was done. */
export function showToast(text: string): void {
  lastId += 1;
  const id = lastId;
  change([...toasts, { id, text }].slice(-MAX_TOASTS));
  setTimeout(() => dismissToast(id), SHOWN_MS);
}

export function dismissToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
