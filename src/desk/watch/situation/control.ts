import { controlOf, eventLine, recordOf } from "./events.ts";
import type { Facts } from "./facts.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** Who held which settlement before, and who since. */
export const controlSection: SectionMaker = {
  id: "control",
  released: true,
  say: (facts) => ({ lines: facts.records.flatMap((record) => changeOf(facts, record) ?? []) }),
};

function changeOf(facts: Facts, record: Facts["records"][number]): string | null {
  const { words, text } = facts;
  const control = controlOf(record);
  if (control === undefined) return null;
  const { place } = recordOf(record);
  const holders = (all: typeof control.from) => all.map(({ name }) => text(name)).join(words.and);
  const what = fill(words.control[control.state], {
    ...{ place: text(place ?? record.name), from: holders(control.from), to: holders(control.to) },
  });
  return eventLine(facts, record, what);
}
