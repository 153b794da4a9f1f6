import type { Desk } from "../../desk/desk.ts";
import {
  acceptIntroduction,
  dropIntroduction,
  listIntroductions,
} from "../../desk/introductions.ts";
import type { IntroductionPort } from "../../http/ports/introductions.ts";
import { viewerOf } from "./viewer.ts";

export function introductionPort(desk: Desk): IntroductionPort {
  return {
    listIntroductions: () => listIntroductions(desk),
    async decideIntroduction(admin, { party, lead, kid, accept }) {
      const by = viewerOf(admin);
      if (accept) return acceptIntroduction(desk, by, { party, lead, kid });
      await dropIntroduction(desk, by, { party, kid });
      return desk.introduced.has(party);
    },
  };
}
