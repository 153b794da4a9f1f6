import type { Area, Grant, Power, RedLine } from "../../src/domain/agreement.ts";
import { canonical } from "../../src/proof/canonical.ts";
import type { PolicyInput } from "../../src/release/types.ts";
import { conditionsOf, coverageOf, isOwn } from "./conditions.ts";
import { alwaysForbidden, unless } from "./always.ts";
import { levels } from "./levels.ts";
import {
  coalitionOf,
  joined,
  listedByLead,
  signedVersions,
  stands,
  standsWith,
  type Signed,
} from "./standing.ts";
import { all, any, oneOf, quoted, someOf } from "./text.ts";

/**
 * The agreements of a world as Cedar policies: one `permit` for each grant, one `forbid` for each red line, of each
 * version that anybody stands by. Who must have signed what is part of each policy, so the same policies serve every
 * giver at every time. Written from the design and the words of the house, not from src/release.
 */
export interface Translation {
  /** Policies by id: the clause as `agreement-id/clause-id`, `#` and a number, since versions may differ in it. */
  decide: Record<string, string>;
  /** Permits what a grant in force does not cover, for each condition: `agreement-id/clause-id?condition#number`. */
  why: Record<string, string>;
  /** Grants with an area, by policy id. */
  within: Map<string, Area>;
}

export function translate(input: PolicyInput): Translation {
  const found: Translation = {
    decide: alwaysForbidden(input),
    why: {},
    within: new Map(),
  };
  /** Grants under which the giver may have got a record that it may pass on to the receiver. */
  const received: string[] = [];
  for (const [agreement, versions] of signedVersions(input)) {
    for (const of of Map.groupBy(versions, coalitionOf).values()) {
      for (const clause of clausesOf(of, grantsOf)) {
        const id = addGrant(found, `${agreement}/${clause.is.id}`, clause, of, versions, input);
        received.push(...receivedBy(clause, id, of, versions));
      }
    }
    for (const { is, holders } of clausesOf(versions, ({ form }) => form.redLines)) {
      const id = numbered(found.decide, `${agreement}/${is.id}`);
      const lifted = all(['context.kind == "warning"', isOwn, any(duties(input, quoted(is.by)))]);
      const body = all([binds(is, holders, versions), ...matches(is), `!${lifted}`]);
      found.decide[id] = `forbid(principal, action, resource) when { ${body} };`;
    }
  }
  found.decide["label/reshare#2"] = unless(
    any(["context.originator == context.giver", "context.originatorControl", ...received]),
  );
  return found;
}

/** The duty to warn gives what a grant of warnings gives. */
function grantsOf({ form }: Signed): readonly Grant[] {
  const duty: Grant = { id: "duty-to-warn", kinds: ["warning"] };
  return form.coalition?.dutyToWarn ? [...form.grants, duty] : form.grants;
}

/** Under each charter: the giver, the receiver and whoever drew a red line have joined it and stand by its duty to warn. */
function duties(input: PolicyInput, drawer: string): string[] {
  return [...signedVersions(input).values()].flatMap((versions) => {
    const charters = versions.filter(({ form }) => form.coalition !== undefined);
    return [...Map.groupBy(charters, coalitionOf).values()].map((of) => {
      const withDuty = of.filter(({ form }) => form.coalition!.dutyToWarn === true);
      const bound = (who: string) => all([joined(of, who), stands(withDuty, who)]);
      return all(["context.giver", "context.to", drawer].map(bound));
    });
  });
}

/** A clause and the versions that hold it: it is the same where its content is. */
interface Clause<T> {
  is: T;
  holders: Signed[];
}

function clausesOf<T>(versions: readonly Signed[], list: (version: Signed) => readonly T[]) {
  const clauses = new Map<string, Clause<T>>();
  for (const version of versions) {
    for (const is of list(version)) {
      const clause = clauses.get(canonical(is)) ?? { is, holders: [] };
      clause.holders.push(version);
      clauses.set(canonical(is), clause);
    }
  }
  return [...clauses.values()];
}

function addGrant(
  found: Translation,
  name: string,
  { is: grant, holders }: Clause<Grant>,
  ofCoalition: readonly Signed[],
  versions: readonly Signed[],
  { partners, introduced = [] }: PolicyInput,
): string {
  const id = numbered(found.decide, name);
  const isCharter = ofCoalition[0]!.form.coalition !== undefined;
  const inForce = isInForce(grant, holders, ofCoalition, "context.giver", "context.to");
  const isFellow = (who: string) => isFellowOf(ofCoalition, versions, "context.giver", who);
  const ofFellows = all(
    [...partners, ...introduced].map((one) =>
      any([
        `!context.originators.contains(${quoted(one)})`,
        `context.giver == ${quoted(one)}`,
        isFellow(quoted(one)),
      ]),
    ),
  );
  const conditions = conditionsOf(grant, id, isCharter, ofFellows);
  const covers = all(conditions.map(({ holds }) => holds));
  found.decide[id] = `permit(principal, action, resource) when { ${all([inForce, covers])} };`;
  for (const { condition, holds } of conditions) {
    const body = all([inForce, `!${holds}`]);
    const key = numbered(found.why, `${name}?${condition}`);
    found.why[key] = `permit(principal, action, resource) when { ${body} };`;
  }
  if (grant.within) found.within.set(id, grant.within);
  return id;
}

function isInForce(
  grant: Grant,
  holders: readonly Signed[],
  ofCoalition: readonly Signed[],
  giver: string,
  to: string,
): string {
  return all([
    // A grant needs giver and receiver, each by a version that names the other as a party.
    standsWith(holders, giver, to),
    standsWith(holders, to, giver),
    // Standing by the charter, they are joined where the lead lists them too.
    ...(ofCoalition[0]!.form.coalition
      ? [listedByLead(ofCoalition, giver), listedByLead(ofCoalition, to)]
      : []),
    ...(grant.from ? [oneOf(grant.from, giver)] : []),
    ...(grant.to ? [oneOf(grant.to, to)] : []),
  ]);
}

/** Under a charter a member, otherwise a party of the giver's version. */
function isFellowOf(
  ofCoalition: readonly Signed[],
  versions: readonly Signed[],
  giver: string,
  who: string,
): string {
  return ofCoalition[0]!.form.coalition
    ? joined(ofCoalition, who)
    : all([stands(versions, who), standsWith(ofCoalition, giver, who)]);
}

/** This grant as one by which the originator gave the record to who gives it now, and said that it may be passed on. */
function receivedBy(
  { is: grant, holders }: Clause<Grant>,
  id: string,
  ofCoalition: readonly Signed[],
  versions: readonly Signed[],
): string[] {
  const { reshare = "none" } = grant;
  if (reshare === "none") return [];
  return [
    all([
      isInForce(grant, holders, ofCoalition, "context.originator", "context.giver"),
      ...Object.values(coverageOf(grant, id)).map(({ holds }) => holds),
      ...(reshare === "parties"
        ? [isFellowOf(ofCoalition, versions, "context.originator", "context.to")]
        : []),
    ]),
  ];
}

/** Its drawer stands by it, and so does the giver; or the drawer leads, within powers that all members stand by. */
function binds(line: RedLine, holders: readonly Signed[], versions: readonly Signed[]): string {
  const charters = versions.filter(({ form }) => form.coalition?.lead === line.by);
  const byPowers = [...Map.groupBy(charters, coalitionOf).values()].map((of) =>
    all([
      // The drawer holds it by a version of this coalition.
      stands(
        of.filter((version) => holders.includes(version)),
        quoted(line.by),
      ),
      joined(of, "context.giver"),
      any(
        clausesOf(of, ({ form }) => form.coalition!.powers)
          .filter(({ is }) => isWithin(line, is))
          .map(({ holders }) => all(everybody(versions).map((one) => agrees(of, holders, one)))),
      ),
    ]),
  );
  return all([
    stands(holders, quoted(line.by)),
    any([stands(holders, "context.giver"), ...byPowers]),
  ]);
}

/** Powers need all members: whoever is none need not agree. */
function agrees(charters: readonly Signed[], holders: readonly Signed[], one: string): string {
  const who = quoted(one);
  return any([`!${joined(charters, who)}`, stands(holders, who)]);
}

function everybody(versions: readonly Signed[]): string[] {
  return [...new Set(versions.flatMap(({ signers }) => signers))];
}

/** A red line lies within a power that limits nothing which the red line leaves wider. */
function isWithin(line: RedLine, power: Power): boolean {
  return (["origin", "to", "kinds", "topics"] as const).every((field) => {
    const [most, wanted] = [power[field], line[field]];
    if (most === undefined) return true;
    return wanted !== undefined && wanted.every((one) => most.includes(one));
  });
}

/** A clause left out means "any"; a red line matches on ANY topic, and on any originator of a derived record. */
function matches({ origin, to, kinds, topics, atLeast }: RedLine): string[] {
  return [
    ...(to ? [oneOf(to, "context.to")] : []),
    ...(origin ? [someOf(origin, "context.originators")] : []),
    ...(kinds ? [oneOf(kinds, "context.kind")] : []),
    ...(topics ? [someOf(topics, "context.topics")] : []),
    ...(atLeast ? [`context.level >= ${levels.indexOf(atLeast)}`] : []),
  ];
}

function numbered(taken: Record<string, string>, name: string): string {
  let number = 1;
  while (`${name}#${number}` in taken) number++;
  return `${name}#${number}`;
}
