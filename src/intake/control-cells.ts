import {
  type ControlChange,
  controlStates,
  type Holder,
  holdersFit,
} from "../domain/control-change.ts";
import { memberCell, membersCell } from "./cells.ts";
import type { TableRow } from "./table.ts";

/** The cells control_from, control_to (lists of holders' ids) and control_state; null where all are empty. */
export function controlCells(row: TableRow, holders: readonly Holder[]): ControlChange | null {
  const known = new Map(holders.map((holder) => [holder.id, holder]));
  const from = membersCell(row, "control_from", [...known.keys()]);
  const to = membersCell(row, "control_to", [...known.keys()]);
  if (row.cell("control_state") === "" && from.length + to.length === 0) return null;
  const state = memberCell(row, "control_state", controlStates);
  if (from.length === 0)
    row.wrong("control_from", { ar: "الخانة فارغة", en: "name who held it before" });
  if (!holdersFit(state, to.length))
    row.wrong("control_to", {
      ar: "عدد الجهات لا يناسب الحالة",
      en: `"${state}" does not go with ${to.length} holders`,
    });
  const named = (ids: readonly string[]) => ids.map((id) => known.get(id)!);
  return { from: named(from), to: named(to), state };
}
