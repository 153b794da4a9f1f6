export type View =
  | "picture"
  | "tasks"
  | "requests"
  | "agreements"
  | "partners"
  | "held"
  | "waiting"
  | "warnings"
  | "watch"
  | "style";

/** Where in the page a person is. It stands in the address after #, so that it can be kept and sent. */
export interface Route {
  view: View;
  /** The record or agreement that is open; of the watch, the part of it, e.g. "handover" or "reports/000123". */
  id: string | null;
  /** True while a report is being written. */
  reporting: boolean;
}

const partOfWatch = /^(handover|reports(\/\d{1,20})?)$/;
const stixId = /^[a-z][a-z0-9-]*--[0-9a-f-]{36}$/;

/** Reads the part of the address after #; anything unknown is the picture. */
export function parseRoute(hash: string): Route {
  const [first = "", second = ""] = hash.replace(/^#\/?/, "").split("/");
  const id = stixId.test(second) ? second : null;
  if (first === "report") return { view: "picture", id: null, reporting: true };
  if (first === "agreements") return { view: "agreements", id, reporting: false };
  if (first === "watch") {
    const part = hash.replace(/^#\/?watch\/?/, "");
    return { view: "watch", id: partOfWatch.test(part) ? part : null, reporting: false };
  }
  if (first === "tasks") return { view: "tasks", id, reporting: false };
  if (
    first === "requests" ||
    first === "partners" ||
    first === "held" ||
    first === "waiting" ||
    first === "warnings" ||
    first === "style"
  )
    return { view: first, id: null, reporting: false };
  return { view: "picture", id: first === "record" ? id : null, reporting: false };
}

/** The address of a route. */
export function hashOf({ view, id, reporting }: Partial<Route>): string {
  if (reporting) return "#/report";
  if (view === "watch") return id ? `#/watch/${id}` : "#/watch";
  if (view === "agreements") return id ? `#/agreements/${id}` : "#/agreements";
  if (view === "tasks") return id ? `#/tasks/${id}` : "#/tasks";
  if (
    view === "requests" ||
    view === "partners" ||
    view === "held" ||
    view === "waiting" ||
    view === "warnings" ||
    view === "style"
  )
    return `#/${view}`;
  return id ? `#/record/${id}` : "#/";
}

/** Whether an address means what is shown for it. */
export function isAddress(hash: string): boolean {
  return ["", "#", "#/"].includes(hash) || hashOf(parseRoute(hash)) === hash;
}
