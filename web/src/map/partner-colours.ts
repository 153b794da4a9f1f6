/** Told apart with the common kinds of colour blindness, and at least 4.5:1 on white. */
export const partnerColours = [
  "#1d5fa8",
  "#b3450b",
  "#6f3d96",
  "#1f7a44",
  "#a3265a",
  "#0b6f86",
  "#7b5a06",
  "#4b5a8f",
] as const;

export const unknownColour = "#55636d";

/** Place in the list of colours of the nth partner by id; −1, grey, for one that is not known. */
export function colourIndex(nth: number): number {
  return nth < 0 ? -1 : nth % partnerColours.length;
}
/** Of what is of several partners: its place in the list of colours, and the colour. */
export const ofSeveral = -2;
export const severalColour = "#16232d";
