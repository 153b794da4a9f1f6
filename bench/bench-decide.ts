import { compilePolicy } from "../src/release/compile.ts";
import { draftInput } from "../src/release/preview.ts";
import type { Label } from "../src/domain/label.ts";
import { contentKinds } from "../src/domain/kinds.ts";
import { topics } from "../src/domain/topics.ts";
import type { PolicyInput, Subject } from "../src/release/types.ts";
import { cedarOracle } from "../test/cedar/oracle.ts";
import { generousAgreement } from "./partners.ts";
import { rounded } from "./statistics.ts";

const members = Array.from({ length: 60 }, (_, index) => `member-${index}`);
const nothing = { areas: [] };
const measureMs = 700;

export interface DecideFigures {
  /** (label, kind, partner), each decided and explained, a second of processor time, as the other figures here. */
  triples: number;
  /** µs to the audience of a record whose like was decided before. */
  audienceUs: number;
  /** Decisions of Cedar under the same charter a second: what this engine is tested against. */
  cedar: number;
}

/** A charter of sixty members as one node compiles it, in this thread; processor time, so that it tells the same on a busy machine. */
export function benchDecide(): DecideFigures {
  const form = {
    ...generousAgreement("baghdad", members),
    coalition: { id: "bench", lead: "baghdad", powers: [] },
  };
  const reason = { ar: "للقياس", en: "For the bench" };
  const known: PolicyInput = {
    ...{ self: "baghdad", partners: ["baghdad", ...members], versions: [], signatures: [] },
    at: Date.UTC(2015, 5, 1),
  };
  const grants = form.grants.map((grant) => ({ ...grant, upTo: "restricted" as const }));
  const redLines = [{ id: "r1", by: "baghdad", to: members.slice(30), topics: ["border"], reason }];
  const input = draftInput(known, { ...form, grants, redLines });
  const policy = compilePolicy(input);
  const subjects = subjectsOf();
  let released = 0;
  const triples = rate(() => {
    for (const subject of subjects) {
      for (const to of members) {
        if (policy.admits(subject, nothing, to)) released++;
        if (policy.explain(subject, nothing, to).released) released++;
      }
    }
    return subjects.length * members.length;
  });
  const audiences = rate(() => {
    for (const subject of subjects) released += policy.audience(subject, nothing).length;
    return subjects.length;
  });
  const oracle = cedarOracle(input);
  const cedar = rate(() => {
    const at = { giver: "baghdad", at: input.at, particulars: nothing };
    for (const to of members.slice(0, 20)) {
      if (oracle.decide({ ...at, to, subject: subjects[0]! }).allowed) released++;
    }
    return 20;
  });
  if (released === 0) throw new Error("nothing was released");
  return { triples: rounded(triples), audienceUs: rounded(1e6 / audiences), cedar: rounded(cedar) };
}

/** A label for each topic and classification, with each kind. */
function subjectsOf(): Subject[] {
  return topics.flatMap((topic) =>
    (["restricted", "secret"] as const).flatMap((classification) => {
      const label: Label = {
        ...{ classification, topics: [topic], caveats: [], reshare: "none" },
        ...{ originatorControl: false, release: "agreements" },
      };
      const labelId = `marking-definition--${topic}-${classification}`;
      return contentKinds.map((kind) => ({ labelId, label, kind, originator: "baghdad" }));
    }),
  );
}

/** What is done in a second of this thread's processor; the first round, which fills caches, is not timed. */
function rate(act: () => number): number {
  act();
  const began = process.threadCpuUsage();
  for (let done = 0; ;) {
    done += act();
    const { user, system } = process.threadCpuUsage(began);
    const ms = (user + system) / 1000;
    if (ms >= measureMs) return (done * 1000) / ms;
  }
}
