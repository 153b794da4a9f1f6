import type { Person } from "../../desk/people.ts";
import type { ListedWarning } from "../../desk/warnings/list-warnings.ts";
import type { Bilingual, Text } from "../../domain/bilingual.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { WarningDraft } from "../../domain/warning.ts";

/** What the API needs for warnings to civilians. */
export interface WarningPort {
  listWarnings(
    person: Person,
    query: { active?: boolean; limit: number },
  ): Promise<ListedWarning[]>;
  /** `note`: what the person has to know of what was asked for. */
  askWarning(person: Person, draft: WarningDraft): Promise<{ id: StixId; note: Bilingual | null }>;
  /** `audience`: null where it was not approved. */
  decideWarning(
    person: Person,
    id: StixId,
    decision: { approve: boolean; over: boolean; reason?: Text },
  ): Promise<{ audience: readonly PartnerId[] | null }>;
  /** Until another person approves it, the warning stands. */
  askEnd(person: Person, id: StixId): Promise<void>;
}
