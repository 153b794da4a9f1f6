import type { TextKey } from "../../text/en.ts";

export interface Topic {
  name: "picture" | "report" | "exchange" | "tasks" | "agreements" | "watch" | "admin";
  href: string;
  lines: readonly TextKey[];
}

/** What is told of each part of the page, in the order in which a watch goes. */
const topics: readonly (Topic & { for: "all" | "write" | "agree" | "admin" })[] = [
  {
    ...{ name: "picture", for: "all", href: "#/" },
    lines: ["help.picture.1", "help.picture.2", "help.picture.3", "help.picture.4"],
  },
  {
    ...{ name: "report", for: "write", href: "#/report" },
    lines: [
      "help.report.1",
      "help.report.2",
      "help.report.3",
      "help.report.4",
      "help.report.5",
      "help.report.6",
    ],
  },
  {
    ...{ name: "watch", for: "all", href: "#/watch" },
    lines: ["help.watch.1", "help.watch.2", "help.watch.3"],
  },
  {
    ...{ name: "tasks", for: "all", href: "#/tasks" },
    lines: ["help.tasks.1", "help.tasks.2", "help.tasks.3", "help.tasks.4"],
  },
  {
    ...{ name: "agreements", for: "write", href: "#/agreements" },
    lines: [
      "help.agreements.1",
      "help.agreements.2",
      "help.agreements.3",
      "help.agreements.4",
      "help.agreements.5",
    ],
  },
  {
    ...{ name: "exchange", for: "write", href: "#/partners" },
    lines: [
      "help.exchange.1",
      "help.exchange.2",
      "help.exchange.3",
      "help.exchange.4",
      "help.exchange.5",
    ],
  },
  {
    ...{ name: "admin", for: "admin", href: "#/admin" },
    lines: ["help.admin.1", "help.admin.2", "help.admin.3", "help.admin.4"],
  },
];

/** What is of use to somebody who may do that. */
export function helpOf(may: { write: boolean; agree: boolean; admin: boolean }): Topic[] {
  return topics.filter((topic) => topic.for === "all" || may[topic.for]);
}
