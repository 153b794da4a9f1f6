import { chartBytes } from "../src/http/chart-bytes.ts";
import { type Chart, nowhere, readChart } from "../web/src/picture-state/chart.ts";

/** One version, for tests: what is left out is the same for all. */
export interface Version {
  n: number;
  at: number;
  until?: number;
  modified?: number;
  known?: number;
  replaced?: number;
  position?: [number, number];
  kind?: string;
  originator?: string;
  grade?: string;
  marks?: number;
}

/** A chart as the node sends it and the page reads it. */
export function chartOf(versions: readonly Version[], more = false): Chart {
  const names: Chart["names"] = { kind: [], originator: [], grade: [], label: [null] };
  const index = (list: string[], name: string): number =>
    list.includes(name) ? list.indexOf(name) : list.push(name) - 1;
  const of = (value: (one: Version) => number | undefined, otherwise: number) =>
    Float64Array.from(versions, (one) => value(one) ?? otherwise);
  const uuid = new Uint8Array(versions.length * 16);
  versions.forEach(({ n }, place) => new DataView(uuid.buffer).setUint32(place * 16, n));
  const bytes = chartBytes({
    columns: {
      uuid,
      at: of(({ at }) => at, 0),
      until: of(({ until }) => until, NaN),
      modified: of(({ modified }) => modified, 0),
      known: of(({ known, modified }) => known ?? modified, 0),
      replaced: of(({ replaced }) => replaced, Infinity),
      lon: Int32Array.from(versions, ({ position }) => (position ? position[0] * 1e7 : nowhere)),
      lat: Int32Array.from(versions, ({ position }) => (position ? position[1] * 1e7 : nowhere)),
      kind: Uint16Array.from(versions, (one) => index(names.kind, one.kind ?? "incident")),
      originator: Uint16Array.from(versions, (one) =>
        index(names.originator, one.originator ?? "baghdad"),
      ),
      grade: Uint16Array.from(versions, (one) => index(names.grade, one.grade ?? "B2")),
      label: new Uint16Array(versions.length),
      marks: Uint8Array.from(versions, (one) => one.marks ?? 0),
    },
    names,
    more,
  });
  return readChart(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  );
}
