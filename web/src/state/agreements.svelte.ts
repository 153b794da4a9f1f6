import { api } from "../api/calls.ts";
import type { ListedAgreement } from "../api/shapes.ts";
import { whenForgotten } from "./forget.ts";
import { latestAnswer } from "./latest-answer.ts";

interface Agreements {
  list: ListedAgreement[];
  loaded: boolean;
  error: unknown;
}

const none: Agreements = { list: [], loaded: false, error: null };
export const agreements: Agreements = $state({ ...none });
whenForgotten(() => Object.assign(agreements, none));

export const loadAgreements = latestAnswer(
  () => api.agreements(),
  ({ agreements: list }) => Object.assign(agreements, { list, loaded: true, error: null }),
  (error) => (agreements.error = error),
);
