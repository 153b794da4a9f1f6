import type { Lang, Problem } from "./shapes.ts";

/** An answer that was not the one asked for. `code` is the catalogue's; "offline" where no answer came. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** What to tell the person, in the language of the page; `fallback` where the fault is not the node's own. */
export function messageOf(error: unknown, lang: Lang, fallback: string): string {
  return (error instanceof ApiError && error.problem.detail[lang]) || fallback;
}

/** Reads a problem from a body that may be anything: a proxy's page, nothing at all. */
export function problemFrom(status: number, body: unknown): Problem {
  const given = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  const code = typeof given.code === "string" ? given.code : `status-${status}`;
  const detail = given.detail;
  return { status, code, detail: { ar: detail?.ar ?? "", en: detail?.en ?? "" } };
}
