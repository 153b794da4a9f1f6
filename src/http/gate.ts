import { AppError } from "../errors.ts";

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets `parallel` pieces of work run at one time and `waiting` more wait in order; beyond that AppError busy. */
export function gate(parallel: number, waiting: number): Gate {
  const queue: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running >= parallel) {
      if (queue.length >= waiting) throw new AppError("busy");
      // The one that leaves hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };
}
