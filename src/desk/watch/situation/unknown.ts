import type { AwaitedAfter } from "../../../domain/request.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import { listPartners } from "../../list-partners.ts";
import type { Facts } from "./facts.ts";
import { openRequests } from "./requests.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** Whom we do not hear, what nobody can judge, which answers are missing. */
export const unknownSection: SectionMaker = {
  id: "unknown",
  released: "never",
  async say(facts) {
    const { words, records } = facts;
    const lines = [...(await unheard(facts)), ...(await unanswered(facts))];
    const unjudged = records.filter(({ grade }) => grade?.[1] === "6");
    if (unjudged.length > 0) lines.push(fill(words.notJudged, { count: unjudged.length }));
    return { lines: [...lines, words.mayHoldMore] };
  },
};

async function unheard({ desk, viewer, links, words, lang }: Facts): Promise<string[]> {
  const partners = await listPartners(desk, viewer, links);
  return partners
    .filter(({ self, link }) => !self && (link.state === "down" || link.state === "unknown"))
    .map(({ name, link: { lastExchange } }) =>
      lastExchange === null
        ? fill(words.neverContact, { partner: name[lang] })
        : fill(words.noContact, {
            ...{ partner: name[lang], since: dateTimeGroup(Date.parse(lastExchange)) },
          }),
    );
}

async function unanswered(facts: Facts): Promise<string[]> {
  const { words, partner } = facts;
  return (await openRequests(facts)).flatMap(({ number, due, answers }) =>
    answers
      .filter(({ overdue }) => overdue)
      .map((answer) =>
        fill(words.awaited[(answer.state ?? "nothing") as AwaitedAfter], {
          ...{ partner: partner(answer.partner), number },
          due: due === null ? "" : dateTimeGroup(Date.parse(due)),
        }),
      ),
  );
}
