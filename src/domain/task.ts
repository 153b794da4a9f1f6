import type { Bilingual } from "./bilingual.ts";

/** What its originator says of a joint task as a whole. */
export const taskStates = ["proposed", "suspended", "done", "cancelled"] as const;
export type TaskState = (typeof taskStates)[number];

export const taskStateNames: Record<TaskState, Bilingual> = {
  proposed: { ar: "مقترحة", en: "Proposed" },
  suspended: { ar: "معلّقة", en: "Suspended" },
  done: { ar: "منجزة", en: "Done" },
  cancelled: { ar: "ملغاة", en: "Cancelled" },
};

/** What the performer of a part says of it. */
export const commitmentStates = [
  "accepted",
  "accepted-with-conditions",
  "declined",
  "ready",
  "under-way",
  "suspended",
  "done",
  "aborted",
] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** Where a part stands: nothing said yet, what its performer said, or taken out by its originator. */
export type PartState = "proposed" | CommitmentState | "cancelled";

export const partStateNames: Record<PartState, Bilingual> = {
  proposed: { ar: "مقترح", en: "Proposed" },
  accepted: { ar: "مقبول", en: "Accepted" },
  "accepted-with-conditions": { ar: "مقبول بشروط", en: "Accepted with conditions" },
  declined: { ar: "معتذَر عنه", en: "Declined" },
  ready: { ar: "جاهز", en: "Ready" },
  "under-way": { ar: "قيد التنفيذ", en: "Under way" },
  suspended: { ar: "معلّق", en: "Suspended" },
  done: { ar: "منجز", en: "Done" },
  aborted: { ar: "أُوقف نهائياً", en: "Aborted" },
  cancelled: { ar: "ملغى", en: "Cancelled" },
};

/** More parts than this no task has. */
export const mostParts = 500;
