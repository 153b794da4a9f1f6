import type { EnvelopeMaker } from "./envelopes.ts";
import { rounded } from "./statistics.ts";
import type { Taxii } from "./taxii.ts";

const envelopeSize = 1000;
/** Envelopes made beforehand and then posted against the clock. */
const stretch = 50;
const inFlight = 4;
/** On a slow or busy machine fewer records must do. */
const mostMs = 240_000;

export interface PostFigures {
  objects: number;
  envelopeBytes: number;
  /** Objects a second over the first and the last tenth (at least one stretch) and over all. */
  first: number;
  last: number;
  all: number;
  /** Of each stretch, in order. */
  stretches: number[];
}

/**
 * Fills a node's store through its TAXII inbox, up to `records` or as far as it comes in four minutes. Only the
 * posting is timed, not the making of records.
 */
export async function benchPost(
  sender: Taxii,
  maker: EnvelopeMaker,
  records: number,
): Promise<PostFigures> {
  const taken: { objects: number; ms: number }[] = [];
  let envelopeBytes = 0;
  const ends = performance.now() + mostMs;
  for (let from = 0; from < records && performance.now() < ends;) {
    const envelopes = Math.min(stretch, Math.ceil((records - from) / envelopeSize));
    const made = await maker.make(from, envelopes, envelopeSize);
    envelopeBytes = made[0]!.byteLength;
    taken.push({ objects: envelopes * envelopeSize, ms: await postAll(sender, made) });
    from += envelopes * envelopeSize;
  }
  const tenth = Math.max(1, Math.round(taken.length / 10));
  return {
    objects: taken.reduce((sum, { objects }) => sum + objects, 0),
    envelopeBytes,
    first: rate(taken.slice(0, tenth)),
    last: rate(taken.slice(-tenth)),
    all: rate(taken),
    stretches: taken.map((one) => rate([one])),
  };
}

/** ms until the last of them was answered. */
async function postAll(sender: Taxii, envelopes: readonly Uint8Array[]): Promise<number> {
  const began = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < envelopes.length) await sender.post(envelopes[next++]!, envelopeSize);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return performance.now() - began;
}

function rate(taken: readonly { objects: number; ms: number }[]): number {
  const objects = taken.reduce((sum, one) => sum + one.objects, 0);
  const ms = taken.reduce((sum, one) => sum + one.ms, 0);
  return rounded((objects * 1000) / ms);
}
