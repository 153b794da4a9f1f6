import type { FastifyReply, FastifyRequest } from "fastify";
import type { Static, TSchema } from "typebox";
import type { AppError } from "../errors.ts";
import type { Person } from "../desk/people.ts";
import type { Role } from "../desk/documents.ts";

/** One answer as the OpenAPI document describes it. `example` fits `schema`: a test checks it. */
export interface Answer<S extends TSchema = TSchema> {
  status: number;
  description: string;
  /** null: no content. */
  schema: S | null;
  example?: Static<S>;
  mediaType?: string;
}

export interface RouteInput<P, Q, B, Who> {
  person: Who;
  params: P;
  query: Q;
  body: B;
  http: FastifyRequest;
}

/** A route as it is served and as it is documented: the table of these is the only source of both. */
export interface Route {
  method: "GET" | "POST" | "DELETE";
  /** OpenAPI form: `/api/records/{id}`. */
  path: string;
  summary: string;
  /** "anyone": without signing in. */
  roles: readonly Role[] | "anyone";
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  bodyExample?: unknown;
  /** Octets that its body may have, where that is more than usual. */
  bodyOctets?: number;
  /** Instead of a body: a file of this media type, given to the handler as a stream (`http.body`). */
  upload?: { mediaType: string; schema: TSchema; example: string };
  answer: Answer;
  /** Answers besides the usual one that are not errors. */
  others?: readonly Answer[];
  /** What it may refuse with, over and above what every route of its kind may; filled as examples. */
  errors?: readonly AppError[];
  handler(
    input: RouteInput<unknown, unknown, unknown, Person | null>,
    reply: FastifyReply,
  ): unknown;
}

/** Its path in the form of the router: `/api/records/:id`. */
export function urlOf({ path }: Pick<Route, "path">): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

type Who<R> = R extends "anyone" ? Person | null : Person;
type Given<S> = S extends TSchema ? Static<S> : undefined;

interface TypedRoute<
  R extends readonly Role[] | "anyone",
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
  A extends TSchema,
> extends Omit<
  Route,
  "roles" | "params" | "query" | "body" | "bodyExample" | "answer" | "handler"
> {
  roles: R;
  params?: P;
  query?: Q;
  body?: B;
  bodyExample?: Given<B>;
  answer: Answer<A>;
  /** The content of `answer`, or the reply itself where the handler has sent it. */
  handler(
    input: RouteInput<Given<P>, Given<Q>, Given<B>, Who<R>>,
    reply: FastifyReply,
  ): Static<A> | FastifyReply | Promise<Static<A> | FastifyReply>;
}

/** Ties a handler's types to its schemas; the app validates by these schemas before it calls the handler. */
export function defineRoute<
  const R extends readonly Role[] | "anyone",
  A extends TSchema,
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(route: TypedRoute<R, P, Q, B, A>): Route {
  return route as unknown as Route;
}
