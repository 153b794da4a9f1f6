/** How the map looks: quiet by day, so that the records stand out; dark at night; on paper. */
export const mapThemes = ["day", "night", "print"] as const;
export type MapTheme = (typeof mapThemes)[number];

export interface MapColours {
  water: string;
  land: string;
  border: string;
  country: string;
  place: string;
  halo: string;
  road: string;
  green: string;
  building: string;
}

export const mapColours: Record<MapTheme, MapColours> = {
  day: {
    ...{ water: "#c6d8e2", land: "#f4f2ec", border: "#8f8a7d", country: "#6d6a60" },
    ...{
      place: "#2b3942",
      halo: "#fbfaf7",
      road: "#d9d2c1",
      green: "#e6eadb",
      building: "#e4dfd3",
    },
  },
  night: {
    ...{ water: "#0d1a24", land: "#1c2730", border: "#7a8791", country: "#93a0a9" },
    ...{
      place: "#d5dee4",
      halo: "#10181f",
      road: "#3b4852",
      green: "#212f30",
      building: "#2a3640",
    },
  },
  print: {
    ...{ water: "#dfe7ec", land: "#ffffff", border: "#333333", country: "#555555" },
    ...{
      place: "#000000",
      halo: "#ffffff",
      road: "#bbbbbb",
      green: "#f6f8f3",
      building: "#eeeeee",
    },
  },
};
