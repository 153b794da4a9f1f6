import { resolve } from "node:path";
import { AppError } from "../errors.ts";

export interface DemoOptions {
  /** Throw away what an earlier demonstration left, and begin anew. */
  fresh: boolean;
  /** The nodes listen on the three ports after this one, on 127.0.0.1. */
  basePort: number;
  /** Absolute path of the folder that holds everything of the demonstration. */
  dir: string;
}

/**
 * Reads the command line (`--fresh`) and the environment (TANSIQ_BASE_PORT, default 8700;
 * TANSIQ_DATA, default ./data). Errors: argument-unknown, setting-invalid.
 */
export function demoOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): DemoOptions {
  const unknown = argv.find((argument) => argument !== "--fresh");
  if (unknown !== undefined) {
    throw new AppError("argument-unknown", { argument: unknown, expected: "--fresh" });
  }
  return {
    fresh: argv.length > 0,
    basePort: port(env["TANSIQ_BASE_PORT"] ?? "8700"),
    dir: resolve(env["TANSIQ_DATA"] ?? "data", "demo"),
  };
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1024 && value <= 65_532) return value;
  throw new AppError("setting-invalid", { key: "TANSIQ_BASE_PORT", expected: "1024–65532" });
}
