import type { AgreementForm, AgreementVersion, Grant, RedLine } from "../../domain/agreement.ts";
import type { Geometry } from "../../domain/geometry.ts";
import type { Particulars, PolicyInput, Subject } from "../types.ts";

/*
 * The rules of release written out once more, slowly and naively, straight from their text and sharing no code with the
 * engine. Areas are points and limits are upright rectangles here: exact geometry has tests of its own.
 */

const levels = ["unclassified", "restricted", "confidential", "secret"];
const goesAlong = [
  "location",
  "identity",
  "artifact",
  "relationship",
  "language-content",
  "marking-definition",
  "extension-definition",
];

/** May this record go from `input.self` to `to` at `input.at`? */
export function referenceAllows(
  input: PolicyInput,
  subject: Subject,
  particulars: Particulars,
  to: string,
): boolean {
  if (isForbidden(input, subject, particulars, to)) return false;
  return grantsCovering(input, subject, particulars, to).length > 0;
}

/** May two people let it go though no grant covers it? Only what is wholly ours, and what nothing forbids. */
export function referenceAdmitsOneOff(
  input: PolicyInput,
  subject: Subject,
  particulars: Particulars,
  to: string,
): boolean {
  if (!madeFrom(subject).every((one) => one === input.self)) return false;
  return !isForbidden(input, subject, particulars, to);
}

/** Minutes that what may go waits before it does: any grant that lets it go at once, or sooner than others, decides. */
export function referenceHold(
  input: PolicyInput,
  subject: Subject,
  particulars: Particulars,
  to: string,
): number {
  if (subject.kind === "warning") return 0;
  const holds = grantsCovering(input, subject, particulars, to).map(({ hold }) => {
    if (hold === "second-person") return Infinity;
    return hold === undefined || hold === "none" ? 0 : hold.minutes;
  });
  return holds.sort((a, b) => (a < b ? -1 : 1))[0]!;
}

/** By its label or a red line, whatever grants say. */
function isForbidden(
  input: PolicyInput,
  subject: Subject,
  particulars: Particulars,
  to: string,
): boolean {
  const { self } = input;
  const { label, originator } = subject;
  if (to === self || to === originator || !input.partners.includes(to)) return true;
  if (label.release === "none") return true;
  if (label.release === "listed" && !(particulars.recipients ?? []).includes(to)) return true;
  const ids = [...new Set(input.versions.map((version) => version.form.id))];
  for (const id of ids) {
    for (const drawer of input.partners) {
      for (const line of standsBy(input, id, drawer)?.redLines ?? []) {
        if (line.by !== drawer || !forbids(line, subject, to)) continue;
        if (
          isWarning(input, subject) &&
          ids.some((one) => mustWarn(input, one, [self, to, drawer]))
        )
          continue;
        if (isBound(input, id, drawer, line)) return true;
      }
    }
  }
  if (originator !== self && !label.originatorControl) {
    const came = ids.some((id) =>
      (standsBy(input, id, originator)?.grants ?? []).some(
        (grant) =>
          isInForce({ ...input, self: originator }, id, grant, self) &&
          isCovered(grant, subject, particulars) &&
          (grant.reshare === "any" ||
            (grant.reshare === "parties" && isFellowOf(input, id, originator, to))),
      ),
    );
    if (!came) return true;
  }
  return false;
}

function isWarning({ self }: PolicyInput, subject: Subject): boolean {
  return subject.kind === "warning" && madeFrom(subject).every((one) => one === self);
}

/** Whether all of these have joined one charter and each stands by a version of it that has the duty to warn. */
function mustWarn(input: PolicyInput, id: string, all: string[]): boolean {
  const charter = standsBy(input, id, all[0]!);
  if (charter?.coalition === undefined) return false;
  return all.every(
    (one) =>
      isJoined(input, id, charter, one) && standsBy(input, id, one)!.coalition!.dutyToWarn === true,
  );
}

function grantsCovering(
  input: PolicyInput,
  subject: Subject,
  particulars: Particulars,
  to: string,
): Grant[] {
  const { self } = input;
  const { label } = subject;
  const isOurs = madeFrom(subject).every((one) => one === self);
  const found: Grant[] = [];
  const ids = [...new Set(input.versions.map((version) => version.form.id))];
  for (const id of ids) {
    const alongside = isOurs && goesWithWarnings(subject) && label.caveats.length === 0;
    if (alongside && mustWarnEachOther(input, id, to)) found.push({ id: "duty-to-warn" });
    for (const grant of standsBy(input, id, self)?.grants ?? []) {
      if (!isInForce(input, id, grant, to)) continue;
      if (!isCovered(grant, subject, particulars)) continue;
      if (isOurs) found.push(grant);
      else if (label.originatorControl) {
        if ((particulars.consents ?? []).includes(to)) found.push(grant);
      } else if (mayPassOn(input, id, grant, subject)) found.push(grant);
    }
  }
  return found;
}

/** Warnings, and what goes only where something goes that needs it. */
function goesWithWarnings({ kind }: Subject): boolean {
  return kind === "warning" || goesAlong.includes(kind);
}

/** The duty, as a grant of two: each by a version that names the other. */
function mustWarnEachOther(input: PolicyInput, id: string, to: string): boolean {
  const { self } = input;
  if (!mustWarn(input, id, [self, to])) return false;
  return (
    standsBy(input, id, self)!.parties.includes(to) &&
    standsBy(input, id, to)!.parties.includes(self)
  );
}

/** All whose records are in it. */
function madeFrom({ originator, label }: Subject): string[] {
  return [originator, ...(label.originators ?? [])];
}

/** The version that a party's latest word stands by, if it lists the party and this is its time. */
function standsBy(input: PolicyInput, id: string, party: string): AgreementForm | null {
  const words = input.signatures
    .filter((word) => word.agreement === id && word.by === party)
    .sort((a, b) => a.at - b.at);
  const version = lastSigned(input.versions, id, words);
  if (version === null) return null;
  const { form } = version;
  if (!form.parties.includes(party)) return null;
  if (input.at < Date.parse(form.from)) return null;
  if (form.until !== null && input.at >= Date.parse(form.until)) return null;
  return form;
}

function lastSigned(
  versions: readonly AgreementVersion[],
  id: string,
  words: PolicyInput["signatures"],
): AgreementVersion | null {
  const last = words.at(-1);
  if (last === undefined) return null;
  const earlier = lastSigned(versions, id, words.slice(0, -1));
  if (last.act === "sign") {
    const meant = versions.find(
      ({ form, modified }) => form.id === id && modified === last.version,
    );
    return meant ?? earlier;
  }
  if (last.act === "refuse" && earlier !== null && last.version > earlier.modified) return earlier;
  return null;
}

function isJoined(input: PolicyInput, id: string, charter: AgreementForm, party: string): boolean {
  const lead = standsBy(input, id, charter.coalition!.lead);
  const own = standsBy(input, id, party);
  if (lead === null || own === null) return false;
  for (const form of [lead, own]) {
    if (form.coalition === undefined) return false;
    if (form.coalition.id !== charter.coalition!.id) return false;
    if (form.coalition.lead !== charter.coalition!.lead) return false;
  }
  return lead.parties.includes(party);
}

function isInForce(input: PolicyInput, id: string, grant: Grant, to: string): boolean {
  const own = standsBy(input, id, input.self)!;
  const theirs = standsBy(input, id, to);
  if (theirs === null || !theirs.grants.some((other) => same(other, grant))) return false;
  if (!own.parties.includes(to) || !theirs.parties.includes(input.self)) return false;
  if (grant.from !== undefined && !grant.from.includes(input.self)) return false;
  if (grant.to !== undefined && !grant.to.includes(to)) return false;
  if (own.coalition === undefined) return theirs.coalition === undefined;
  return isJoined(input, id, own, input.self) && isJoined(input, id, own, to);
}

function isCovered(grant: Grant, { kind, label }: Subject, { areas }: Particulars): boolean {
  if (grant.kinds !== undefined) {
    if (grant.kinds.length === 0) return false;
    if (!goesAlong.includes(kind) && !grant.kinds.includes(kind)) return false;
  }
  if (grant.topics !== undefined) {
    if (label.topics.length === 0 || label.beyondTopics) return false;
    for (const topic of label.topics) if (!grant.topics.includes(topic)) return false;
  }
  if (grant.upTo !== undefined && !isAtMost(label.classification, grant.upTo)) return false;
  for (const caveat of label.caveats) if (!(grant.caveats ?? []).includes(caveat)) return false;
  if (grant.within !== undefined) {
    if (areas.length === 0) return goesAlong.includes(kind);
    for (const area of areas) if (!isInBox(area, grant.within.coordinates)) return false;
  }
  return true;
}

function mayPassOn(input: PolicyInput, id: string, grant: Grant, subject: Subject): boolean {
  const own = standsBy(input, id, input.self)!;
  const { label } = subject;
  if (grant.reshare === undefined || grant.reshare === "none") return false;
  const isFellow = madeFrom(subject).every((one) => isFellowOf(input, id, input.self, one));
  if (grant.reshare === "parties" && !isFellow) return false;
  if (label.reshare === "any") return true;
  return label.reshare === "coalition" && own.coalition !== undefined && isFellow;
}

/** Whether `one` is a party too, as `giver` sees it: under a charter a joined member. */
function isFellowOf(input: PolicyInput, id: string, giver: string, one: string): boolean {
  const own = standsBy(input, id, giver)!;
  return own.coalition === undefined
    ? own.parties.includes(one) && standsBy(input, id, one) !== null
    : isJoined(input, id, own, one);
}

function forbids(line: RedLine, subject: Subject, to: string): boolean {
  const { kind, label } = subject;
  if (line.to !== undefined && !line.to.includes(to)) return false;
  if (line.origin !== undefined) {
    if (!madeFrom(subject).some((one) => line.origin!.includes(one))) return false;
  }
  if (line.kinds !== undefined && !line.kinds.includes(kind)) return false;
  if (line.topics !== undefined) {
    if (!label.topics.some((topic) => line.topics!.includes(topic))) return false;
  }
  return line.atLeast === undefined || isAtMost(line.atLeast, label.classification);
}

function isBound(input: PolicyInput, id: string, drawer: string, line: RedLine): boolean {
  const { self } = input;
  if (drawer === self) return true;
  const own = standsBy(input, id, self);
  if (own?.redLines.some((other) => same(other, line))) return true;
  const charter = standsBy(input, id, drawer)!;
  if (charter.coalition?.lead !== drawer) return false;
  if (!isJoined(input, id, charter, self)) return false;
  const members = input.partners.filter((partner) => isJoined(input, id, charter, partner));
  return charter.coalition.powers.some((power) => {
    const everywhere = members.every((member) =>
      standsBy(input, id, member)!.coalition!.powers.some((other) => same(other, power)),
    );
    if (!everywhere) return false;
    for (const field of ["origin", "to", "kinds", "topics"] as const) {
      const limit = power[field];
      if (limit === undefined) continue;
      const list = line[field];
      if (list === undefined || !list.every((one) => limit.includes(one))) return false;
    }
    return true;
  });
}

function isAtMost(level: string, bound: string): boolean {
  return levels.indexOf(level) <= levels.indexOf(bound);
}

function isInBox(area: Geometry, rings: unknown): boolean {
  const [x, y] = area.coordinates as [number, number];
  const corners = (rings as number[][][])[0]!;
  const xs = corners.map((corner) => corner[0]!);
  const ys = corners.map((corner) => corner[1]!);
  return (
    x >= Math.min(...xs) && x <= Math.max(...xs) && y >= Math.min(...ys) && y <= Math.max(...ys)
  );
}

/** The same content, whatever the order of its fields. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  if (Array.isArray(a) !== Array.isArray(b) || left.length !== right.length) return false;
  return left.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]));
}
