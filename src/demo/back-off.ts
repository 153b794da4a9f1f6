/** How a process ended. */
export interface Death {
  livedMs: number;
  /** null: it was ended by a signal. */
  code: number | null;
}

/** A process that lived this long had started well; what ended it is a new matter. */
const startedWell = 5000;
const pauses = [100, 250, 500, 1000];

/**
 * What to do after a death, given how many times in a row it had failed at starting before: the new
 * count and the pause before the next start, or null to give up. An end by a signal is never the
 * node's own failure.
 */
export function afterDeath(
  failures: number,
  death: Death,
): { failures: number; pauseMs: number } | null {
  const failed = death.code !== null && death.livedMs < startedWell;
  const count = failed ? failures + 1 : 0;
  const pauseMs = pauses[failed ? count - 1 : 0];
  return pauseMs === undefined ? null : { failures: count, pauseMs };
}
