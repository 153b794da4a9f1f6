import Type from "typebox";
import type { DeskPort, NodeState } from "../desk-port.ts";
import { AppError } from "../../errors.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { bilingual, describes, nullable, partnerId } from "../schema/basics.ts";
import { exampleHealth, nodeHealth, writtenBackup } from "../schema/node-health.ts";

const node = describes<Omit<NodeState, "ready">>(
  Type.Object(
    {
      id: partnerId,
      name: bilingual(),
      mode: nullable(Type.Enum(["demonstration", "exercise"])),
      version: Type.String(),
      basemap: Type.Boolean({ description: "GET /api/basemap has a map" }),
    },
    { title: "Node", additionalProperties: false },
  ),
);

const health = Type.Object(
  { status: Type.Literal("ok"), node: partnerId, version: Type.String() },
  { additionalProperties: false },
);
const loading = Type.Object({ status: Type.Literal("loading") }, { additionalProperties: false });

/** What is told to anyone, and no more than that; and to the admin, how the node is. */
export function nodeRoutes(desk: DeskPort): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/node",
      summary: "Which node this is",
      roles: "anyone",
      answer: {
        status: 200,
        description: "Name, mode and version",
        schema: node,
        example: {
          id: "baghdad",
          name: { ar: "بغداد", en: "Baghdad" },
          mode: "demonstration",
          version: "0.1.0",
          basemap: false,
        },
      },
      handler() {
        const { id, name, mode, version, basemap } = desk.node();
        return { id, name, mode, version, basemap };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/api/node/health",
      summary: "How the node is: certificate, signing keys, disk, last backup",
      roles: may.administer,
      answer: {
        status: 200,
        description: "As it is now; no secret stands in it",
        schema: nodeHealth,
        example: exampleHealth,
      },
      handler: ({ person }) => desk.nodeHealth(person),
    }),
    defineRoute({
      method: "POST",
      path: "/api/node/backup",
      summary:
        "Copy the store into a new file in the node's folder for backups, while the node runs",
      roles: may.administer,
      answer: {
        status: 201,
        description: "It is complete and synced; `file`: on the node's machine",
        schema: writtenBackup,
        example: exampleHealth.backup!,
      },
      errors: [new AppError("backup-underway"), new AppError("store-full")],
      handler: ({ person }) => desk.writeBackup(person),
    }),
    defineRoute({
      method: "GET",
      path: "/health",
      summary: "Whether the node works",
      roles: "anyone",
      answer: {
        status: 200,
        description: "It works",
        schema: health,
        example: { status: "ok", node: "baghdad", version: "0.1.0" },
      },
      others: [
        {
          status: 503,
          description: "It is still loading",
          schema: loading,
          example: { status: "loading" },
        },
      ],
      handler(_input, reply) {
        const { ready, id, version } = desk.node();
        return ready
          ? { status: "ok" as const, node: id, version }
          : reply.code(503).send({ status: "loading" });
      },
    }),
  ];
}
