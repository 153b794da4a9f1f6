import { clears } from "../../../domain/clearance.ts";
import { seriesOf } from "../../../domain/journal.ts";
import type { PartnerId } from "../../../domain/partner.ts";
import { dateTimeGroup } from "../../../domain/time.ts";
import { AppError } from "../../../errors.ts";
import type { Desk } from "../../desk.ts";
import { readLast, type SituationReport, type SituationSection } from "../../documents.ts";
import type { LinkWord } from "../../list-partners.ts";
import type { Viewer } from "../../viewer.ts";
import { idAfter, watchTurn } from "../watch-points.ts";
import { exceeded } from "../write-entry.ts";
import { collectFacts, type Facts, type Scope } from "./facts.ts";
import { commitReport, type ListedSituationReport, shown } from "./keep-report.ts";
import { type SectionMaker, sectionMakers } from "./sections.ts";
import { fill } from "./words.ts";

export type SituationOrder = Omit<Scope, "afterRow">;

const dayMs = 24 * 3600_000;
const longestMs = 31 * dayMs;

/** So many of the latest are looked through for the one before. */
const lookedAt = 50;

/**
 * Makes a draft of what this node knows of a period, within a label that the person chooses. Errors: request-invalid,
 * clearance-exceeded, partner-unknown, situation-report-too-large.
 */
export async function makeSituationReport(
  desk: Desk,
  person: Viewer,
  order: SituationOrder,
  links: ReadonlyMap<PartnerId, LinkWord>,
): Promise<ListedSituationReport> {
  checkOrder(desk, person, order);
  return desk.turns.whole(watchTurn, async () => {
    const latest = await readLast(desk.store, "situation-report", lookedAt);
    const lastRow = await desk.store.lastRow();
    const before = latest.find(([, report]) => isOfOneSeries(report, order))?.[1];
    const scope = { ...order, afterRow: before?.lastRow ?? 0 };
    const facts = await collectFacts(desk, person, scope, links);
    const sections: SituationSection[] = [];
    for (const maker of sectionMakers) sections.push(await sectionOf(facts, maker));
    const made = { by: person.name, at: desk.clock() };
    const { lang, from, until, label, releasableTo } = facts;
    const report: SituationReport = {
      ...{ version: 1, lang, from, until, label, releasableTo: [...releasableTo] },
      title: titleOf(facts),
      ...{ sections, sources: facts.records.map(({ id }) => id) },
      ...{ made, saved: made, lastRow, released: null },
    };
    const id = idAfter(latest[0]?.[0], made.at);
    await commitReport(desk, person, id, report);
    return shown(desk, person, id, report);
  });
}

function titleOf({ words, from, until }: Facts): string {
  const title = until - from === dayMs ? words.title : words.titleOfPeriod;
  return fill(title, { from: dateTimeGroup(from), until: dateTimeGroup(until) });
}

/** What a report told of is late for none of the same label and for the same partners. */
function isOfOneSeries(report: SituationReport, { label, releasableTo }: SituationOrder): boolean {
  const partners = (all: readonly string[]) => all.toSorted().join();
  return (
    seriesOf(report.label) === seriesOf(label) &&
    partners(report.releasableTo) === partners(releasableTo)
  );
}

async function sectionOf(facts: Facts, maker: SectionMaker): Promise<SituationSection> {
  const { lines, sources = [] } = await maker.say(facts);
  const { words } = facts;
  const text = lines.length === 0 ? words.nothing : lines.map((line) => `- ${line}`).join("\n");
  const { id, released } = maker;
  return { id, heading: words.headings[id], text, released, sources };
}

function checkOrder(desk: Desk, person: Viewer, order: SituationOrder): void {
  const { from, until, label, releasableTo } = order;
  if (!clears(person.clearance, label)) throw exceeded(label);
  if (from >= until || until - from > longestMs) {
    throw new AppError("request-invalid", {
      reason: "the period ends before it begins, or is longer than 31 days",
      reason_ar: "المدة تنتهي قبل أن تبدأ أو تزيد على 31 يوماً",
    });
  }
  const stranger = releasableTo.find((partner) => !desk.partners.has(partner));
  if (stranger !== undefined) throw new AppError("partner-unknown", { partner: stranger });
}
