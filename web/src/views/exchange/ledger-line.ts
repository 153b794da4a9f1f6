import type { LedgerLine } from "../../api/exchange.ts";

/** Kinds that only go along with others or between the nodes: labels, places, signatures, receipts. */
const along: ReadonlySet<string> = new Set([
  ...["location", "identity", "artifact", "relationship", "language-content"],
  ...["marking-definition", "extension-definition", "receipt", "agreement-signature"],
]);

/** Whether a line is of something that says something by itself. */
export function saysSomething({ kind }: Pick<LedgerLine, "kind">): boolean {
  return !along.has(kind);
}

/** Whether it can be opened as a record. */
export function isContent(line: Pick<LedgerLine, "kind">): boolean {
  return saysSomething(line) && !["agreement", "consent", "recall-notice"].includes(line.kind);
}

/** The version that was served, as the texts of records are kept by. */
export function versionOf({ id, modified }: Pick<LedgerLine, "id" | "modified">): string {
  return `${id}@${Date.parse(modified)}`;
}

export interface Clause {
  agreement: string;
  clause: string;
}

/** The clauses that let it go; empty where it went outside them. */
export function clausesOf({ decidedBy }: Pick<LedgerLine, "decidedBy">): Clause[] {
  return decidedBy.map((one) => {
    const at = one.indexOf("/");
    return at < 0
      ? { agreement: one, clause: "" }
      : { agreement: one.slice(0, at), clause: one.slice(at + 1) };
  });
}
