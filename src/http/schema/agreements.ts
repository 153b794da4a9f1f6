import Type from "typebox";
import type { ListedAgreement, ShownVersion } from "../ports/agreements.ts";
import type { AgreementPreview } from "../../desk/preview-agreement.ts";
import type { ReadMatrix } from "../../desk/read-matrix.ts";
import type { Area } from "../../domain/agreement.ts";
import {
  bilingual,
  closed,
  describes,
  nullable,
  partnerId,
  stixId,
  text,
  time,
  version,
} from "./basics.ts";
import { contentKinds } from "../../domain/kinds.ts";
import { topics } from "../../domain/topics.ts";
import { classification, listedRecord, releaseReason } from "./records.ts";

const clauseId = Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" });
const partners = Type.Array(partnerId, { maxItems: 200 });
const words = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 50 });

/** The rings are checked with the geometry's own rules, not here. */
const area = describes<Area>(
  Type.Object(
    { type: Type.Enum(["Polygon", "MultiPolygon"]), coordinates: Type.Array(Type.Unknown()) },
    { ...closed, title: "Area", description: "GeoJSON, [longitude, latitude], WGS 84" },
  ),
);

const hold = Type.Union([
  Type.Enum(["none", "second-person"]),
  Type.Object({ minutes: Type.Integer({ minimum: 1, maximum: 525_600 }) }, closed),
]);

const grant = Type.Object(
  {
    id: clauseId,
    from: Type.Optional(partners),
    to: Type.Optional(partners),
    kinds: Type.Optional(words),
    topics: Type.Optional(words),
    upTo: Type.Optional(classification),
    caveats: Type.Optional(words),
    within: Type.Optional(area),
    backfillFrom: Type.Optional(nullable(time)),
    hold: Type.Optional(hold),
    reshare: Type.Optional(Type.Enum(["none", "parties", "any"])),
  },
  { ...closed, title: "Grant" },
);

const redLine = Type.Object(
  {
    id: clauseId,
    by: partnerId,
    origin: Type.Optional(partners),
    to: Type.Optional(partners),
    kinds: Type.Optional(words),
    topics: Type.Optional(words),
    atLeast: Type.Optional(classification),
    reason: bilingual(),
  },
  { ...closed, title: "RedLine" },
);

const power = Type.Object(
  {
    id: clauseId,
    origin: Type.Optional(partners),
    to: Type.Optional(partners),
    kinds: Type.Optional(words),
    topics: Type.Optional(words),
  },
  { ...closed, title: "Power" },
);

const form = {
  title: bilingual(300),
  purpose: bilingual(5000),
  parties: Type.Array(partnerId, { minItems: 2, maxItems: 200 }),
  coalition: Type.Optional(
    Type.Object(
      {
        id: partnerId,
        lead: partnerId,
        powers: Type.Array(power, { maxItems: 100 }),
        dutyToWarn: Type.Optional(
          Type.Boolean({
            description:
              "Members warn each other of imminent danger to civilians without a grant, and across the red lines of members who agree to this; left out: no",
          }),
        ),
      },
      closed,
    ),
  ),
  from: time,
  until: nullable(time),
  grants: Type.Array(grant, { maxItems: 500 }),
  redLines: Type.Array(redLine, { maxItems: 500 }),
};

/** What a person proposes: without `id` a new agreement, with it a new version, written from `version`. */
export const agreementDraft = Type.Object(
  { id: Type.Optional(stixId), version: Type.Optional(version), ...form },
  { ...closed, title: "AgreementDraft" },
);

/** A draft, or with `act` what this node would say of the agreement that stands under `id`. */
export const previewDraft = Type.Object(
  {
    id: Type.Optional(stixId),
    ...form,
    act: Type.Optional(
      Type.Enum(["sign", "suspend", "end", "leave"], {
        description: "Left out: `sign`, as if all parties signed this form",
      }),
    ),
  },
  { ...closed, title: "PreviewDraft" },
);

const acts = ["sign", "refuse", "suspend", "end", "leave"] as const;

/** Why a second person did not confirm what the first one did. */
export const refusal = Type.Object({ by: Type.String(), at: time, reason: Type.String() });

export const agreementForm = Type.Object(
  { id: stixId, ...form },
  { ...closed, title: "AgreementForm" },
);

export const listedAgreement = describes<ListedAgreement>(
  Type.Object(
    {
      form: agreementForm,
      proposer: partnerId,
      modified: time,
      state: Type.Enum([
        "proposed",
        "in-force",
        "suspended",
        "ended",
        "refused",
        "expired",
        "not-yet",
      ]),
      signed: Type.Array(partnerId),
      awaiting: Type.Array(partnerId),
      grantsInForce: Type.Array(Type.String(), {
        description:
          "Grants under which this node gives now: giver and receiver stand by this very clause",
      }),
      grantsVoided: Type.Array(
        Type.Object({
          grant: Type.String(),
          by: Type.Array(
            Type.String({ description: "Red line as `agreement-id/clause-id`", maxLength: 400 }),
          ),
        }),
        { description: "Signed by both sides, but binding red lines leave nothing of our own" },
      ),
      redLinesInForce: Type.Array(Type.String()),
      signatures: Type.Array(
        Type.Object({
          by: partnerId,
          act: Type.Enum([...acts]),
          version: time,
          at: time,
          reason: Type.Optional(text()),
        }),
      ),
      toConfirm: nullable(
        Type.Object(
          {
            by: Type.String(),
            at: time,
            version: Type.String({ description: "For POST /api/waiting" }),
            refused: nullable(refusal),
          },
          { description: "One person of this node signed it; a second one has to confirm it" },
        ),
      ),
    },
    { title: "ListedAgreement" },
  ),
);

const counts = {
  count: Type.Integer({ minimum: 0 }),
  byTopic: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
  samples: Type.Array(listedRecord),
};
const flow = Type.Object(counts, { title: "PreviewFlow" });
const heldFlow = Type.Object(
  {
    ...counts,
    secondPerson: Type.Integer({
      minimum: 0,
      description: "Of these until a second person approves; the others for a delay",
    }),
  },
  { title: "PreviewHeld", description: "May go, and is kept back first" },
);

const topic = Type.Enum([...topics]);
const scopes = Type.Array(
  Type.Object({
    topics: Type.Array(topic),
    kinds: Type.Array(Type.String()),
    classifications: Type.Array(classification),
  }),
  { description: "Each of these topics, as each of these kinds, at each of these classifications" },
);

export const preview = describes<AgreementPreview>(
  Type.Object(
    {
      partners: Type.Array(
        Type.Object({ partner: partnerId, opens: flow, held: heldFlow, stops: flow }),
      ),
      later: Type.Array(Type.Object({ partner: partnerId, opens: scopes, stops: scopes }), {
        description: "Own records that are written later, without a place and without caveats",
      }),
      conflicts: Type.Array(
        Type.Object({ agreement: nullable(stixId), clause: Type.String(), text: bilingual() }),
      ),
    },
    { title: "Preview" },
  ),
);

export const contentKind = Type.Enum([...contentKinds]);

export const releaseMatrix = describes<ReadMatrix>(
  Type.Object(
    {
      about: Type.Object(
        { originator: partnerId, kind: Type.String(), classification, at: time },
        { description: "A record of this node, written now, without a place and without caveats" },
      ),
      partners: Type.Array(
        Type.Object({
          partner: partnerId,
          cells: Type.Array(
            Type.Object({
              topic,
              state: Type.Enum(["flows", "held", "blocked", "nothing"], {
                description: "blocked: by red lines; nothing: no grant in force covers it",
              }),
              hold,
              redLines: Type.Array(Type.String({ description: "`agreement-id/clause-id`" })),
              reason: releaseReason,
            }),
          ),
        }),
      ),
    },
    { title: "ReleaseMatrix" },
  ),
);

export const agreementVersion = describes<ShownVersion>(
  Type.Object(
    { form: agreementForm, proposer: partnerId, modified: time },
    { title: "AgreementVersion" },
  ),
);
