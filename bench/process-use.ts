import { readFile } from "node:fs/promises";

/** Resident memory of a process in MB (10^6 octets): now, and at its highest. Linux only. */
export async function residentMb(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const mb = (name: string): number =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024) / 1e6;
  return { now: mb("VmRSS"), peak: mb("VmHWM") };
}

/** Processor time that a process with all its threads has taken so far, in ms: it says more than the clock on a busy machine. */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The name before it, in parentheses, may hold spaces. User and system time, in ticks of 10 ms.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
