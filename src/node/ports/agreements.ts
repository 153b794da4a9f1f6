import {
  agreementVersions,
  listAgreements,
  type ListedAgreement as DeskAgreement,
} from "../../desk/agreements.ts";
import { proposeAs, signAs } from "../../desk/confirm.ts";
import type { Desk } from "../../desk/desk.ts";
import { shownToConfirm } from "../../desk/list-waiting.ts";
import { previewAgreement } from "../../desk/preview-agreement.ts";
import { readMatrix } from "../../desk/read-matrix.ts";
import type { Bilingual, Text } from "../../domain/bilingual.ts";
import { stixTime } from "../../domain/time.ts";
import type { AgreementPort, ListedAgreement } from "../../http/ports/agreements.ts";
import { viewerOf } from "./viewer.ts";

export function agreementPort(desk: Desk): AgreementPort {
  return {
    listAgreements: () => listAgreements(desk).map(shownAgreement),
    proposeAgreement: async (person, draft, version) => {
      const done = await proposeAs(desk, person.name, draft, version);
      return "proposed" in done
        ? { proposed: shownAgreement(done.proposed) }
        : { waiting: shownToConfirm(done.waiting) };
    },
    signAgreement: async (person, id, { reason, ...rest }) =>
      shownAgreement(
        await signAs(desk, person.name, id, {
          ...rest,
          ...(reason && { reason: inBoth(reason) }),
        }),
      ),
    endAgreement: async (person, id, { reason }) =>
      shownAgreement(
        await signAs(desk, person.name, id, {
          act: "end",
          ...(reason && { reason: inBoth(reason) }),
        }),
      ),
    previewAgreement: (person, draft, act) => previewAgreement(desk, viewerOf(person), draft, act),
    agreementVersions: (id) => ({
      versions: agreementVersions(desk, id).map(({ modified, ...version }) => {
        return { ...version, modified: stixTime(modified) };
      }),
    }),
    releaseMatrix: (matter) => readMatrix(desk, matter),
  };
}

/** Times as RFC 3339, for people. */
export function shownAgreement({
  modified,
  signatures,
  toConfirm,
  ...agreement
}: DeskAgreement): ListedAgreement {
  return {
    ...agreement,
    modified: stixTime(modified),
    signatures: signatures.map(({ by, act, version, at, reason }) => ({
      by,
      act,
      version: stixTime(version),
      at: stixTime(at),
      ...(reason && { reason }),
    })),
    toConfirm: toConfirm && {
      by: toConfirm.asked.by,
      at: stixTime(toConfirm.asked.at),
      version: toConfirm.version,
      refused: toConfirm.refused
        ? { ...toConfirm.refused, at: stixTime(toConfirm.refused.at) }
        : null,
    },
  };
}

function inBoth({ ar, en }: Text): Bilingual {
  return { ar: ar ?? en ?? "", en: en ?? ar ?? "" };
}
