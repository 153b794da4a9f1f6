import type { Bilingual } from "../../../src/domain/bilingual.ts";
import type { ListedRead } from "../../../src/desk/list-reads.ts";

/** What an entry of the log of reads says besides who, how and which records: a text of the page and what is filled into it. */
export type Fact = readonly [name: FactName, values?: Record<string, string>];

type Act =
  | "add"
  | "change"
  | "suspend"
  | "password"
  | "sessions"
  | "backup"
  | "introduction-accept"
  | "introduction-drop";

export type FactName =
  | `act.${Act}`
  | "searched"
  | "area"
  | "from"
  | "until"
  | "partners"
  | "kinds"
  | "topics"
  | "history"
  | "places"
  | "import"
  | "placeRemoved"
  | "situationReport"
  | "bundle"
  | "quarantined"
  | "ofPerson"
  | "carried";

/** How the page writes what an entry names by an id or a code. */
export interface Words {
  partner(id: string): string;
  kind(id: string): string;
  topic(id: string): string;
  role(id: string): string;
  level(id: string): string;
  /** ms UTC. */
  moment(at: number): string;
  list(items: readonly string[]): string;
  own(text: Partial<Bilingual> | string): string;
  number(value: number): string;
}

/** What it says, in the order in which a person reads it; empty where the query is missing or of a kind not known here. */
export function factsOf({ how, query }: Pick<ListedRead, "how" | "query">, words: Words): Fact[] {
  const said = read(query);
  if (Array.isArray(said)) return [["quarantined", { count: words.number(said.length) }]];
  if (how === "administered") return actOf(said, words);
  if (how === "carried-over") return [["carried", { count: words.number(Number(said["lines"])) }]];
  return Object.entries(said).flatMap(([name, value]): Fact[] => {
    const fact = asked[name]?.(value, words);
    return fact ? [fact] : [];
  });
}

const listOf =
  (name: FactName, word: "partner" | "kind" | "topic") => (ids: unknown, words: Words) =>
    [name, { list: words.list((ids as string[]).map((id) => words[word](id))) }] as Fact;
const alone = (name: FactName) => (): Fact => [name];

const asked: Record<string, (value: unknown, words: Words) => Fact | null> = {
  q: (q) => (String(q).trim() ? ["searched", { words: String(q) }] : null),
  bbox: alone("area"),
  from: (at, { moment }) => ["from", { time: moment(Number(at)) }],
  to: (at, { moment }) => ["until", { time: moment(Number(at)) }],
  partners: listOf("partners", "partner"),
  kinds: listOf("kinds", "kind"),
  topics: listOf("topics", "topic"),
  history: alone("history"),
  protectedPlaces: alone("places"),
  protectedImport: alone("import"),
  situationReport: alone("situationReport"),
  partner: (id, { partner }) => ["bundle", { partner: partner(String(id)) }],
  person: (name) => ["ofPerson", { name: String(name) }],
  name: (name, { own }) => ["placeRemoved", { name: own(name as Partial<Bilingual>) }],
};

function actOf(said: Record<string, unknown>, words: Words): Fact[] {
  const { act, name, partner, lead, clearance, role, disabled } = said as Record<string, string> & {
    clearance?: { upTo: string; caveats: "all" | string[] };
    disabled?: boolean;
  };
  const values = {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role: words.role(role) }),
    ...(clearance && { level: words.level(clearance.upTo) }),
    ...(partner !== undefined && { partner: words.partner(partner) }),
    ...(lead !== undefined && { lead: words.partner(lead) }),
  };
  if (act === "change" && disabled) return [["act.suspend", values]];
  return acts.includes(act as Act) ? [[`act.${act as Act}`, values]] : [];
}

const acts: readonly Act[] = [
  ...(["add", "change", "password", "sessions", "backup"] as const),
  ...(["introduction-accept", "introduction-drop"] as const),
];

function read(query: string | null): Record<string, unknown> {
  try {
    return (JSON.parse(query ?? "{}") ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
