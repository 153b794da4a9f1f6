import type { ShownIntroduction } from "../../desk/introductions.ts";
import type { Person } from "../../desk/people.ts";
import type { PartnerId } from "../../domain/partner.ts";

/** What leads say of who parties are. */
export interface IntroductionPort {
  /** By name; `more`: further ones wait. */
  listIntroductions(): Promise<{ introductions: ShownIntroduction[]; more: boolean }>;
  /**
   * `kid`: of the key that the person compared. Gives whether the party is known now. AppError introduction-gone,
   * partner-unknown.
   */
  decideIntroduction(
    admin: Person,
    decision: { party: PartnerId; lead: PartnerId; kid: string; accept: boolean },
  ): Promise<boolean>;
}
