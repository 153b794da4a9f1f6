import type { FastifyReply, FastifyRequest } from "fastify";

/** Where a request's token came from decides whether a browser may have sent it by itself. */
export type PresentedToken = { token: string; by: "bearer" | "cookie" };

const tokenForm = /^[\x21-\x7e]{1,256}$/;

/** Bearer first, then the cookie. null: neither, or not of a token's form. */
export function presentedToken(request: FastifyRequest, cookieName: string): PresentedToken | null {
  const { authorization } = request.headers;
  const bearer = authorization?.match(/^Bearer +(\S+)$/i)?.[1];
  const token = authorization === undefined ? request.cookies[cookieName] : bearer;
  if (token === undefined || !tokenForm.test(token)) return null;
  return { token, by: authorization === undefined ? "cookie" : "bearer" };
}

/** Cookies are shared by all ports of a host: the node's id keeps nodes on one machine apart. */
export function sessionCookie(node: string, secure: boolean): SessionCookie {
  const name = `${secure ? "__Host-" : ""}tansiq-${node}`;
  const attributes = { httpOnly: true, sameSite: "strict", secure, path: "/" } as const;
  return {
    name,
    set: (reply, token, expires) =>
      void reply.setCookie(name, token, { ...attributes, expires: new Date(expires) }),
    clear: (reply) => void reply.clearCookie(name, attributes),
  };
}

export interface SessionCookie {
  name: string;
  set(reply: FastifyReply, token: string, expires: string): void;
  clear(reply: FastifyReply): void;
}
