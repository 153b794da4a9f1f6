import { dateTimeGroup } from "../../../domain/time.ts";
import { type ListedRequest, listRequests } from "../../requests/list-requests.ts";
import type { Facts } from "./facts.ts";
import type { SectionMaker } from "./sections.ts";
import { fill } from "./words.ts";

/** More than a report can hold. */
const most = 50;

/** What is open of what was asked, offered, answered or due in the period, or is overdue at its end. */
export const requestsSection: SectionMaker = {
  id: "requests",
  released: false,
  async say(facts) {
    const requests = await openRequests(facts);
    return {
      lines: requests.map((request) => lineOf(facts, request)),
      sources: requests.map(({ id }) => id),
    };
  },
};

export async function openRequests({ desk, viewer, from, until }: Facts): Promise<ListedRequest[]> {
  const { requests } = await listRequests(desk, viewer, {
    ...{ state: "open", concerning: { from, until }, limit: most },
  });
  return requests;
}

function lineOf(
  { words, text, partner }: Facts,
  { number, kind, name, originator, due, overdue }: ListedRequest,
): string {
  const remarks = [
    fill(kind === "offer" ? words.offer : words.request, { partner: partner(originator) }),
    due === null ? null : fill(words.due, { due: dateTimeGroup(Date.parse(due)) }),
    overdue ? words.overdue : null,
  ].filter((remark) => remark !== null);
  return `${number} – ${text(name)} (${remarks.join(words.list)})`;
}
