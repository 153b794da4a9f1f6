/** Colours of the day map: quiet, so that the records stand out. */
export const mapColours = {
  water: "#c6d8e2",
  land: "#f4f2ec",
  border: "#8f8a7d",
  country: "#6d6a60",
  place: "#2b3942",
  halo: "#fbfaf7",
} as const;
