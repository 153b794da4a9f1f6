import type { Grant } from "../../src/domain/agreement.ts";
import { supportKinds } from "../../src/domain/kinds.ts";
import { all, any, oneOf, onlyOf, quoted } from "./text.ts";
import { levels } from "./levels.ts";

/** What a grant asks of a record, as a Cedar expression. Names are those that the explanation speaks of. */
export interface Asked {
  condition: `grant-${string}`;
  holds: string;
}

/** Nothing of others is in it. */
export const isOwn = "[context.giver].containsAll(context.originators)";
const isSupport = oneOf(supportKinds, "context.kind");

/** `ofFellows`: an expression, whether all originators are parties too, or under a charter members. */
export function conditionsOf(
  grant: Grant,
  id: string,
  isCharter: boolean,
  ofFellows: string,
): Asked[] {
  const found: Asked[] = [];
  const ask = (condition: Asked["condition"], holds: string) =>
    found.push({ condition, holds: `(${holds})` });
  // A grant that holds covers like any other: how long an entry waits stands beside the decision.
  const { within, ...covers } = coverageOf(grant, id);
  found.push(...Object.values(covers));
  // Own records are not passed on; under originator control the consent counts, whatever re-sharing says.
  const passedOn = (holds: string) => any([isOwn, "context.originatorControl", holds]);
  const reshare = grant.reshare ?? "none";
  // The duty to warn is of one's own warnings.
  if (grant.id === "duty-to-warn") ask("grant-reshare", isOwn);
  else if (reshare === "none") ask("grant-reshare", passedOn("false"));
  else {
    if (reshare === "parties") ask("grant-reshare-parties", passedOn(ofFellows));
    const inside = isCharter ? ofFellows : "false";
    ask("grant-reshare-coalition", passedOn(any([`context.reshare != "coalition"`, inside])));
  }
  if (within) found.push(within);
  return found;
}

/** What a grant asks of a record whoever gives it. */
export function coverageOf(grant: Grant, id: string): Record<string, Asked> {
  const found: Record<string, Asked> = {};
  const ask = (condition: Asked["condition"], holds: string) => {
    found[condition.slice("grant-".length)] = { condition, holds: `(${holds})` };
  };
  const { kinds, topics, upTo, within } = grant;
  // Support kinds are not limited by kinds, but an empty list means nothing.
  if (kinds) {
    const holds = kinds.length === 0 ? "false" : any([isSupport, oneOf(kinds, "context.kind")]);
    ask("grant-kinds", holds);
  }
  if (topics) {
    ask("grant-no-topic", "!context.topics.isEmpty()");
    ask("grant-topics", onlyOf(topics, "context.topics"));
    ask("grant-beyond-topics", "!context.beyondTopics");
  }
  if (upTo) ask("grant-up-to", `context.level <= ${levels.indexOf(upTo)}`);
  ask("grant-caveats", onlyOf(grant.caveats ?? [], "context.caveats"));
  if (within) {
    // A support record without an area goes where the record goes that needs it.
    const holds = any([
      all(["context.areas == 0", isSupport]),
      all(["context.areas > 0", `context.inside.contains(${quoted(id)})`]),
    ]);
    ask("grant-within", holds);
  }
  return found;
}
