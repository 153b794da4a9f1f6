import { AppError } from "../../errors.ts";
import type { CallAt } from "./call.ts";
import { findCollection } from "./collections.ts";
import { readDeliveryHeaders } from "./delivery-headers.ts";
import { isTaxiiContent } from "./media-type.ts";
import { readBody } from "./read-body.ts";
import { statusResource } from "./status-resource.ts";
import { sendJson } from "./taxii-error.ts";

/** POST …/objects/ (section 5.5): 202 after the commit. The body is handed on as it came. */
export async function postObjects(call: CallAt<"objects">): Promise<void> {
  const { headers, raw } = call.request;
  const { can_write } = findCollection(call.desk.node.id, call.partner, call.target.collection);
  if (!can_write) throw new AppError("collection-right-missing");
  const coding = headers["content-encoding"] ?? "identity";
  if (!isTaxiiContent(headers["content-type"]) || coding.toLowerCase() !== "identity") {
    throw new AppError("taxii-media-type-wrong");
  }
  const position = readDeliveryHeaders(headers);
  const body = await readBody(raw, call.maxContentLength);
  const status = await call.desk.accept(call.partner, body, position);
  sendJson(call.reply.code(202), statusResource(status));
}

/** DELETE …/objects/{id}/ (section 5.7): nobody may both read and write a collection, so nobody may do this. */
export async function deleteObject(call: CallAt<"object">): Promise<void> {
  findCollection(call.desk.node.id, call.partner, call.target.collection);
  throw new AppError("collection-right-missing");
}
