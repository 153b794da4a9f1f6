import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../port.ts";

export interface Clock {
  /** ms UTC. */
  now: number;
}

/** Opens a store of the engine under test in an empty or used directory. */
export type Opener = (dir: string, clock: () => number) => Promise<Store>;

export interface Harness {
  /** A fresh store with a clock that the test moves; both are gone afterwards. */
  withStore(body: (store: Store, clock: Clock) => Promise<void>): Promise<void>;
  /** A directory for a test that opens and closes by itself. */
  withDirectory(body: (dir: string) => Promise<void>): Promise<void>;
  open: Opener;
}

export function harness(open: Opener): Harness {
  async function withDirectory(body: (dir: string) => Promise<void>): Promise<void> {
    const dir = await mkdtemp(join(tmpdir(), "tansiq-store-"));
    try {
      await body(dir);
    } finally {
      await rm(dir, { recursive: true });
    }
  }
  return {
    open,
    withDirectory,
    withStore: (body) =>
      withDirectory(async (dir) => {
        const clock = { now: 1_426_032_000_000 };
        const store = await open(dir, () => clock.now);
        try {
          await body(store, clock);
        } finally {
          await store.close();
        }
      }),
  };
}
