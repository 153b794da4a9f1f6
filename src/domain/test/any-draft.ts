import { fc } from "../../../test/seed.ts";
import { controlStates } from "../control-change.ts";
import { credibilities, reliabilities, type Credibility, type Reliability } from "../grade.ts";
import { precedences } from "../precedence.ts";
import { type ReportDraft, speakerClasses } from "../report-draft.ts";

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const bilingual = fc
  .record({ ar: text, en: text }, { requiredKeys: [], noNullPrototype: true })
  .filter((one) => one.ar !== undefined || one.en !== undefined);
const said = fc.oneof(text, bilingual);
const holder = fc.record({ id: fc.constantFrom("isil", "government-iraq"), name: bilingual });
/** Whatever a person may report. */
export const anyDraft: fc.Arbitrary<ReportDraft> = fc.record(
  {
    kind: fc.constantFrom("incident" as const, "report" as const),
    name: said,
    description: said,
    lang: fc.constantFrom("ar" as const, "en" as const),
    at: fc.constantFrom("2015-03-11T00:00:00Z", "2014-06-10T04:30:00.5Z"),
    until: fc.constant("2015-04-01T00:00:00Z"),
    precision: fc.constantFrom("instant" as const, "day" as const, "month" as const),
    precedence: fc.constantFrom(...precedences),
    position: fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 })),
    place: said,
    topics: fc.constant(["border"]),
    classification: fc.constant("restricted" as const),
    reliability: fc.constantFrom(...(Object.keys(reliabilities) as Reliability[])),
    credibility: fc.constantFrom(...(Object.keys(credibilities) as Credibility[])),
    source: fc.constant("the-named-source"),
    speaker: fc.record(
      { identityClass: fc.constantFrom(...speakerClasses), name: said, office: said },
      { requiredKeys: ["name"], noNullPrototype: true },
    ),
    control: fc.record({
      from: fc.array(holder, { minLength: 1, maxLength: 8 }),
      to: fc.array(holder, { maxLength: 8 }),
      state: fc.constantFrom(...controlStates),
    }),
  },
  {
    requiredKeys: ["kind", "name", "at", "position", "topics", "classification"],
    noNullPrototype: true,
  },
);
