import type { Figures } from "./measure.ts";
import type { Reference } from "./reference.ts";
import { rounded } from "./statistics.ts";
import type { Line } from "./table.ts";

/** What the project wants to keep, beside what came out. */
export function linesOf(figures: Figures): Line[] {
  const { idle, latency, tasks, decide, post, get, loaded, reopened, query, clashes } = figures;
  const { catchUp, preview } = figures;
  const full = `at ${post.objects.toLocaleString("en")}`;
  const rate = (what: string, figure: number, least: number | null): Line => {
    return { what, figure, unit: "objects/s", target: least === null ? null : { least } };
  };
  const bound = (what: string, figure: number, unit: string, most: number | null): Line => {
    return { what, figure, unit, target: most === null ? null : { most } };
  };
  const { firstPageMs, lastPageMs } = get.ends;
  return [
    rate("TAXII POST, empty store", post.first, 8_000),
    rate(`TAXII POST, ${full}`, post.last, 5_000),
    bound("  processor time of the node", post.processorUs, "µs/object", null),
    rate("TAXII GET, first reading", get.first.objectsPerSecond, null),
    rate("TAXII GET, read again", get.again.objectsPerSecond, 100_000),
    bound("  processor time of the node", get.processorUs, "µs/object", null),
    bound("  last page to first page", rounded(lastPageMs / firstPageMs), "×", 1.2),
    rate(
      `catch-up of a partner, ${catchUp.objects.toLocaleString("en")} objects`,
      catchUp.objectsPerSecond,
      6_000,
    ),
    bound("  processor time of the node that gives", catchUp.giverUs, "µs/object", null),
    bound("  processor time of the partner", catchUp.partnerUs, "µs/object", null),
    bound("report to partner's event, p50", latency.p50Ms, "ms", 25),
    bound("report to partner's event, p99", latency.p99Ms, "ms", 150),
    bound("proposal to partner's commitment, p50", tasks.p50Ms, "ms", null),
    bound("proposal to partner's commitment, p99", tasks.p99Ms, "ms", 400),
    bound(`newest 100 in a box, ${full}, p99`, query.p99Ms, "ms", 10),
    {
      ...{ what: "decide and explain, 60 partners", figure: decide.triples, unit: "triples/s" },
      target: { least: 3_000_000 },
    },
    bound("  audience decided before", decide.audienceUs, "µs", 0.1),
    {
      ...{ what: "  Cedar called directly, to compare", figure: decide.cedar, unit: "decisions/s" },
      target: null,
    },
    bound("changed task, 10,000 parts, 100,000 places, p99", clashes.changedP99Ms, "ms", 20),
    bound("  median", clashes.changedMedianMs, "ms", null),
    bound("all pairs of 10,000 parts", clashes.allPairsMs, "ms", 3_000),
    bound("  memory of a part", clashes.partKb, "KB", null),
    bound("  memory of a part, of half as many", clashes.partKbAtHalf, "KB", null),
    bound("  memory of a protected place", clashes.placeKb, "KB", null),
    bound(
      `preview of a changed charter of ${preview.partners}, ${full}`,
      preview.medianMs,
      "ms",
      1_000,
    ),
    bound("  processor time of the node", preview.processorMs, "ms", null),
    bound("idle node, resident", idle.residentMb, "MB", 150),
    bound(`node ${full}, resident`, reopened.residentMb, "MB", 350),
    bound(`node ${full}, ready after`, reopened.readyMs, "ms", 3_000),
    bound("  a while after the load, resident", loaded.restedMb, "MB", 350),
    bound("  at most under the load, resident", loaded.peakMb, "MB", null),
  ];
}

/** Figures in proportion to what the machine did in the same minutes: these can be compared between machines. */
export function ratiosOf({ post, get }: Figures, { verify, insert }: Reference) {
  return {
    postEmptyToVerify: rounded(post.first / verify),
    postFullToVerify: rounded(post.last / verify),
    postEmptyToInsert: rounded(post.first / insert),
    getToInsert: rounded(get.again.objectsPerSecond / insert),
  };
}
