import Type from "typebox";
import type { Bilingual } from "../../domain/bilingual.ts";
import { credibilities, reliabilities } from "../../domain/grade.ts";
import {
  contentKinds,
  controlKinds,
  kindNames,
  supportKinds,
  type Kind,
} from "../../domain/kinds.ts";
import { classificationNames, classifications } from "../../domain/label.ts";
import { topicNames, topics } from "../../domain/topics.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { bilingual } from "../schema/basics.ts";

const words = { id: Type.String(), name: bilingual() };
const named = Type.Array(Type.Object(words));
const grouped = Type.Array(
  Type.Object({ ...words, group: Type.Enum(["content", "support", "control"]) }),
);

const kindsOf = <G extends string>(group: G, kinds: readonly Kind[]) =>
  kinds.map((id) => ({ id, name: kindNames[id], group }));

const vocabulary = {
  topics: topics.map((id) => ({ id, name: topicNames[id] })),
  classifications: classifications.map((id) => ({ id, name: classificationNames[id] })),
  grades: { reliability: listed(reliabilities), credibility: listed(credibilities) },
  kinds: [
    ...kindsOf("content", contentKinds),
    ...kindsOf("support", supportKinds),
    ...kindsOf("control", controlKinds),
  ],
};

function listed(grades: Record<string, Bilingual>): { id: string; name: Bilingual }[] {
  return Object.entries(grades).map(([id, name]) => ({ id, name }));
}

export function vocabularyRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/vocabulary",
      summary: "The words that records use, in both languages",
      roles: may.read,
      answer: {
        status: 200,
        description: "Topics, classifications (ascending), grades and kinds",
        schema: Type.Object(
          {
            topics: named,
            classifications: named,
            grades: Type.Object({ reliability: named, credibility: named }),
            kinds: grouped,
          },
          { title: "Vocabulary" },
        ),
        example: vocabulary,
      },
      handler: () => vocabulary,
    }),
  ];
}
