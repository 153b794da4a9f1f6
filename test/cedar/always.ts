import { contentKinds, supportKinds } from "../../src/domain/kinds.ts";
import { topics } from "../../src/domain/topics.ts";
import type { PolicyInput } from "../../src/release/types.ts";
import { isOwn } from "./conditions.ts";
import { levels } from "./levels.ts";
import { all, any, oneOf, onlyOf } from "./text.ts";

/** What no agreement can allow, as policies by id: nobody gets what it has, and the label and the originator come first. */
export function alwaysForbidden({
  partners,
  introduced = [],
}: PolicyInput): Record<string, string> {
  return {
    "recipient/self": "forbid(principal, action, resource) when { context.to == context.giver };",
    "recipient/originator":
      "forbid(principal, action, resource) when { context.to == context.originator };",
    "recipient/unknown": unless(oneOf(partners, "context.to")),
    "label/release#1": unless(
      any([
        `context.release == "agreements"`,
        all([`context.release == "listed"`, "context.recipients.contains(context.to)"]),
      ]),
    ),
    // Whatever is unknown is not released, and control records go outside grants.
    "label/release#2": unless(
      all([
        `context.level >= 0 && context.level < ${levels.length}`,
        onlyOf(topics, "context.topics"),
        oneOf([...contentKinds, ...supportKinds], "context.kind"),
        onlyOf([...partners, ...introduced], "context.originators"),
      ]),
    ),
    "label/reshare#1": unless(
      `${isOwn} || (if context.originatorControl
        then context.consents.contains(context.to)
        else ["any", "coalition"].contains(context.reshare))`,
    ),
  };
}

export function unless(condition: string): string {
  return `forbid(principal, action, resource) unless { ${condition} };`;
}
