import { type Bilingual, isText, type Text } from "./bilingual.ts";

export const controlStates = ["held", "contested", "divided", "unknown"] as const;
export type ControlState = (typeof controlStates)[number];

/** Who can hold a settlement. Naming one recognises nothing: "without prejudice to status". */
export interface Holder {
  /** The same in every record: lower-case words with hyphens. */
  id: string;
  name: Text;
}

/** Control of one settlement changed: who held it before, who after, and how it stands now. */
export interface ControlChange {
  from: readonly Holder[];
  /** One or, jointly, more for held; at least two for contested and divided; none for unknown. */
  to: readonly Holder[];
  state: ControlState;
}

export const holderIdPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
export const maxHolders = 8;

/** Whether an unknown value has the form of a change of control; its words and numbers are for `controlFault`. */
export function isControlChange(value: unknown): value is ControlChange {
  const { from, to, state } = (value ?? {}) as Record<string, unknown>;
  return typeof state === "string" && [from, to].every(isHolders);
}

function isHolders(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => {
      const { id, name } = (one ?? {}) as Record<string, unknown>;
      return typeof id === "string" && isText(name);
    })
  );
}

/** What is wrong with the states and numbers of a change of control; null where nothing is. */
export function controlFault({ from, to, state }: ControlChange): Bilingual | null {
  if (!controlStates.includes(state))
    return {
      en: `the state is one of ${controlStates.join(", ")}`,
      ar: `القيم المقبولة للحالة: ${controlStates.join("، ")}`,
    };
  const ids = [...from, ...to].map(({ id }) => id);
  if (!ids.every((id) => id.length <= 64 && new RegExp(holderIdPattern).test(id)))
    return {
      en: "the id of a holder is lower-case letters, digits and single hyphens",
      ar: "معرّف الجهة: حروف لاتينية صغيرة وأرقام وشرطات",
    };
  if (from.length === 0 || Math.max(from.length, to.length) > maxHolders)
    return {
      en: `name who held it before, and at most ${maxHolders}`,
      ar: `اذكر من كان يسيطر، والحد الأقصى ${maxHolders}`,
    };
  if (!holdersFit(state, to.length))
    return {
      en: `"${state}" does not go with ${to.length} holders`,
      ar: "عدد الجهات لا يناسب الحالة",
    };
  return null;
}

/** Whether so many holders make this state. */
export function holdersFit(state: ControlState, count: number): boolean {
  if (state === "unknown") return count === 0;
  return state === "held" ? count >= 1 : count >= 2;
}
