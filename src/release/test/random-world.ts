import type {
  AgreementForm,
  AgreementSignature,
  AgreementVersion,
  Area,
  Grant,
  Power,
  RedLine,
} from "../../domain/agreement.ts";
import { classifications, reshareScopes } from "../../domain/label.ts";
import type { Particulars, PolicyInput, Subject } from "../types.ts";
import { now, subject } from "./builders.ts";

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export type Dice = () => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const partners = ["amman", "baghdad", "cairo", "damascus", "erbil"];
const topics = ["border", "control", "statement", "force-position"];
const kinds = ["incident", "report", "route", "warning"];
const caveats = ["EYES", "FIVE"];
const start = "2015-01-01T00:00:00Z";

/** Small enough that clauses meet, wide enough that 30–70 % of what is asked is allowed. */
export function randomWorld(roll: Dice): PolicyInput {
  const versions: AgreementVersion[] = [];
  const signatures: AgreementSignature[] = [];
  const count = 2 + Math.floor(roll() * 2);
  for (let index = 0; index < count; index++) {
    const id = `agreement--${index}`;
    let form = randomForm(roll, id, index === 0);
    const depth = 1 + Math.floor(roll() * 3);
    for (let modified = 1; modified <= depth; modified++) {
      versions.push({ form, proposer: form.parties[0]!, modified });
      form = changed(roll, form);
    }
    for (const by of partners) signatures.push(...randomWords(roll, id, by, depth));
  }
  return { self: "baghdad", partners, versions, signatures, at: now };
}

export function randomSubject(roll: Dice): Subject {
  const foreign = roll() < 0.3;
  return subject(
    {
      classification: classifications[Math.floor(roll() ** 2 * 4)]!,
      topics: some(roll, topics, 0.3),
      caveats: roll() < 0.15 ? some(roll, caveats, 0.5) : [],
      reshare: reshareScopes[Math.floor(roll() ** 0.5 * 3)]!,
      originatorControl: roll() < 0.2,
      release: roll() < 0.8 ? "agreements" : roll() < 0.85 ? "listed" : "none",
    },
    {
      kind: roll() < 0.2 ? pick(roll, ["location", "identity", "artifact"]) : pick(roll, kinds),
      originator: foreign ? pick(roll, partners) : "baghdad",
    },
  );
}

/** As of a record that was derived, here or elsewhere, from records of several. */
export function randomDerived(roll: Dice): Subject {
  const { label, kind, originator } = randomSubject(roll);
  const originators = some(roll, partners, 0.4);
  return subject(
    {
      ...label,
      ...(label.topics.length > 0 && roll() < 0.2 && { beyondTopics: true }),
      ...(originators.length > 0 && { originators }),
    },
    { kind, originator },
  );
}

export function randomParticulars(roll: Dice): Particulars {
  const area = () => ({ type: "Point" as const, coordinates: [roll() * 12, roll() * 12] });
  return {
    areas: Array.from({ length: Math.floor(roll() * 3) }, area),
    ...(roll() < 0.8 && { recipients: some(roll, partners, 0.7) }),
    ...(roll() < 0.8 && { consents: some(roll, partners, 0.6) }),
  };
}

export function randomRedLine(roll: Dice, by: string, id = "r1"): RedLine {
  return {
    id,
    by,
    ...maybe(roll, 0.3, () => ({ origin: some(roll, partners, 0.4) })),
    ...maybe(roll, 0.8, () => ({ to: some(roll, partners, 0.3) })),
    ...maybe(roll, 0.3, () => ({ kinds: some(roll, kinds, 0.4) })),
    ...maybe(roll, 0.6, () => ({ topics: some(roll, topics, 0.3) })),
    ...maybe(roll, 0.3, () => ({ atLeast: pick(roll, classifications) })),
    reason: { ar: "سبب", en: "Reason" },
  };
}

export function shuffled<T>(roll: Dice, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, key: roll() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

function randomForm(roll: Dice, id: string, isCharter: boolean): AgreementForm {
  const parties = [...new Set(["baghdad", ...some(roll, partners, 0.85)])];
  const lead = roll() < 0.25 ? "baghdad" : pick(roll, parties);
  const powers = isCharter ? [randomPower(roll, "p1"), randomPower(roll, "p2")] : [];
  return {
    id,
    title: { ar: "اتفاق", en: "Agreement" },
    purpose: { ar: "غرض", en: "Purpose" },
    parties,
    ...(isCharter && {
      coalition: {
        id: "coalition",
        lead,
        powers,
        ...maybe(roll, 0.6, () => ({ dutyToWarn: true })),
      },
    }),
    from: roll() < 0.95 ? start : "2015-03-11T00:00:00Z",
    until: roll() < 0.9 ? null : pick(roll, ["2015-03-11T00:00:00Z", "2015-03-11T00:00:00.001Z"]),
    grants: [randomGrant(roll, "g1"), randomGrant(roll, "g2"), randomGrant(roll, "g3")],
    redLines:
      roll() < 0.35 ? [randomRedLine(roll, roll() < 0.5 ? lead : pick(roll, partners))] : [],
  };
}

function randomGrant(roll: Dice, id: string): Grant {
  return {
    id,
    ...maybe(roll, 0.15, () => ({ from: some(roll, partners, 0.8) })),
    ...maybe(roll, 0.3, () => ({ to: some(roll, partners, 0.7) })),
    ...maybe(roll, 0.25, () => ({ kinds: some(roll, kinds, 0.7) })),
    ...maybe(roll, 0.4, () => ({ topics: some(roll, topics, 0.8) })),
    ...maybe(roll, 0.4, () => ({ upTo: classifications[1 + Math.floor(roll() * 3)]! })),
    ...maybe(roll, 0.6, () => ({ caveats: some(roll, caveats, 0.8) })),
    ...maybe(roll, 0.2, () => ({ within: box(roll) })),
    ...maybe(roll, 0.4, () => ({ hold: pick(roll, holds) })),
    ...maybe(roll, 0.8, () => ({
      reshare: pick(roll, ["none", "parties", "any", "any"] as const),
    })),
  };
}

const holds: readonly NonNullable<Grant["hold"]>[] = [
  "none",
  { minutes: 5 },
  { minutes: 30 },
  "second-person",
];

function randomPower(roll: Dice, id: string): Power {
  return {
    id,
    ...maybe(roll, 0.2, () => ({ origin: some(roll, partners, 0.8) })),
    ...maybe(roll, 0.5, () => ({ to: some(roll, partners, 0.7) })),
    ...maybe(roll, 0.2, () => ({ kinds: some(roll, kinds, 0.8) })),
    ...maybe(roll, 0.4, () => ({ topics: some(roll, topics, 0.8) })),
  };
}

/** The next version: mostly the same clauses, something added or taken away. */
function changed(roll: Dice, form: AgreementForm): AgreementForm {
  const { lead } = form.coalition ?? { lead: pick(roll, partners) };
  return {
    ...form,
    parties: roll() < 0.15 ? form.parties.filter(() => roll() < 0.8) : form.parties,
    grants: form.grants.map((grant) => (roll() < 0.2 ? randomGrant(roll, grant.id) : grant)),
    redLines: roll() < 0.3 ? [...form.redLines, randomRedLine(roll, lead, "r2")] : form.redLines,
    ...(form.coalition &&
      roll() < 0.2 && {
        coalition: {
          ...form.coalition,
          powers: [form.coalition.powers[0]!, randomPower(roll, "p2")],
        },
      }),
    until: roll() < 0.05 ? "2015-02-01T00:00:00Z" : form.until,
  };
}

/** What a party said, in time: mostly a signature on each version, now and then it withdraws. */
function randomWords(
  roll: Dice,
  agreement: string,
  by: string,
  depth: number,
): AgreementSignature[] {
  const words: AgreementSignature[] = [];
  let at = 0;
  for (let version = 1; version <= depth; version++) {
    if (roll() < 0.85) words.push({ agreement, version, by, act: "sign", at: ++at });
    if (roll() > 0.07) continue;
    const act = pick(roll, ["refuse", "suspend", "end", "leave"] as const);
    words.push({ agreement, version: version + Math.floor(roll() * 2), by, act, at: ++at });
    if (roll() < 0.5) words.push({ agreement, version: 1, by, act: "sign", at: ++at });
  }
  return words;
}

function box(roll: Dice): Area {
  const [west, south] = [roll() * 3, roll() * 3];
  const [east, north] = [9 + roll() * 4, 9 + roll() * 4];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

function pick<T>(roll: Dice, list: readonly T[]): T {
  return list[Math.floor(roll() * list.length)]!;
}

/** Each with this chance: now and then the list is empty. */
function some<T>(roll: Dice, list: readonly T[], chance: number): T[] {
  return list.filter(() => roll() < chance);
}

function maybe<T extends object>(
  roll: Dice,
  chance: number,
  make: () => T,
): T | Record<never, never> {
  return roll() < chance ? make() : {};
}
