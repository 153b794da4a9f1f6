import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);
const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** What is missing for the check; the whole of it is then skipped. */
export class Missing extends Error {}

/** Makes a Python environment with the OASIS tools in `dir`; gives its program. Throws Missing where that cannot be had. */
export async function pythonWithTools(dir: string): Promise<string> {
  await orMissing("Python 3", execute("python3", ["--version"]));
  await orMissing("Python's venv module", execute("python3", ["-m", "venv", dir]));
  const python = join(dir, "bin", "python");
  const flags = ["--quiet", "--disable-pip-version-check", "--requirement", requirements];
  await orMissing("the Python registry", execute(python, ["-m", "pip", "install", ...flags]));
  return python;
}

async function orMissing(what: string, attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const reason = (stderr || message).trim().split("\n").at(-1);
    throw new Missing(`${what} is not to be had here (${reason})`);
  }
}
