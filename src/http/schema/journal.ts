import Type from "typebox";
import type { ListedEntry } from "../../desk/watch/journal-entry.ts";
import {
  journalKinds,
  type LocalLabel,
  maxEntryLength,
  maxEntryLinks,
} from "../../domain/journal.ts";
import {
  closed,
  describes,
  nullable,
  partnerId,
  stixId,
  text,
  textOrString,
  time,
} from "./basics.ts";
import { exampleRecord } from "./examples.ts";
import { classification } from "./records.ts";

/** Names an entry at this node; a number of its label's own. */
export const reference = Type.String({
  maxLength: 4000,
  description: "Number of an entry among those of its label, as people quote it",
  examples: ["restricted-17"],
});

export const caveats = Type.Array(Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9 _-]{0,63}$" }), {
  maxItems: 20,
});

/** What a text of the node's own asks for; `readLabel` fills what is left out. */
export const labelFields = {
  classification: Type.Optional(
    Type.Enum(classification.enum, {
      description: "Left out: unclassified. Raised to that of what is linked",
    }),
  ),
  caveats: Type.Optional(caveats),
};

export function readLabel({
  classification = "unclassified",
  caveats = [],
}: Partial<LocalLabel>): LocalLabel {
  return { classification, caveats };
}

export const links = {
  records: Type.Array(stixId, { maxItems: maxEntryLinks }),
  partners: Type.Array(partnerId, { maxItems: maxEntryLinks }),
};

export const listedEntry = describes<ListedEntry>(
  Type.Object(
    {
      reference,
      at: time,
      kind: Type.Enum([...journalKinds]),
      person: nullable(Type.String({ description: "null: the node itself" })),
      classification,
      caveats: Type.Array(Type.String()),
      text: text(maxEntryLength),
      ...links,
      corrects: nullable(reference),
      correctedBy: Type.Array(reference),
    },
    { title: "JournalEntry" },
  ),
);

/** Body of POST /api/journal. */
export const entryDraft = Type.Object(
  {
    text: textOrString(maxEntryLength),
    ...labelFields,
    records: Type.Optional(
      Type.Array(stixId, {
        maxItems: maxEntryLinks,
        description: "Ids of records that are here and that this person may see",
      }),
    ),
    partners: Type.Optional(links.partners),
    corrects: Type.Optional(
      Type.String({
        ...reference,
        description: "The entry that this corrects: label and links are then those of that entry",
      }),
    ),
  },
  { ...closed, title: "JournalEntryDraft" },
);

export const exampleEntry: ListedEntry = {
  reference: "restricted-17",
  at: "2015-03-11T06:12:00.000Z",
  kind: "entry",
  person: "watch",
  classification: "restricted",
  caveats: [],
  text: { ar: "اتصلنا بنقطة الحدود 3: الطريق ما زال مقطوعاً." },
  records: [exampleRecord.id],
  partners: ["damascus"],
  corrects: null,
  correctedBy: [],
};
