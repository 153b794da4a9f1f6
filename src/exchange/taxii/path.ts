/** The addresses of a TAXII 2.1 server (section 4 and 5). `collection` is an id or an alias. */
export type Target =
  | { at: "discovery" }
  | { at: "api-root" }
  | { at: "status"; id: string }
  | { at: "collections" }
  | { at: "collection"; collection: string }
  | { at: "manifest"; collection: string }
  | { at: "objects"; collection: string }
  | { at: "object"; collection: string; object: string }
  | { at: "versions"; collection: string; object: string };

export const discoveryPath = "/taxii2/";
export const apiRootPath = "/exchange/";

/** What a path (decoded, with its last slash) means; null: nothing. */
export function matchPath(path: string): Target | null {
  if (path === discoveryPath) return { at: "discovery" };
  if (!path.startsWith(apiRootPath) || !path.endsWith("/")) return null;
  const [first, second, third, fourth, fifth, ...rest] = path
    .slice(apiRootPath.length)
    .split("/")
    .slice(0, -1);
  if (first === undefined) return { at: "api-root" };
  if (first === "status") {
    return second && third === undefined ? { at: "status", id: second } : null;
  }
  if (first !== "collections" || rest.length > 0) return null;
  if (second === undefined) return { at: "collections" };
  if (second === "") return null;
  if (third === undefined) return { at: "collection", collection: second };
  if (third === "manifest" && fourth === undefined) return { at: "manifest", collection: second };
  if (third !== "objects") return null;
  if (fourth === undefined) return { at: "objects", collection: second };
  if (fourth === "") return null;
  if (fifth === undefined) return { at: "object", collection: second, object: fourth };
  return fifth === "versions" ? { at: "versions", collection: second, object: fourth } : null;
}
