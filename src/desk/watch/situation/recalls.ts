import { isContentKind, type Kind, kindNames } from "../../../domain/kinds.ts";
import type { StixId } from "../../../domain/stix.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import { sees } from "../../viewer.ts";
import type { Facts } from "./facts.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** More than is ever taken back in a day. */
const most = 1000;

/** What was taken back, by us from partners and by others here: nothing of what it said. */
export const recallsSection: SectionMaker = {
  id: "recalls",
  released: "never",
  async say(facts) {
    const { desk, from, until } = facts;
    const own = [...desk.recalled].flatMap(([id, { at, reason }]) =>
      at >= from && at < until ? [{ id, at, reason, own: true }] : [],
    );
    const others = await desk.store.withdrawals(from, until, most);
    const all = [...own, ...others.map((one) => ({ ...one, own: false }))];
    const lines: string[] = [];
    for (const recall of all.toSorted((a, b) => a.at - b.at)) {
      const line = await lineOf(facts, recall);
      if (line !== null) lines.push(line);
    }
    return { lines };
  },
};

async function lineOf(
  { desk, viewer, words, partner, lang }: Facts,
  { id, at, reason, own }: { id: StixId; at: number; reason: string; own: boolean },
): Promise<string | null> {
  const record = await desk.store.record(id);
  if (!record || !isContentKind(record.kind) || !sees(desk, viewer, record)) return null;
  const said = fill(own ? words.recalledByUs : words.recalledBy, {
    ...{ partner: partner(record.originator), kind: kindNames[record.kind as Kind][lang] },
    ...{ id: id.slice(id.indexOf("--") + 2, id.indexOf("--") + 10), reason },
  });
  return `${dateTimeGroup(at)} – ${said}`;
}
