import { parentPort } from "node:worker_threads";

import { AppError } from "../../errors.ts";
import { checkEnvelope } from "./check-envelope.ts";
import type { CheckContext } from "./checked.ts";
import { type Answer, packed, type Question } from "./worker-messages.ts";

let known: Pick<CheckContext, "partners" | "labels"> = { partners: [], labels: new Map() };

parentPort!.on("message", (question: Question) => parentPort!.postMessage(answerTo(question)));

function answerTo({ bytes, context, changed }: Question): Answer {
  if (changed !== null) known = changed;
  try {
    return { ok: true, objects: packed(checkEnvelope(bytes, { ...known, ...context })) };
  } catch (error) {
    // Errors lose their class between threads.
    if (error instanceof AppError) return { ok: false, code: error.code, parts: error.parts };
    return { ok: false, code: "internal", parts: {}, cause: String(error) };
  }
}
