import { askConsent } from "../../desk/ask-consent.ts";
import type { Desk } from "../../desk/desk.ts";
import { answerConsentAs, listConsents } from "../../desk/list-consents.ts";
import { mustSee } from "../../desk/viewer.ts";
import type { ConsentPort } from "../../http/ports/consents.ts";
import { inOneLanguage } from "./reason.ts";
import { viewerOf } from "./viewer.ts";

export function consentPort(desk: Desk): ConsentPort {
  return {
    listConsents: (person, asked) => listConsents(desk, viewerOf(person), asked),
    async askConsent(person, id, { partner, reason }) {
      await mustSee(desk, viewerOf(person), id);
      const order = { partner, reason: inOneLanguage(reason) };
      return { asked: await askConsent(desk, person.name, id, order) };
    },
    answerConsent(person, id, state, reason) {
      const word =
        state === "given" && !reason ? { state } : { state, reason: inOneLanguage(reason ?? {}) };
      return answerConsentAs(desk, viewerOf(person), person.name, id, word);
    },
  };
}
