import { dutyToWarnGrant } from "../../src/domain/agreement.ts";
import { failureText } from "../../src/release/reason-texts.ts";
import { dice } from "../../src/release/test/random-world.ts";
import type { Decision, Policy, PolicyInput } from "../../src/release/types.ts";
import { cedarOracle, type Answer, type Question } from "./oracle.ts";
import { questionOf, worldOf } from "./questions.ts";

const mostShown = 10;

/** How Cedar decided a case. */
export const outcomes = ["allowed", "recipient", "redLine", "label", "uncovered"] as const;

/** The part of a compiled policy that is compared. */
export type Engine = (input: PolicyInput) => Pick<Policy, "admits" | "explain">;

export interface Disagreement {
  /** Makes the world and its questions again. */
  seed: number;
  index: number;
  what: string;
  question: Question;
}

/** What was seen: for each case exactly one outcome. */
export interface Counts extends Record<(typeof outcomes)[number], number> {
  cases: number;
  /** Conditions of grants in force that failed where no grant covered, by name. */
  conditions: Record<string, number>;
  disagreed: number;
  /** The first few. */
  disagreements: Disagreement[];
}

/** What Cedar found, in the terms of `Decision`. */
interface Finding {
  by: (typeof outcomes)[number];
  clauses: string[];
}

export function noCounts(): Counts {
  return {
    cases: 0,
    allowed: 0,
    recipient: 0,
    redLine: 0,
    label: 0,
    uncovered: 0,
    conditions: {},
    disagreed: 0,
    disagreements: [],
  };
}

/** Adds what another thread saw. */
export function addCounts(to: Counts, more: Counts): void {
  for (const name of ["cases", ...outcomes, "disagreed"] as const) to[name] += more[name];
  for (const [condition, count] of Object.entries(more.conditions)) {
    to.conditions[condition] = (to.conditions[condition] ?? 0) + count;
  }
  to.disagreements = [...to.disagreements, ...more.disagreements].slice(0, mostShown);
}

/**
 * Puts `questions` questions to Cedar and to the engine, in the world of this seed, and adds to `counts`.
 * `conditions`: also compares why grants do not cover, which doubles Cedar's work where nothing else decides.
 */
export function compareWorld(
  seed: number,
  questions: number,
  engine: Engine,
  counts: Counts,
  { conditions }: { conditions: boolean },
): void {
  const roll = dice(seed);
  const input = worldOf(roll);
  const oracle = cedarOracle(input);
  const nodes = new Map<string, ReturnType<Engine>>();
  const uncovered: (() => void)[] = [];
  for (let index = 0; index < questions; index++) {
    const question = questionOf(roll, input);
    const { giver, to, subject, particulars } = question;
    const node = nodes.get(giver) ?? engine({ ...input, self: giver });
    nodes.set(giver, node);
    const disagree = (what: string) => {
      counts.disagreed++;
      if (counts.disagreements.length < mostShown)
        counts.disagreements.push({ seed, index, what, question });
    };

    const answer = oracle.decide(question);
    for (const error of answer.errors) disagree(`Cedar met an error: ${error}`);
    const finding = findingOf(answer);
    counts.cases++;
    counts[finding.by]++;

    const admitted = node.admits(subject, particulars, to);
    if (admitted !== answer.allowed) disagree(`Cedar: ${answer.allowed}, admits: ${admitted}`);
    const decision = node.explain(subject, particulars, to);
    const fault = faultOf(decision, finding);
    if (fault) disagree(fault);
    if (conditions && finding.by === "uncovered") {
      // Later, so that Cedar reads each set of policies once.
      uncovered.push(() => {
        const failing = oracle.failing(question);
        for (const error of failing.errors) disagree(`Cedar met an error: ${error}`);
        const fault = faultOfReasons(decision, question, input, failing.clauses, counts);
        if (fault) disagree(fault);
      });
    }
  }
  for (const ask of uncovered) ask();
}

function findingOf({ allowed, clauses }: Answer): Finding {
  if (allowed) return { by: "allowed", clauses };
  const are = (sort: string) => clauses.filter((clause) => clause.startsWith(`${sort}/`));
  // Whom a record never goes to is decided by no clause.
  if (are("recipient").length > 0) return { by: "recipient", clauses: [] };
  const label = are("label");
  const redLines = clauses.filter((clause) => !label.includes(clause));
  if (redLines.length > 0) return { by: "redLine", clauses: redLines };
  return label.length > 0 ? { by: "label", clauses: label } : { by: "uncovered", clauses: [] };
}

function faultOf({ released, decidedBy }: Decision, { by, clauses }: Finding): string | null {
  const told = [...decidedBy].sort();
  const says = `Cedar: ${by} ${clauses.join(" ")}, explain: ${released} ${told.join(" ")}`;
  if (released !== (by === "allowed")) return says;
  if (told.join(" ") === clauses.join(" ")) return null;
  // Of a label only the first thing that failed need be told, and its release comes first.
  return by === "label" && told.join(" ") === clauses[0] ? null : says;
}

/** The grants in force that did not cover are told, each with a condition that Cedar finds failing. */
function faultOfReasons(
  { reasons }: Decision,
  { subject }: Question,
  { versions }: PolicyInput,
  failing: readonly string[],
  counts: Counts,
): string | null {
  const expected = Map.groupBy(failing, (clause) => clause.split("?")[0]!);
  for (const clause of failing) {
    const condition = clause.split("?")[1]!;
    counts.conditions[condition] = (counts.conditions[condition] ?? 0) + 1;
  }
  const told = reasons.filter(
    ({ agreement, text }) => agreement !== null && !text.en.includes(" is not in force: "),
  );
  const names = told.map(({ agreement, clause }) => `${agreement}/${clause}`).sort();
  const grants = [...expected.keys()].sort();
  if (names.join(" ") !== grants.join(" ")) {
    return `Cedar: in force, but not covering: ${grants.join(" ")}, explain: ${names.join(" ")}`;
  }
  const { label, kind } = subject;
  const of = ["", kind, label.classification, ...label.topics, ...label.caveats];
  for (const { agreement, clause, text } of told) {
    const { form } = versions.find(({ form }) => form.id === agreement)!;
    const conditions = expected
      .get(`${agreement}/${clause}`)!
      .map((name) => name.split("?")[1] as Parameters<typeof failureText>[2]["condition"]);
    const words = conditions.flatMap((condition) =>
      of.map(
        (of) =>
          failureText(form, form.grants.find(({ id }) => id === clause) ?? dutyToWarnGrant, {
            condition,
            of,
          }).en,
      ),
    );
    if (!words.includes(text.en)) return `Cedar: ${conditions.join(" ")}, explain: ${text.en}`;
  }
  return null;
}
