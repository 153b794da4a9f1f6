import type { DeskEvent } from "./desk-port.ts";
import type { Role } from "../desk/documents.ts";

const everybody = ["reader", "watch", "liaison", "admin"] as const;
const watchAndUp = ["watch", "liaison", "admin"] as const;
const liaisonAndUp = ["liaison", "admin"] as const;
const adminOnly = ["admin"] as const;

/** Who may do what: the one table. Routes name a line of it; OpenAPI shows it as `x-roles`. */
export const may = {
  read: everybody,
  report: watchAndUp,
  explain: watchAndUp,
  readSource: watchAndUp,
  readAgreements: watchAndUp,
  readQuarantine: watchAndUp,
  readLedger: liaisonAndUp,
  keepWatch: watchAndUp,
  planTasks: watchAndUp,
  commit: liaisonAndUp,
  recall: liaisonAndUp,
  readReaders: liaisonAndUp,
  secondPerson: liaisonAndUp,
  consent: liaisonAndUp,
  changeAgreements: liaisonAndUp,
  exchangeBundles: liaisonAndUp,
  readProtected: watchAndUp,
  changeProtected: liaisonAndUp,
  changePartners: adminOnly,
  acceptOriginator: adminOnly,
  administer: adminOnly,
} as const satisfies Record<string, readonly Role[]>;

/** Which events a person is sent: never of something that the person could not read. */
export const maySee: Record<DeskEvent["type"], readonly Role[]> = {
  record: may.read,
  related: may.read,
  recall: may.read,
  "source-recalled": may.read,
  notice: may.read,
  partner: may.read,
  agreement: may.readAgreements,
  quarantine: may.readQuarantine,
  journal: may.read,
  handover: may.read,
  waiting: may.report,
  consent: may.consent,
  "ledger-fork": may.readLedger,
  "ledger-new": may.readLedger,
  task: may.read,
  clash: may.read,
  request: may.read,
  unit: may.read,
  warning: may.read,
  people: may.administer,
};
