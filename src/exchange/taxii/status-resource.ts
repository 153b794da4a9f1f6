import { taxiiTime } from "../../domain/time.ts";
import type { AcceptStatus, StatusDetail } from "./desk-port.ts";

/** A TAXII status resource (section 4.3.1). */
export interface StatusResource {
  id: string;
  status: "complete" | "pending";
  request_timestamp: string;
  total_count: number;
  success_count: number;
  successes?: StatusDetail[];
  failure_count: number;
  failures?: StatusDetail[];
  pending_count: number;
  pendings?: StatusDetail[];
}

/** Empty lists are left out, as TAXII asks. */
export function statusResource(status: AcceptStatus): StatusResource {
  const { id, at, total, successes, failures, pendings } = status;
  return {
    id,
    status: pendings.length > 0 ? "pending" : "complete",
    request_timestamp: taxiiTime(at * 1000),
    total_count: total,
    success_count: successes.length,
    ...(successes.length > 0 && { successes }),
    failure_count: failures.length,
    ...(failures.length > 0 && { failures }),
    pending_count: pendings.length,
    ...(pendings.length > 0 && { pendings }),
  };
}
