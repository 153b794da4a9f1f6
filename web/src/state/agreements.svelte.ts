import { api } from "../api/calls.ts";
import type { ListedAgreement } from "../api/shapes.ts";

interface Agreements {
  list: ListedAgreement[];
  loaded: boolean;
  error: unknown;
}

export const agreements: Agreements = $state({ list: [], loaded: false, error: null });

export async function loadAgreements(): Promise<void> {
  try {
    agreements.list = (await api.agreements()).agreements;
    agreements.error = null;
    agreements.loaded = true;
  } catch (error) {
    agreements.error = error;
  }
}
