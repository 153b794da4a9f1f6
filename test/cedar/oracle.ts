import {
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  validate,
  type CedarValueJson,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { Geometry } from "../../src/domain/geometry.ts";
import type { Particulars, PolicyInput, Subject } from "../../src/release/types.ts";
import { levels } from "./levels.ts";
import { schema } from "./schema.ts";
import { translate, type Translation } from "./translate.ts";

/** May this record go from `giver` to `to` at `at` (ms UTC)? */
export interface Question {
  giver: string;
  to: string;
  at: number;
  subject: Subject;
  particulars: Particulars;
}

export interface Answer {
  /** False too where Cedar met an error: it skips a policy that it cannot evaluate, and a forbid would fail open. */
  allowed: boolean;
  /** The clauses that decided, each once, sorted: grants where allowed, otherwise what forbids. */
  clauses: string[];
  errors: string[];
}

export interface Oracle {
  decide(question: Question): Answer;
  /** `agreement-id/clause-id?condition` for every condition that a grant in force between the two fails. */
  failing(question: Question): Answer;
  /** The same decision, with the request and its entities checked against the schema. */
  decideStrictly(question: Question): Answer;
}

type PolicyTexts = Record<string, string>;

const schemaName = "release";
const action = { type: "Action", id: "release" };
const resource = { type: "Record", id: "record" };

/** One set is kept ready at a time: Cedar forgets none by itself. */
let ready: PolicyTexts | undefined;

succeed(preparseSchema(schemaName, schema));

export function cedarOracle(input: PolicyInput): Oracle {
  const translation = translate(input);
  return {
    decide: (question) => ask(translation.decide, translation, question, false),
    failing: (question) => ask(translation.why, translation, question, false),
    decideStrictly: (question) => ask(translation.decide, translation, question, true),
  };
}

/** What Cedar's validator has against the policies; none in a sound translation. */
export function faultsOf(policies: PolicyTexts): string[] {
  const answer = validate({ schema, policies: { staticPolicies: policies } });
  return answer.type === "failure"
    ? answer.errors.map(({ message }) => message)
    : answer.validationErrors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
}

/** Asks Cedar with policies and a record as they are. */
export function askCedar(
  policies: PolicyTexts,
  { giver, to, at }: Pick<Question, "giver" | "to" | "at">,
  record: Record<string, CedarValueJson>,
  strictly: boolean,
): Answer {
  if (ready !== policies) {
    succeed(preparsePolicySet("world", { staticPolicies: policies }));
    ready = policies;
  }
  const answer = statefulIsAuthorized({
    principal: { type: "Partner", id: to },
    action,
    resource,
    context: { giver, to, at, ...record },
    preparsedPolicySetId: "world",
    entities: [],
    ...(strictly && { preparsedSchemaName: schemaName, validateRequest: true }),
  });
  if (answer.type === "failure") {
    return { allowed: false, clauses: [], errors: answer.errors.map(({ message }) => message) };
  }
  const { decision, diagnostics } = answer.response;
  const errors = diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
  return {
    allowed: decision === "allow" && errors.length === 0,
    clauses: [...new Set(diagnostics.reason.map((id) => id.split("#")[0]!))].sort(),
    errors,
  };
}

function ask(
  policies: PolicyTexts,
  { within }: Translation,
  question: Question,
  strictly: boolean,
): Answer {
  const { label, kind, originator } = question.subject;
  const { areas, recipients = [], consents = [] } = question.particulars;
  const inside = [...within].flatMap(([id, area]) =>
    areas.every((one) => isInBox(one, area.coordinates as number[][][])) ? [id] : [],
  );
  const record = {
    kind,
    level: levels.indexOf(label.classification),
    topics: [...label.topics],
    beyondTopics: label.beyondTopics ?? false,
    caveats: [...label.caveats],
    reshare: label.reshare,
    originatorControl: label.originatorControl,
    // A label without it means none.
    release: label.release ?? "none",
    originator,
    originators: [originator, ...(label.originators ?? [])],
    recipients: [...recipients],
    consents: [...consents],
    areas: areas.length,
    inside,
  };
  return askCedar(policies, question, record, strictly);
}

/** Areas are points and limits upright rectangles here: exact geometry has tests of its own. */
function isInBox({ coordinates }: Geometry, [ring]: number[][][]): boolean {
  const [x, y] = coordinates as [number, number];
  const between = (value: number, all: number[]) =>
    Math.min(...all) <= value && value <= Math.max(...all);
  const column = (index: number) => ring!.map((corner) => corner[index]!);
  return between(x, column(0)) && between(y, column(1));
}

function succeed(answer: { type: "success" } | { type: "failure"; errors: { message: string }[] }) {
  if (answer.type === "failure") throw new Error(answer.errors.map((e) => e.message).join("\n"));
}
