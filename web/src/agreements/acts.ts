import type { ListedAgreement, ListedSignature } from "../api/shapes.ts";

/** What a partner may say of an agreement now, and what others said that stands in its way. */
export interface Acts {
  /** The latest version waits for its word, or was refused by it before. */
  sign: boolean;
  refuse: boolean;
  suspend: boolean;
  /** It suspended what it gave under the latest version: a signature lifts that. */
  resume: boolean;
  end: boolean;
  /** Instead of ending it: it is a coalition's charter, which goes on without this member, since another one leads it. */
  leave: boolean;
  /** The words of others by which nothing flows: refused, suspended, ended. Each party's latest alone. */
  against: ListedSignature[];
  /** Its own latest word. */
  own: ListedSignature | null;
}

export function actsOf(
  { form, modified, state, awaiting, signatures }: Listed,
  party: string,
): Acts {
  const last = lastWords(signatures);
  const own = last.find(({ by }) => by === party) ?? null;
  const given = givenWord(signatures, party);
  const isParty = form.parties.includes(party);
  const isAwaited = isParty && awaiting.includes(party);
  const refused = own?.act === "refuse" && own.version === modified;
  // Signing lifts what this party ended itself.
  const ended = own?.act === "end" || own?.act === "leave";
  const gives = given?.act === "sign";
  const suspended = own?.act === "suspend" && own.version === modified;
  // Who suspended while a newer version waited for its word never stood by that one.
  const resume =
    suspended &&
    signatures.some(({ by, act, version }) => {
      return by === party && act === "sign" && version === modified;
    });
  const withdraws = own?.act === "suspend" || (gives && state !== "ended" && state !== "expired");
  const isLed = form.coalition !== undefined && form.coalition.lead !== party;
  return {
    sign: isParty && (isAwaited || refused || ended || (suspended && !resume)),
    refuse: isAwaited,
    suspend: gives && state === "in-force",
    resume,
    end: withdraws && !isLed,
    leave: withdraws && isLed,
    against: last.filter(({ by, act, version }) => {
      if (by === party || act === "sign") return false;
      return act !== "refuse" || version === modified;
    }),
    own,
  };
}

type Listed = Pick<ListedAgreement, "form" | "modified" | "state" | "awaiting" | "signatures">;

/** A party's latest word on what it gives: to refuse a version newer than the one it stands by leaves that one standing. */
function givenWord(signatures: readonly ListedSignature[], party: string): ListedSignature | null {
  let given: ListedSignature | null = null;
  const words = signatures.filter(({ by }) => by === party);
  for (const word of words.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const leaves =
      word.act === "refuse" &&
      given?.act === "sign" &&
      Date.parse(word.version) > Date.parse(given.version);
    if (!leaves) given = word;
  }
  return given;
}

/** Each party's latest word, newest first. */
function lastWords(signatures: readonly ListedSignature[]): ListedSignature[] {
  const last = new Map<string, ListedSignature>();
  for (const word of signatures) {
    const before = last.get(word.by);
    if (!before || Date.parse(before.at) <= Date.parse(word.at)) last.set(word.by, word);
  }
  return [...last.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
