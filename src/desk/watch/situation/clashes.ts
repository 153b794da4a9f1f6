import { clashKindNames } from "../../../deconflict/clash.ts";
import type { Text } from "../../../domain/bilingual.ts";
import { unlistedIsProtected } from "../../../domain/protected-place.ts";
import type { StixId } from "../../../domain/stix.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import { listed } from "../../list-records.ts";
import { type ListedClash, listClashes } from "../../tasks/list-clashes.ts";
import type { Facts } from "./facts.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** More than a report can hold. */
const most = 50;

/** Clashes that nobody has dealt with yet. Found from what only this node may know: they stay here. */
export const clashesSection: SectionMaker = {
  id: "clashes",
  released: "never",
  async say(facts) {
    const { desk, viewer, lang, words } = facts;
    const { clashes, count } = await listClashes(desk, viewer, { state: "open", limit: most });
    const names = await namesOf(facts, clashes);
    const lines = counted(
      facts,
      clashes.map((clash) => lineOf(facts, clash, names)),
    );
    if (count === 0) lines.push(words.nothing);
    if (count > most) lines.push(fill(words.more, { count: count - most }));
    return { lines: [...lines, unlistedIsProtected[lang]] };
  },
};

/** Lines that say the same stand once, with how many they are. */
function counted({ words }: Facts, lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) =>
    count === 1 ? line : fill(words.times, { line, count }),
  );
}

function lineOf(
  { words, lang, partner, text }: Facts,
  { kind, owner, parts, from, until, metres, compared }: ListedClash,
  names: ReadonlyMap<StixId, Text>,
): string {
  const between = parts
    .map(({ id, performer }) =>
      fill(words.partOf, { name: text(names.get(id) ?? {}), partner: partner(performer) }),
    )
    .sort();
  const remarks = [
    metres !== null && fill(words.metres, { metres }),
    !compared && words.notCompared,
    owner !== null && fill(words.owner, { partner: partner(owner) }),
  ].filter((remark) => remark !== false);
  const window = `${dateTimeGroup(Date.parse(from))}–${dateTimeGroup(Date.parse(until))}`;
  const last = remarks.length > 0 ? ` (${remarks.join(words.list)})` : "";
  return `${window} – ${clashKindNames[kind][lang]}: ${between.join(words.and)}${last}`;
}

async function namesOf(
  { desk, viewer }: Facts,
  clashes: readonly ListedClash[],
): Promise<Map<StixId, Text>> {
  const ids = new Set(clashes.flatMap(({ parts }) => parts.map(({ id }) => id)));
  const rows = [...ids].flatMap((id) => desk.live.get(id)?.row ?? []);
  const parts = await listed(desk, viewer, await desk.store.byRows(rows), "reported");
  return new Map(parts.map(({ id, name }) => [id, name]));
}
