import type { Grant } from "../domain/agreement.ts";
import { contentKinds } from "../domain/kinds.ts";
import { labelMarking } from "../domain/label-marking.ts";
import { classifications, type Classification, type MarkedLabel } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { topics, type Topic } from "../domain/topics.ts";
import { secondPerson } from "./hold.ts";
import type { Decision, Particulars, Policy, Reason, Subject } from "./types.ts";

/** What the cells of a matrix are about: own records of this kind and classification, each of one topic. */
export interface Matter {
  kind: string;
  classification: Classification;
}

export interface MatrixCell {
  topic: Topic;
  state: "flows" | "held" | "blocked" | "nothing";
  /** For how long what flows is kept back first. */
  hold: NonNullable<Grant["hold"]>;
  /** Red lines that block it, as `agreement-id/clause-id`. */
  redLines: string[];
  /** The first: what decided, or what the first grant lacks. */
  reason: Reason;
}

export interface MatrixRow {
  partner: PartnerId;
  cells: MatrixCell[];
}

/** Without a place and without caveats: what an area or a caveat would change is left aside. */
const plain: Particulars = { areas: [] };

/** Whether an own record, written now, without a place, would go to each partner: one decision for each partner and topic. */
export function releaseMatrix(
  policy: Policy,
  partners: readonly PartnerId[],
  matter: Matter,
): MatrixRow[] {
  const subjects = topics.map((topic) => {
    const { kind, classification } = matter;
    return { topic, subject: subjectOf(policy, kind, markedLabel(classification, topic)) };
  });
  return partners.map((partner) => ({
    partner,
    cells: subjects.map(({ topic, subject }) => {
      const decision = policy.explain(subject, plain, partner);
      const hold = decision.released ? policy.hold(subject, plain, partner) : 0;
      return { topic, ...cellOf(decision, hold) };
    }),
  }));
}

function cellOf(
  { released, decidedBy, reasons }: Decision,
  minutes: number,
): Omit<MatrixCell, "topic"> {
  const reason = reasons[0]!;
  if (released) {
    const hold = minutes === secondPerson ? "second-person" : minutes === 0 ? "none" : { minutes };
    return { state: minutes === 0 ? "flows" : "held", hold, redLines: [], reason };
  }
  if (reason.effect === "red-line")
    return { state: "blocked", hold: "none", redLines: decidedBy, reason };
  return { state: "nothing", hold: "none", redLines: [], reason };
}

/** Own records that begin to flow, or cease to: each of these topics, as each of these kinds, at each of these classifications. */
export interface Scope {
  topics: Topic[];
  kinds: string[];
  classifications: Classification[];
}

export interface RuleChange {
  partner: PartnerId;
  opens: Scope[];
  stops: Scope[];
}

/** What would be decided otherwise of own records that are written later, without a place, if `next` took the place of `current`. */
export function ruleChanges(current: Policy, next: Policy): RuleChange[] {
  const found = new Map<PartnerId, Record<Way, Cell[]>>();
  const note = (way: Way, partner: PartnerId, cell: Cell) => {
    const changes = found.get(partner) ?? { opens: [], stops: [] };
    found.set(partner, changes);
    changes[way].push(cell);
  };
  for (const classification of classifications) {
    for (const topic of topics) {
      const marked = markedLabel(classification, topic);
      for (const kind of contentKinds) {
        const subject = subjectOf(next, kind, marked);
        const before = current.audience(subject, plain);
        const then = next.audience(subject, plain);
        const cell = { kind, classification, topic };
        for (const partner of then) if (!before.includes(partner)) note("opens", partner, cell);
        for (const partner of before) if (!then.includes(partner)) note("stops", partner, cell);
      }
    }
  }
  return [...found].map(([partner, { opens, stops }]) => {
    return { partner, opens: scopesOf(opens), stops: scopesOf(stops) };
  });
}

type Way = "opens" | "stops";

interface Cell extends Matter {
  topic: Topic;
}

/** The same cells in as few words: kinds with the same classifications in one, then topics with the same of both. */
function scopesOf(cells: readonly Cell[]): Scope[] {
  const scopes = new Map<string, Scope>();
  for (const [topic, ofTopic] of Map.groupBy(cells, (cell) => cell.topic)) {
    const classesOf = [...Map.groupBy(ofTopic, (cell) => cell.kind)].map(([kind, ofKind]) => {
      return { kind, classes: ofKind.map(({ classification }) => classification) };
    });
    for (const alike of Map.groupBy(classesOf, ({ classes }) => classes.join()).values()) {
      const kinds = alike.map(({ kind }) => kind);
      const key = `${kinds.join()} ${alike[0]!.classes.join()}`;
      const known = scopes.get(key);
      if (known) known.topics.push(topic);
      else scopes.set(key, { topics: [topic], kinds, classifications: alike[0]!.classes });
    }
  }
  return [...scopes.values()];
}

function markedLabel(classification: Classification, topic: Topic): MarkedLabel {
  const label = {
    ...{ classification, topics: [topic], caveats: [], reshare: "none" as const },
    ...{ originatorControl: false, release: "agreements" as const },
  };
  return { id: labelMarking(label).id, label };
}

function subjectOf({ self }: Policy, kind: string, { id, label }: MarkedLabel): Subject {
  return { labelId: id, label, kind, originator: self };
}
