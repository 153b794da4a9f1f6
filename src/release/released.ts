declare const decided: unique symbol;

/**
 * Content of records of which it was decided that one partner may have them now. Transports send nothing else that holds
 * records. Only mint-released.ts makes it, only desk/read-outbox.ts calls that, and the linter sees to both.
 */
export type Released = Uint8Array & { readonly [decided]: true };

/** Released content between two pieces of JSON that hold none: an envelope, ready to leave. */
export function enveloped(before: Uint8Array, content: Released, after: Uint8Array): Released {
  return Buffer.concat([before, content, after]) as Uint8Array as Released;
}
