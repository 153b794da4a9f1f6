import { dropAnswers } from "../api/request.ts";

const states = new Set<() => void>();

/** For what keeps anything of a person while the page is open: `forget` sets it back to what it is at first. */
export function whenForgotten(forget: () => void): void {
  states.add(forget);
}

/** For who leaves: whoever comes next finds nothing of theirs, neither in the page, nor typed and kept by this tab, nor in answers on their way. */
export function forgetPerson(): void {
  dropAnswers();
  for (const forget of states) forget();
  sessionStorage.clear();
}
