import { Readable } from "node:stream";
import Type from "typebox";
import { AppError } from "../../errors.ts";
import { taxiiTime } from "../../domain/time.ts";
import type { DeskPort } from "../desk-port.ts";
import type { Limits } from "../limits.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";
import { shownBundle, writtenBundle } from "../schema/bundles.ts";
import { closed, nullable, partnerId, uuid } from "../schema/basics.ts";
import { exampleBundle, exampleWritten } from "../schema/examples.ts";

const mediaType = "application/octet-stream";
const file = Type.String({
  contentMediaType: mediaType,
  description: "A bundle: sealed for one partner",
});
const since = taxiiTime(1_426_065_600_123_456);

export function bundleRoutes(desk: DeskPort, { uploadBytes }: Limits): Route[] {
  const gap = { partner: "damascus", node: "baghdad", objects: 12, since };
  return [
    defineRoute({
      method: "GET",
      path: "/api/bundles",
      summary: "The bundles that were written here, newest first",
      roles: may.exchangeBundles,
      query: Type.Object(
        {
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          before: Type.Optional(
            Type.String({
              pattern: `^[0-9]{15} ${uuid}$`,
              description: "`next` of the page before",
            }),
          ),
        },
        closed,
      ),
      answer: {
        status: 200,
        description: "One page; `next` goes into `before` of the page after, null on the last",
        schema: Type.Object({ bundles: Type.Array(writtenBundle), next: nullable(Type.String()) }),
        example: { bundles: [exampleWritten], next: null },
      },
      errors: [new AppError("clearance-full-needed")],
      handler: ({ person, query }) => desk.listWritten(person, query),
    }),
    defineRoute({
      method: "POST",
      path: "/api/bundles",
      summary: "Write what a partner may have into a file that it alone can read",
      roles: may.exchangeBundles,
      body: Type.Object(
        {
          partner: partnerId,
          after: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: Number.MAX_SAFE_INTEGER,
              description:
                "Begin after this date_added in its outbox, µs UTC; left out: behind what it answered for",
            }),
          ),
        },
        closed,
      ),
      bodyExample: { partner: "damascus" },
      answer: {
        status: 200,
        description: "The file. What is in it counts as served",
        schema: file,
        example: "tansiq-bundle/1\n…",
        mediaType,
      },
      errors: [
        new AppError("partner-unknown", { partner: "damascus" }),
        new AppError("clearance-full-needed"),
        new AppError("bundle-unsupported"),
        new AppError("bundle-waits", { partner: "damascus" }),
      ],
      async handler({ person, body: { partner, after } }, reply) {
        const pieces = desk.writeBundle(person, partner, after);
        // What is refused is refused before anything is sent.
        const first = await pieces.next();
        const name = `bundle-for-${partner}.tansiq`;
        return reply
          .type(mediaType)
          .header("content-disposition", `attachment; filename="${name}"`)
          .send(Readable.from(joined(first, pieces), { objectMode: false }));
      },
    }),
    defineRoute({
      method: "POST",
      path: "/api/bundles/read",
      summary: "Take in a bundle that a partner wrote for this node",
      roles: may.exchangeBundles,
      upload: { mediaType, schema: file, example: "tansiq-bundle/1\n…" },
      answer: {
        status: 200,
        description: "What was in it. It may be read again: nothing has an effect twice",
        schema: shownBundle,
        example: exampleBundle,
      },
      errors: [
        new AppError("bundle-damaged", { reason: "its first line", reason_ar: "سطره الأول" }),
        new AppError("bundle-not-ours"),
        new AppError("bundle-sender-unknown", { sender: "damascus" }),
        new AppError("bundle-gap", gap),
        new AppError("bundle-cut", gap),
        new AppError("bundle-too-large", { limit: uploadBytes }),
        new AppError("bundle-unsupported"),
      ],
      async handler({ person, http }) {
        const upload = http.body as Readable | undefined;
        if (!(upload instanceof Readable)) throw new AppError("upload-type-wrong");
        try {
          return await desk.readBundle(person, bounded(upload, uploadBytes));
        } finally {
          // Whoever still sends is told what is wrong, and not cut off.
          upload.resume();
        }
      },
    }),
  ];
}

async function* joined(first: IteratorResult<Uint8Array>, rest: AsyncGenerator<Uint8Array>) {
  if (!first.done) yield first.value;
  yield* rest;
}

async function* bounded(upload: Readable, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of upload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) throw new AppError("bundle-too-large", { limit });
    yield piece;
  }
}
