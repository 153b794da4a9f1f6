import type { Grant } from "../../src/domain/agreement.ts";
import type { Label } from "../../src/domain/label.ts";
import { now, subject } from "../../src/release/test/builders.ts";
import {
  partners,
  randomDerived,
  randomParticulars,
  randomSubject,
  randomWorld,
  type Dice,
} from "../../src/release/test/random-world.ts";
import type { PolicyInput, Subject } from "../../src/release/types.ts";
import type { Question } from "./oracle.ts";

/** A random world, in which a grant may ask for a hold, at or beside the moment when agreements begin and end. */
export function worldOf(roll: Dice): PolicyInput {
  const input = randomWorld(roll);
  const held = new Map<Grant, Grant>();
  const hold = (grant: Grant): Grant => {
    const found = held.get(grant) ?? (roll() < 0.04 ? { ...grant, hold: { minutes: 5 } } : grant);
    held.set(grant, found);
    return found;
  };
  // Now and then one of them is known by introduction alone.
  const introduced = roll() < 0.15 ? [pick(roll, partners.slice(2))] : [];
  return {
    ...input,
    partners: partners.filter((one) => !introduced.includes(one)),
    introduced,
    at: pick(roll, [now - 1, now, now, now, now, now, now, now + 1]),
    versions: input.versions.map((version) => ({
      ...version,
      form: { ...version.form, grants: version.form.grants.map(hold) },
    })),
  };
}

/** Mostly sensible: now and then something unknown, or a recipient who never gets anything. */
export function questionOf(roll: Dice, input: PolicyInput): Question {
  const giver = roll() < 0.8 ? "baghdad" : pick(roll, input.partners);
  const others = partners.filter((one) => one !== giver);
  const to = roll() < 0.97 ? pick(roll, others) : pick(roll, [giver, "nobody"]);
  const found = roll() < 0.8 ? randomSubject(roll) : randomDerived(roll);
  const own = found.originator === "baghdad" ? { ...found, originator: giver } : found;
  return {
    giver,
    to,
    at: input.at,
    subject: roll() < 0.03 ? strange(roll, own) : own,
    particulars: randomParticulars(roll),
  };
}

function strange(roll: Dice, { label, kind, originator }: Subject): Subject {
  const changed = (part: object) => subject({ ...label, ...part }, { kind, originator });
  return pick(roll, [
    () => changed({ topics: [...label.topics, "weather"] }),
    () => changed({ classification: "cosmic" }),
    () => changed({ release: undefined as unknown as Label["release"] }),
    () => changed({ release: "everybody" }),
    () => changed({ reshare: "everybody" }),
    () => subject(label, { kind: pick(roll, ["receipt", "recall-notice", "target"]), originator }),
    () => subject(label, { kind, originator: "nobody" }),
  ])();
}

function pick<T>(roll: Dice, list: readonly T[]): T {
  return list[Math.floor(roll() * list.length)]!;
}
