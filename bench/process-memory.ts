import { readFile } from "node:fs/promises";

/** Resident memory of a process in MB (10^6 octets): now, and at its highest. Linux only. */
export async function residentMb(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const mb = (name: string): number =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024) / 1e6;
  return { now: mb("VmRSS"), peak: mb("VmHWM") };
}
