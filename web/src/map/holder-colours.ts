/** Other than the colours of partners, and told apart with the common kinds of colour blindness. No colour belongs to anybody. */
export const holderColours = [
  "#e69f00",
  "#56b4e9",
  "#009e73",
  "#f0e442",
  "#0072b2",
  "#d55e00",
  "#cc79a7",
  "#8a8a8a",
] as const;

/** A holder's colour: its place among all holders by id, so that it is the same at all times. */
export function holderColour(all: readonly string[], id: string): string {
  return holderColours[Math.max(0, all.indexOf(id)) % holderColours.length]!;
}
