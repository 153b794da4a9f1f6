import { agreementsAddress } from "../agreements/address.ts";
import { tasksAddress } from "../tasks/address.ts";

export type View =
  | "picture"
  | "tasks"
  | "requests"
  | "agreements"
  | "partners"
  | "held"
  | "ledger"
  | "bundles"
  | "consents"
  | "waiting"
  | "warnings"
  | "watch"
  | "admin"
  | "help"
  | "style";

/** Where in the page a person is. It stands in the address after #, so that it can be kept and sent. */
export interface Route {
  view: View;
  /**
   * The record, agreement or partner's ledger that is open; of other views the part of them, e.g. "handover" or "reports/000123",
   * of tasks and agreements see their own readers.
   */
  id: string | null;
  /** True while a report is being written; with `id`, a new version of that one. */
  reporting: boolean;
}

const stixId = "[a-z][a-z0-9-]*--[0-9a-f-]{36}";

/** What may stand behind each view's name in the address. */
const partOf: Record<Exclude<View, "picture">, RegExp | null> = {
  agreements: agreementsAddress,
  tasks: tasksAddress,
  watch: /^(handover|reports(\/\d{1,20})?)$/,
  requests: null,
  partners: null,
  held: null,
  ledger: /^[a-z][a-z0-9-]{1,62}$/,
  bundles: null,
  consents: null,
  waiting: null,
  warnings: null,
  admin: /^(people|reads|node)$/,
  help: null,
  style: null,
};
const record = new RegExp(`^record/(${stixId})$`);
const report = new RegExp(`^report(?:/((?:incident|report)--[0-9a-f-]{36}))?$`);

/** Reads the part of the address after #; anything unknown is the picture. */
export function parseRoute(hash: string): Route {
  const address = hash.replace(/^#?\/?/, "");
  const written = report.exec(address);
  if (written) return { view: "picture", id: written[1] ?? null, reporting: true };
  const [first = ""] = address.split("/");
  if (!Object.hasOwn(partOf, first))
    return { view: "picture", id: record.exec(address)?.[1] ?? null, reporting: false };
  const view = first as keyof typeof partOf;
  const part = address.slice(view.length + 1);
  return { view, id: partOf[view]?.test(part) ? part : null, reporting: false };
}

/** The address of a route. */
export function hashOf({ view = "picture", id, reporting }: Partial<Route>): string {
  if (reporting) return id ? `#/report/${id}` : "#/report";
  if (view === "picture") return id ? `#/record/${id}` : "#/";
  return id && partOf[view]?.test(id) ? `#/${view}/${id}` : `#/${view}`;
}

/** Whether an address means what is shown for it. */
export function isAddress(hash: string): boolean {
  return ["", "#", "#/"].includes(hash) || hashOf(parseRoute(hash)) === hash;
}

/** The views of the exchange with partners, which stand under one item of the navigation. */
export const exchangeViews = ["partners", "held", "ledger", "bundles", "consents"] as const;

export function inExchange(view: View): boolean {
  return (exchangeViews as readonly View[]).includes(view);
}
