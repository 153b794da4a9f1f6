import type { NodeHealth } from "../../../src/http/ports/node-health.ts";
import { request } from "./request.ts";

export type { NodeHealth };

/** How the node itself is, for its admin. */
export const nodeHealth = () => request<NodeHealth>("/node/health");

/** Has the store copied on the node's machine. */
export const writeBackup = () =>
  request<NonNullable<NodeHealth["backup"]>>("/node/backup", { method: "POST" });
