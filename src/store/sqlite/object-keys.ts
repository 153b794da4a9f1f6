import type { StixId } from "../../domain/stix.ts";
import type { NameWriter } from "./names.ts";
import { objectKey } from "./object-key.ts";

/** An id as the tables hold it. */
export interface NumberedKey {
  local: Uint8Array | string;
  type: number;
}

export interface ObjectKeys {
  of(id: StixId): NumberedKey;
  /** After a rollback: the numbers of types may not be on disk. */
  forget(): void;
}

const remembered = 10_000;

/** Keys of ids, remembered: labels, identities and the record in hand come again and again. */
export function objectKeys(names: NameWriter): ObjectKeys {
  let known = new Map<StixId, NumberedKey>();
  return {
    of(id) {
      const cached = known.get(id);
      if (cached) return cached;
      const { type, local } = objectKey(id);
      const key = { local, type: names.number(type) };
      if (known.size >= remembered) known = new Map();
      known.set(id, key);
      return key;
    },
    forget: () => known.clear(),
  };
}
