import type { MapTheme } from "../map/map-colours.ts";

export const lockMinutes = [0, 5, 15, 30, 60] as const;

interface Kept {
  theme: Exclude<MapTheme, "print">;
  grid: boolean;
  /** After so many minutes without a hand on the page it locks itself; 0: never. */
  lock: number;
  /** Whether single keys do something (WCAG 2.1.4). */
  keys: boolean;
}

const key = "tansiq.preferences";
const first: Kept = { theme: "day", grid: false, lock: 30, keys: true };

/** What whoever works at this machine prefers; kept on it. */
export const preferences: Kept = $state(read());

/** Changes one and keeps it. */
export function prefer<Name extends keyof Kept>(name: Name, value: Kept[Name]): void {
  preferences[name] = value;
  localStorage.setItem(key, JSON.stringify(preferences));
}

function read(): Kept {
  try {
    const { theme, grid, lock, keys } = JSON.parse(
      localStorage.getItem(key) ?? "{}",
    ) as Partial<Kept>;
    return {
      theme: theme === "night" ? "night" : first.theme,
      grid: grid === true,
      lock: lockMinutes.includes(lock as 0) ? lock! : first.lock,
      keys: keys !== false,
    };
  } catch {
    return { ...first };
  }
}
