import type { PersonChange } from "../api/people.ts";

/** What differs between how a person stood and what the form says now. */
export function changed(before: PersonChange, now: PersonChange): Partial<PersonChange> {
  const differs = (key: keyof PersonChange) =>
    JSON.stringify(before[key]) !== JSON.stringify(now[key]);
  return {
    ...(differs("role") && { role: now.role }),
    ...(differs("clearance") && { clearance: now.clearance }),
    ...(differs("disabled") && { disabled: now.disabled }),
  };
}
