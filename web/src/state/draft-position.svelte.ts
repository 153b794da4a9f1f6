import { whenForgotten } from "./forget.ts";

/** The position of the report being written: set in the form or by a click on the map, shown on both. */
export const draftPosition: { at: [number, number] | null; picking: boolean } = $state({
  at: null,
  picking: false,
});
whenForgotten(() => Object.assign(draftPosition, { at: null, picking: false }));
