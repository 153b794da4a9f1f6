import { join } from "node:path";

/** @typedef {{ name: string, args: string[] }} Check */

/** @param {string} path below node_modules */
const tool = (path) => join("node_modules", ...path.split("/"));

/** What must hold before any test is run; each is a program for Node 24. @type {Check[]} */
export const checks = [
  { name: "format", args: [tool("oxfmt/bin/oxfmt"), "--check", "."] },
  { name: "lint", args: [tool("oxlint/bin/oxlint"), "--deny-warnings"] },
  { name: "types", args: [tool("typescript/bin/tsc"), "--project", "."] },
  {
    name: "types of the page",
    args: [tool("svelte-check/bin/svelte-check"), "--workspace", "web", "--fail-on-warnings"],
  },
];
