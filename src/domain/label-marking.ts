import { AppError } from "../errors.ts";
import { extensionIds } from "./extensions.ts";
import {
  classifications,
  type Classification,
  type Label,
  type MarkedLabel,
  type ReshareScope,
  reshareScopes,
} from "./label.ts";
import { type PartnerId, partnerIdPattern } from "./partner.ts";
import type { StixId, StixObject } from "./stix.ts";
import { tlpOfScope } from "./tlp.ts";
import { isTopic } from "./topics.ts";
import { tansiqNamespace, uuid5 } from "./uuid.ts";

const releases = ["none", "listed", "agreements"] as const;

const partnerPattern = new RegExp(partnerIdPattern);

/** The same for every label everywhere, so that equal labels are equal objects. */
const labelCreated = "2015-01-01T00:00:00.000Z";

/**
 * The marking-definition that carries a label. Its id is the UUIDv5 of the canonical form (RFC 8785) of its content:
 * who recomputes it knows that nobody changed it, so it needs neither creator nor signature.
 */
export function labelMarking(label: Label): { id: StixId; object: StixObject } {
  const content = labelContent(label);
  const id = labelId(content);
  return {
    id,
    object: {
      type: "marking-definition",
      spec_version: "2.1",
      id,
      created: labelCreated,
      name: labelName(label),
      extensions: { [extensionIds.label]: { extension_type: "property-extension", ...content } },
    },
  };
}

/**
 * The label in a marking-definition. Throws AppError: `label-forged` where the object is not exactly what
 * `labelMarking` makes of its content, `label-unknown` where it is not a label of ours or says what we do not
 * understand, `topic-unknown`. The object's shape need not have been checked before.
 */
export function readLabel(object: StixObject): MarkedLabel {
  const content = object.extensions?.[extensionIds.label];
  if (object.type !== "marking-definition" || typeof content !== "object" || content === null)
    throw new AppError("label-unknown", { id: String(object.id) });
  const { extension_type: _, topics = [], caveats = [], release = "none", ...stated } = content;
  const beyondTopics = stated["beyond_topics"];
  const originators = stated["originators"];
  const label: Label = {
    classification: stated["classification"] as Classification,
    topics: topics as string[],
    ...(beyondTopics !== undefined && { beyondTopics: beyondTopics as true }),
    caveats: caveats as string[],
    reshare: stated["reshare"] as ReshareScope,
    originatorControl: stated["originator_control"] as boolean,
    ...(originators !== undefined && { originators: originators as PartnerId[] }),
    release: release as Label["release"],
  };
  checkLabel(label, String(object.id));
  // A marking without `release` is a label of its own, with an id of its own, and means "none".
  const implicit = !Object.hasOwn(content, "release");
  const expected = labelMarking(label).object;
  if (implicit) {
    const { release: __, ...rest } = labelContent(label);
    expected.id = labelId(rest);
    expected.extensions = {
      [extensionIds.label]: { extension_type: "property-extension", ...rest },
    };
  }
  if (!sameMarking(object, expected)) throw new AppError("label-forged", { id: String(object.id) });
  return { id: expected.id, label };
}

/** Throws AppError `label-unknown`, with `id` in it, or `topic-unknown` where a label says what we do not understand. */
export function checkLabel(label: Label, id: string): void {
  const { beyondTopics, originators } = label;
  if (
    !classifications.includes(label.classification) ||
    !reshareScopes.includes(label.reshare) ||
    !releases.includes(label.release) ||
    typeof label.originatorControl !== "boolean" ||
    !isSortedSet(label.topics) ||
    !isSortedSet(label.caveats) ||
    (beyondTopics !== undefined && (beyondTopics !== true || label.topics.length === 0)) ||
    (originators !== undefined && !isSortedSet(originators)) ||
    originators?.length === 0 ||
    originators?.some((partner) => !partnerPattern.test(partner))
  )
    throw new AppError("label-unknown", { id });
  const strange = label.topics.find((topic) => !isTopic(topic));
  if (strange !== undefined) throw new AppError("topic-unknown", { topic: strange });
}

/** Id of the TLP 2.0 marking that stands beside the label on every record. */
export function tlpOf(label: Label): StixId {
  return tlpOfScope[label.reshare];
}

/** What the id is derived from. Keys in the canonical order; empty lists left out, as STIX demands. */
function labelContent(label: Label): Record<string, unknown> {
  const { beyondTopics, caveats, originators = [], topics } = label;
  return {
    ...(beyondTopics && { beyond_topics: true }),
    ...(caveats.length > 0 && { caveats: sortedSet(caveats) }),
    classification: label.classification,
    originator_control: label.originatorControl,
    ...(originators.length > 0 && { originators: sortedSet(originators) }),
    release: label.release,
    reshare: label.reshare,
    ...(topics.length > 0 && { topics: sortedSet(topics) }),
  };
}

/** JSON.stringify of keys in order is the canonical form here: the content holds only well-formed strings and booleans. */
function labelId(content: Record<string, unknown>): StixId {
  return `marking-definition--${uuid5(tansiqNamespace, JSON.stringify(content))}`;
}

/** So that a client without our extension sees what the marking means. */
function labelName(label: Label): string {
  const parts = [label.classification.toUpperCase(), ...sortedSet(label.caveats)];
  if (label.topics.length > 0) parts.push(sortedSet(label.topics).join(" "));
  return parts.join(" / ");
}

function sameMarking(object: StixObject, expected: StixObject): boolean {
  const { extensions, ...plain } = object;
  const { extensions: expectedExtensions, ...expectedPlain } = expected;
  const content = extensions![extensionIds.label]!;
  const expectedContent = expectedExtensions![extensionIds.label]!;
  return (
    Object.keys(extensions!).length === 1 &&
    sameFlat(plain, expectedPlain) &&
    sameFlat(content, expectedContent)
  );
}

/** Equality of objects whose values are strings, booleans and lists of strings. */
function sameFlat(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  const keys = Object.keys(right);
  return (
    Object.keys(left).length === keys.length &&
    keys.every((key) => JSON.stringify(left[key]) === JSON.stringify(right[key]))
  );
}

function isSortedSet(list: unknown): list is string[] {
  return (
    Array.isArray(list) &&
    list.every(
      (text, index) =>
        typeof text === "string" &&
        text.length > 0 &&
        text.isWellFormed() &&
        (index === 0 || list[index - 1] < text),
    )
  );
}

function sortedSet(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
