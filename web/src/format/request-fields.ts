import type { Classification, Lang } from "../api/shapes.ts";
import type { PlaceFields, Words } from "../tasks/form/fields.ts";
import { geometryOf } from "../tasks/form/write-draft.ts";
import { fieldToTime } from "./time.ts";
import type { Precedence } from "./vocabulary.ts";

/** What stands in the form of a request: times are values of datetime-local fields, in UTC; empty: not said. */
export interface RequestFields {
  to: string[];
  kind: "information" | "support" | "offer";
  precedence: Precedence;
  name: Words;
  description: Words;
  /** The language that it is written in. */
  lang: Lang;
  due: string;
  from: string;
  until: string;
  place: PlaceFields;
  about: string[];
  topics: string[];
  classification: Classification;
}

/** A text of the page stands for each. */
export type RequestLack = "to" | "name" | "due" | "times" | "place" | "topics";

export function blankRequest(lang: Lang): RequestFields {
  return {
    ...{ to: [], kind: "information", precedence: "routine", lang },
    ...{ name: { ar: "", en: "" }, description: { ar: "", en: "" } },
    ...{ due: "", from: "", until: "", about: [], topics: ["border"] },
    ...{ place: { kind: "none", positions: [], radius: "" }, classification: "restricted" },
  };
}

/** What keeps it from being sent. `now`: ms since 1970. */
export function requestLacks(fields: RequestFields, now: number): RequestLack[] {
  const { to, name, due, from, until, place, topics } = fields;
  const [by, start, stop] = [due, from, until].map(fieldToTime);
  const lack = (kind: RequestLack, isLacking: boolean) => (isLacking ? [kind] : []);
  return [
    ...lack("to", to.length === 0),
    ...lack("name", !name.ar.trim() && !name.en.trim()),
    ...lack("due", due !== "" && (!by || Date.parse(by) <= now)),
    ...lack(
      "times",
      (from !== "" && !start) || (until !== "" && !stop) || Boolean(start && stop && stop <= start),
    ),
    ...lack("place", place.kind !== "none" && geometryOf(place) === undefined),
    ...lack("topics", topics.length === 0),
  ];
}

/** As the API takes it. */
export function requestOf({ place, name, description, ...fields }: RequestFields): object {
  const { to, kind, precedence, lang, about, topics, classification } = fields;
  const said = (text: Words) =>
    Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim()));
  const times = (["due", "from", "until"] as const).flatMap((key) => {
    const time = fieldToTime(fields[key]);
    return time ? [[key, time]] : [];
  });
  const geometry = geometryOf(place);
  return {
    ...{ to, kind, precedence, lang, topics, classification, name: said(name) },
    ...(Object.keys(said(description)).length > 0 && { description: said(description) }),
    ...Object.fromEntries(times),
    ...(geometry && { geometry }),
    ...(about.length > 0 && { about }),
  };
}
