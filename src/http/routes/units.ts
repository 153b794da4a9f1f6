import Type from "typebox";
import { unitKinds, unitRelations } from "../../domain/unit.ts";
import { AppError } from "../../errors.ts";
import type { UnitPort } from "../ports/units.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { closed, partnerId, stixId } from "../schema/basics.ts";
import { exampleUnit, exampleUnitDraft, listedUnit, unitDraft } from "../schema/units.ts";
import { reach } from "../schema/reach.ts";

const { id } = exampleUnit;
const params = Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed);
const unknown = new AppError("record-not-found", { id });
const faults = [
  new AppError("draft-invalid", {
    field: "lang",
    reason: "it is in both languages: say which is the original, ar or en",
    reason_ar: "النص باللغتين: حدّد لغة الأصل، ar أو en",
  }),
  new AppError("topic-unknown", { topic: "weather" }),
  new AppError("partner-unknown", { partner: "atlantis" }),
  new AppError("clearance-exceeded", { classification: "secret" }),
  new AppError("store-full"),
];
const written = (status: number) => ({
  status,
  description: "Stored and signed; `audience`: the partners to whom it was released",
  schema: Type.Object({ unit: listedUnit, ...reach }),
  example: { unit: exampleUnit, audience: ["damascus"], held: [] },
});

export function unitRoutes(desk: UnitPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/units",
      summary: "Units of this node and of partners, as far as they were released",
      roles: may.read,
      query: Type.Object(
        {
          partner: Type.Optional(partnerId),
          kind: Type.Optional(Type.Enum([...unitKinds])),
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          after: Type.Optional(
            Type.String({ ...stixId, description: "`id` of the last one seen" }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page in the order of ids; `more`: there are further ones",
        schema: Type.Object({ units: Type.Array(listedUnit), more: Type.Boolean() }),
        example: { units: [exampleUnit], more: false },
      },
      handler: ({ person, query }) => desk.listUnits(person, query),
    }),
    defineRoute({
      method: "GET",
      path: "/api/units/{id}",
      summary: "One unit",
      roles: may.read,
      params,
      answer: {
        status: 200,
        description: "As far as this person may see it",
        schema: listedUnit,
        example: exampleUnit,
      },
      errors: [unknown],
      handler: ({ person, params }) => desk.readUnit(person, params.id),
    }),
    defineRoute({
      method: "POST",
      path: "/api/units",
      summary: "Write an own unit down",
      roles: may.report,
      body: unitDraft,
      bodyExample: exampleUnitDraft,
      answer: written(201),
      errors: [new AppError("busy"), ...faults],
      handler: ({ person, body }) => desk.writeUnit(person, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/units/{id}/versions",
      summary: "Change an own unit; who may not have the new version loses the earlier ones",
      roles: may.report,
      params,
      body: unitDraft,
      bodyExample: { ...exampleUnitDraft, readiness: "limited" as const },
      answer: written(201),
      errors: [unknown, new AppError("busy"), ...faults],
      handler: ({ person, params, body }) => desk.changeUnit(person, params.id, body),
    }),
    defineRoute({
      method: "POST",
      path: "/api/units/{id}/relations",
      summary: "Say how an own unit stands to another; the link goes only where both may go",
      roles: may.report,
      params,
      body: Type.Object({ relation: Type.Enum([...unitRelations]), unit: stixId }, closed),
      bodyExample: exampleUnit.relations[0]!,
      answer: written(201),
      errors: [
        unknown,
        new AppError("busy"),
        new AppError("draft-invalid", {
          field: "target",
          reason: "the units would belong to each other",
          reason_ar: "ستتبع كل وحدة منهما الأخرى",
        }),
      ],
      handler: ({ person, params, body }) =>
        desk.relateUnit(person, params.id, body.relation, body.unit),
    }),
  ];
}
