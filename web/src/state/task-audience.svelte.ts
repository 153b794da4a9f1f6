import type { TaskAudience, TaskDraft } from "../api/shapes.ts";
import { tasksApi } from "../api/tasks.ts";

const pauseMs = 400;

/** Who will get what is being written, asked anew as it changes; for use while a component is made. `draft` null: it cannot be asked yet. */
export function askAudience(draft: () => TaskDraft | null): {
  readonly states: TaskAudience | null;
} {
  let states: TaskAudience | null = $state.raw(null);
  /** Only what was changed asks anew. */
  const asked = $derived(JSON.stringify(draft()));
  $effect(() => {
    const body = JSON.parse(asked) as TaskDraft | null;
    if (!body) return void (states = null);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      tasksApi.audience(body, stop.signal).then(
        (answer) => (states = answer),
        // What is wrong with it is told where it is saved; of what is not wanted any more there is nothing to tell.
        () => {
          if (!stop.signal.aborted) states = null;
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
  return {
    get states() {
      return states;
    },
  };
}
