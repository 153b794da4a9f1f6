import type { AgreementForm } from "../domain/agreement.ts";
import type { Text } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import type { WarningDraft } from "../domain/warning.ts";
import type { Asked, ConfirmKind } from "./two-people.ts";

/** What waits for a second person. */
export interface Waiting {
  /**
   * A held record, a one-off release that was asked for, what one person signed, proposed, or wants written, a warning, that the
   * danger of one is over, an import of protected places, or a clash that is to be accepted without the others' word.
   */
  kind:
    | "held"
    | "one-off"
    | ConfirmKind
    | "warning"
    | "warning-over"
    | "protected-import"
    | "acceptance-alone";
  /** Of the record or of the agreement; for a bundle of the partner's identity; of the clash; for an import its own (UUID). */
  id: string;
  /** To whom the record or the bundle would go; null for what is for no single one. */
  partner: PartnerId | null;
  /** Of the version that is meant; null for what is proposed or asked for, which is none yet, and for a bundle. */
  modified: string | null;
  /** Names exactly what is shown here; a second person gives it back with the decision on what can change while it waits. */
  version: string;
  /** Of a bundle that does not begin behind what the partner answered for: it begins after this date_added. */
  after: string | null;
  since: string;
  /** When it goes by itself; null: never. */
  until: string | null;
  /** Of the record, where this person was given this version before; null: it is shown when this person asks for it. */
  name: Text | null;
  /** Who wrote it, asked for it, signed or proposed it, and so is not the second person; null: nobody of this node. */
  by: string | null;
  /** Why it was asked for, or signed. */
  reason: string | null;
  /** What is proposed. */
  form: AgreementForm | null;
  /** What is warned of, or what the warning says whose danger is over. */
  warning: WarningDraft | null;
  /** The import: its file, and how many places are in it. */
  places: { file: string; count: number } | null;
  /** The task of the clash, rather the one in which this partner acts. */
  task: StixId | null;
  /** Another person does not confirm it: listed for the first person alone, until that one takes it back. */
  refused: { by: string; at: string; reason: string } | null;
}

/** What most of them do not have. */
export const nothing = {
  ...{ partner: null, until: null, by: null, reason: null, form: null, refused: null },
  ...{ after: null, warning: null, places: null, task: null, name: null },
} satisfies Partial<Waiting>;

/** As the list has it. */
export function shownRefusal(refused: Asked["refused"]): Waiting["refused"] {
  return refused ? { ...refused, at: stixTime(refused.at) } : null;
}
