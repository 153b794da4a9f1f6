import { AppError } from "../errors.ts";
import type { Limits } from "./limits.ts";

export interface SignInLimit {
  /** Counts an attempt before the password is looked at. AppError sign-in-limited. */
  attempt(name: string, address: string): void;
  /** Forgets the attempts of one who knew the password. */
  succeeded(name: string, address: string): void;
}

const maxKeys = 10_000;

/** Attempts per name and address in a fixed window; `now` in ms. Holds at most 10,000 pairs, the oldest give way. */
export function signInLimit(limits: Limits, now: () => number): SignInLimit {
  const windows = new Map<string, { ends: number; count: number }>();
  const keyOf = (name: string, address: string) => `${address} ${name}`;

  return {
    attempt(name, address) {
      const key = keyOf(name, address);
      const at = now();
      let window = windows.get(key);
      if (!window || window.ends <= at) {
        windows.delete(key);
        if (windows.size >= maxKeys) windows.delete(windows.keys().next().value!);
        window = { ends: at + limits.signInWindow, count: 0 };
        windows.set(key, window);
      }
      if (window.count >= limits.signInAttempts)
        throw new AppError("sign-in-limited", { seconds: Math.ceil((window.ends - at) / 1000) });
      window.count++;
    },
    succeeded: (name, address) => void windows.delete(keyOf(name, address)),
  };
}
