import { memberCell, membersCell } from "./cells.ts";
import type { Holder } from "./holders.ts";
import type { TableRow } from "./table.ts";

export const controlStates = ["held", "contested", "divided", "unknown"] as const;
export type ControlState = (typeof controlStates)[number];

/** A change of control of one settlement: ids of holders before and after, and the state after. */
export interface ControlChange {
  from: string[];
  /** One or, jointly, more for held; at least two for contested and divided; none for unknown. */
  to: string[];
  state: ControlState;
}

/** The cells control_from, control_to (lists of holders) and control_state; null where all are empty. */
export function controlCells(row: TableRow, holders: readonly Holder[]): ControlChange | null {
  const ids = holders.map(({ id }) => id);
  const from = membersCell(row, "control_from", ids);
  const to = membersCell(row, "control_to", ids);
  if (row.cell("control_state") === "" && from.length + to.length === 0) return null;
  const state = memberCell(row, "control_state", controlStates);
  if (from.length === 0)
    row.wrong("control_from", { ar: "الخانة فارغة", en: "name who held it before" });
  if (!fits(state, to.length))
    row.wrong("control_to", {
      ar: "عدد الجهات لا يناسب الحالة",
      en: `"${state}" does not go with ${to.length} holders`,
    });
  return { from, to, state };
}

function fits(state: ControlState, count: number): boolean {
  if (state === "unknown") return count === 0;
  return state === "held" ? count >= 1 : count >= 2;
}
