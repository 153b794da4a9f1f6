/** User name and password of an Authorization header in the Basic scheme (RFC 7617), UTF-8; null: none. */
export function basicLogin(
  header: string | undefined,
): { username: string; password: string } | null {
  const found = /^basic +([A-Za-z0-9+/_-]{1,2000}={0,2}) *$/i.exec(header ?? "");
  if (found === null) return null;
  const text = Buffer.from(found[1]!, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
