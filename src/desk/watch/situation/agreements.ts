import { dateTimeGroup } from "../../../domain/time.ts";
import { listAgreements } from "../../agreements.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** What parties said of agreements, and new versions. Parties alone may know of them: it stays here. */
export const agreementsSection: SectionMaker = {
  id: "agreements",
  released: "never",
  say({ desk, from, until, words, text, partner }) {
    const said: { at: number; line: string }[] = [];
    for (const { form, proposer, modified, signatures } of listAgreements(desk)) {
      const title = text(form.title);
      const tell = (at: number, what: string, by: string) =>
        said.push({ at, line: `${title} – ${fill(what, { partner: partner(by) })}` });
      tell(modified, words.proposed, proposer);
      for (const { at, act, by } of signatures) tell(at, words.acts[act], by);
    }
    const lines = said
      .filter(({ at }) => at >= from && at < until)
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, line }) => `${dateTimeGroup(at)} – ${line}`);
    return { lines };
  },
};
