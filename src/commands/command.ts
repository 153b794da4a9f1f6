import type { Node } from "../node/node.ts";

/** What an operator does at a node, from the command line, whether the node runs or not. */
export type Command = (node: Node, args: Record<string, unknown>) => Promise<unknown>;
