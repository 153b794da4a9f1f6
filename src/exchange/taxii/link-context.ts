import type { PartnerId } from "../../domain/partner.ts";
import type { LoopOptions } from "../loop.ts";
import type { TaxiiClient } from "./client.ts";

/** What the push and the pull loop of one link share. */
export interface LinkContext extends Omit<LoopOptions, "restMs"> {
  partner: PartnerId;
  client: TaxiiClient;
  /** Told of every exchange that went well. */
  exchanged(): void;
}
