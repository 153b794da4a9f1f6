import type { NodeHealth } from "../../../src/http/ports/node-health.ts";
import { request } from "./request.ts";

export type { NodeHealth };

/** How the node itself is, for its admin. */
export const nodeHealth = () => request<NodeHealth>("/node/health");
