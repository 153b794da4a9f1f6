import { AppError } from "../../errors.ts";
import type { Call, CallAt } from "./call.ts";
import { collectionsOf, findCollection } from "./collections.ts";
import { taxiiMediaType } from "./media-type.ts";
import { apiRootPath } from "./path.ts";
import { statusResource } from "./status-resource.ts";
import { sendJson } from "./taxii-error.ts";

/** GET /taxii2/ (section 4.1). The address is the one under which the caller found us. */
export async function getDiscovery(call: Call): Promise<void> {
  const { title, description } = call.desk.node;
  const { protocol, host } = call.request;
  const root = /^[\w.:[\]-]+$/.test(host) ? `${protocol}://${host}${apiRootPath}` : apiRootPath;
  sendJson(call.reply, { title, description, default: root, api_roots: [root] });
}

/** GET /exchange/ (section 4.2). */
export async function getApiRoot({ desk, reply, maxContentLength }: Call): Promise<void> {
  const { title, description } = desk.node;
  const versions = [taxiiMediaType];
  sendJson(reply, { title, description, versions, max_content_length: maxContentLength });
}

/** GET /exchange/status/{id}/ (section 4.3). */
export async function getStatus({ desk, partner, target, reply }: CallAt<"status">): Promise<void> {
  const status = await desk.status(partner, target.id);
  if (status === null) throw new AppError("not-found");
  sendJson(reply, statusResource(status));
}

/** GET /exchange/collections/ (section 5.1). */
export async function getCollections({ desk, partner, reply }: Call): Promise<void> {
  sendJson(reply, { collections: collectionsOf(desk.node.id, partner) });
}

/** GET /exchange/collections/{id}/ (section 5.2). */
export async function getCollection(call: CallAt<"collection">): Promise<void> {
  const { desk, partner, target, reply } = call;
  sendJson(reply, findCollection(desk.node.id, partner, target.collection));
}
