import { dateTimeGroup } from "../../../domain/time.ts";
import { type ListedRequest, listRequests } from "../../requests/list-requests.ts";
import type { LiveRecord } from "../../live-records.ts";
import type { Facts } from "./facts.ts";
import { linesOf, lookedThrough } from "./lines.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** `whole`: all that was answered may be told, and so that something was not. */
interface Told {
  request: ListedRequest;
  answers: LiveRecord[];
  whole: boolean;
}

/** What is open of what was asked, offered, answered or due in the period, or is overdue at its end. */
export const requestsSection: SectionMaker = {
  id: "requests",
  released: false,
  async say(facts) {
    const { live } = facts.desk;
    const requests: Told[] = [];
    for (const request of await openRequests(facts)) {
      const [record] = await facts.mayTell([live.get(request.id)!]);
      if (!record) continue;
      const all = live.referring(request.id, "request-answer");
      const answers = await facts.mayTell(all);
      requests.push({ request, answers, whole: answers.length === all.length });
    }
    return {
      lines: linesOf(facts, requests, (told) => lineOf(facts, told)),
      sources: requests.flatMap(({ request, answers }) => [
        request.id,
        ...answers.map(({ id }) => id),
      ]),
    };
  },
};

export async function openRequests({ desk, viewer, from, until }: Facts): Promise<ListedRequest[]> {
  const { requests } = await listRequests(desk, viewer, {
    ...{ state: "open", concerning: { from, until }, limit: lookedThrough },
  });
  return requests;
}

function lineOf(
  { words, text, partner }: Facts,
  { request: { number, kind, name, originator, due, overdue }, whole }: Told,
): string {
  const remarks = [
    fill(kind === "offer" ? words.offer : words.request, { partner: partner(originator) }),
    due === null ? null : fill(words.due, { due: dateTimeGroup(Date.parse(due)) }),
    overdue && whole ? words.overdue : null,
  ].filter((remark) => remark !== null);
  return `${number} – ${text(name)} (${remarks.join(words.list)})`;
}
