import type { CommitResult, Store } from "../port.ts";
import type { Failure } from "./failure.ts";

/** What the reader thread answers: the port's questions. */
export type Reads = Omit<Store, "commit" | "close">;

/** The same questions, answered at once or, where it takes long, later. */
export type Reader = {
  [Name in keyof Reads]: (
    ...args: Parameters<Reads[Name]>
  ) => Awaited<ReturnType<Reads[Name]>> | ReturnType<Reads[Name]>;
};

export interface Call {
  call: number;
  name: string;
  args: unknown[];
}

export type Answer = { call: number; value: unknown } | { call: number; failure: Failure };

/** Comes before the answer to a bulk commit: its next so many groups are on disk. */
export interface Part {
  call: number;
  part: CommitResult;
  groups: number;
}

/** What a thread is started with. */
export interface ThreadData {
  file: string;
  cacheKib: number;
  maxPages?: number;
}

/** First message of a thread: it is ready, or could not start. */
export type Started = { ready: true } | { failure: Failure };
