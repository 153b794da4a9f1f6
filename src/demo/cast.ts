import type { Bilingual } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";

/** One of the partners that the demonstration plays. */
export interface Actor {
  id: PartnerId;
  name: Bilingual;
  /** On 127.0.0.1. */
  port: number;
  url: string;
}

const partners: { id: PartnerId; name: Bilingual }[] = [
  { id: "baghdad", name: { ar: "بغداد", en: "Baghdad" } },
  { id: "damascus", name: { ar: "دمشق", en: "Damascus" } },
  { id: "washington", name: { ar: "واشنطن", en: "Washington" } },
];

/** One person per role at every node; the name is the role. The reader sees less than the others. */
export const people = [
  { role: "watch", clearance: "secret", caveats: "all" },
  { role: "liaison", clearance: "secret", caveats: "all" },
  { role: "admin", clearance: "secret", caveats: "all" },
  { role: "reader", clearance: "restricted", caveats: "all" },
] as const;

/** The nodes of the demonstration, on the ports after `basePort`. */
export function actors(basePort: number): Actor[] {
  return partners.map(({ id, name }, index) => {
    const port = basePort + index + 1;
    return { id, name, port, url: `http://127.0.0.1:${port}` };
  });
}

/** Every ordered pair of different actors: all know each other, agreements or not. */
export function pairs(cast: readonly Actor[]): [Actor, Actor][] {
  return cast.flatMap((a) => cast.filter((b) => b !== a).map((b): [Actor, Actor] => [a, b]));
}
