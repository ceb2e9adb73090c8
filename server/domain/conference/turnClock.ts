// The clock of a turn (rule FL5), computed from facts: nothing ticks in state, and no colour ever ends a turn.

import type { FloorHolder } from '../../contract/state.ts';

/** Seconds before the limit at which the clock turns amber. Source: domain §5 no. 16. */
export const AMBER_SECONDS = 60;

export interface TurnClock {
  readonly elapsedSeconds: number;
  /** null: no limit. */
  readonly limitSeconds: number | null;
  /** Negative once the limit is passed; null: no limit. */
  readonly remainingSeconds: number | null;
  readonly phase: 'normal' | 'amber' | 'red';
}

/** The clock of the running turn at `nowMs`, epoch milliseconds of the server's clock. */
export function turnClock(holder: Pick<FloorHolder, 'grantedAt' | 'limitSeconds'>, nowMs: number): TurnClock {
  const elapsedSeconds = Math.max(0, Math.floor((nowMs - Date.parse(holder.grantedAt)) / 1000));
  const { limitSeconds } = holder;
  if (limitSeconds === null) return { elapsedSeconds, limitSeconds, remainingSeconds: null, phase: 'normal' };
  const remainingSeconds = limitSeconds - elapsedSeconds;
  return { elapsedSeconds, limitSeconds, remainingSeconds, phase: phaseOf(remainingSeconds) };
}

function phaseOf(remainingSeconds: number): TurnClock['phase'] {
  if (remainingSeconds <= 0) return 'red';
  return remainingSeconds <= AMBER_SECONDS ? 'amber' : 'normal';
}
