/**
 * Runs something large again and again while it is asked for, but never twice at once: what is asked for meanwhile is one further
 * run, `pauseMs` after the one before. `run` tells its own faults.
 */
export function oneAtATime(run: () => Promise<void>, pauseMs: number): () => void {
  let busy = false;
  let again = false;
  const begin = (): void => {
    again = busy;
    if (busy) return;
    busy = true;
    void run().finally(() => setTimeout(end, pauseMs));
  };
  const end = (): void => {
    busy = false;
    if (again) begin();
  };
  return begin;
}
