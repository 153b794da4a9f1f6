import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { mayWriteBundle, proposeAs, signAs } from "../../src/desk/confirm.ts";
import { put } from "../../src/desk/documents.ts";
import { askOneOff } from "../../src/desk/one-off.ts";
import { addPerson } from "../../src/desk/people.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { askImport } from "../../src/desk/protected/write-places.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { askWarning } from "../../src/desk/warnings/ask-warning.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { roadCut } from "../network/drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  link,
  startNetwork,
  type Member,
  type Network,
} from "../network/network.ts";
import { oneTileMap } from "./one-tile-map.ts";
import { composedBy, envelope } from "../robustness/asking.ts";

/** Baghdad's node, where everything that can wait for a second person waits for one. */
export interface WaitingStage {
  network: Network;
  baghdad: Member;
  /** By name. */
  passwords: Record<string, string>;
  /** Held for Damascus until somebody else than Amal approves. */
  held: StixId;
  /** Recalled after Damascus had it. */
  recalled: StixId;
  /** Signed by Amal, and by Damascus. */
  agreement: StixId;
  close(): Promise<void>;
}

/** Of the map that Baghdad's operator put there. */
export const ownMapColour = "#2a6f4e";

/** What Amal wants to warn of. */
export const warned = { ar: "موجة فيضان في الفرات", en: "Flood wave on the Euphrates" };

const parties: [string, string] = ["baghdad", "damascus"];
const title = (ar: string, en: string) => ({ title: { ar, en } });

/** Amal, a liaison officer, wrote, asked for, signed and proposed it; Basim, an admin, may be the second person. */
export async function setWaitingStage(): Promise<WaitingStage> {
  const network = await startNetwork(parties, { links: [] });
  const baghdad = network.members["baghdad"]!;
  const damascus = network.members["damascus"]!;
  await baghdad.stop();
  const file = join(baghdad.dir, "config.json");
  const config = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(join(baghdad.dir, "own.pmtiles"), oneTileMap(ownMapColour));
  const more = { twoPeople: ["agreements", "bundles"], basemap: "own.pmtiles" };
  await writeFile(file, JSON.stringify({ ...config, ...more }));
  await baghdad.start();
  await link(baghdad, damascus);
  const { desk } = baghdad.node;
  const there = damascus.node.desk;
  const passwords: Record<string, string> = {};
  for (const [name, role] of [
    ["Amal", "liaison"],
    ["Basim", "admin"],
  ] as const) {
    const person = { name, role, clearance: fullClearance };
    passwords[name] = (await addPerson(desk, person)).password;
  }
  const grant = { upTo: "restricted" as const };
  const to = { ...grant, from: ["baghdad"], to: ["damascus"] };
  const grants = [
    { ...grant, id: "back", from: ["damascus"], to: ["baghdad"] },
    { ...to, id: "held", topics: ["supply-route"], hold: "second-person" as const },
    { ...to, id: "border", topics: ["border"] },
  ];
  const text = title("تبادل معلومات الحدود", "Exchange on the border");
  await agree(network, bilateral(parties, { ...text, grants }));

  const write = async (topic: string, ar: string, en: string) => {
    const draft = roadCut({ topics: [topic], name: { ar, en } });
    return (await submitReport(desk, draft, "Amal")).record.id;
  };
  const held = await write("supply-route", "قطع طريق الإمداد غرب حديثة", "Road cut west of Haditha");
  const once = await write("humanitarian", "نازحون على جسر القائم", "Displaced people at al-Qaim");
  const recalled = await write("border", "حشد عند المعبر", "A crowd at the crossing");
  await askOneOff(desk, "Amal", once, { partner: "damascus", reason: "إنقاذ أرواح عند الجسر" });
  await eventually(async () => (await there.store.record(recalled)) !== null);
  await recallRecord(desk, recalled, { reason: "خطأ في المكان" });
  await eventually(async () => (await there.store.record(recalled))!.withdrawn !== null);

  const { record } = await submitReport(there, roadCut({ topics: ["border"] }));
  await eventually(async () => (await desk.store.record(record.id)) !== null);
  await readRecord(desk, { name: "basim", clearance: fullClearance }, record.id);
  await recallRecord(there, record.id, { reason: "تبيّن أن الخبر غير صحيح" });
  await eventually(async () => (await desk.store.record(record.id))!.withdrawn !== null);

  const wider = bilateral(parties, {
    ...title("تبادل معلومات طرق الإمداد", "Exchange on supply routes"),
    grants: [{ ...to, id: "g1", topics: ["supply-route"], backfillFrom: "2014-01-01T00:00:00Z" }],
  });
  const { form } = await proposeAgreement(there, wider);
  await signAgreement(there, form.id, { act: "sign" });
  await eventually(() => {
    const known = desk.board.policy().agreements.find(({ id }) => id === form.id);
    return known?.signed.includes("damascus") === true;
  });
  await signAs(desk, "Amal", form.id, { act: "sign" });
  await proposeAs(desk, "Amal", {
    ...bilateral(parties, { grants: [{ ...to, id: "g1", topics: ["humanitarian"] }] }),
    ...title("الشأن الإنساني", "Humanitarian exchange"),
  });
  await askWarning(desk, "Amal", {
    ...{ danger: "flood", headline: warned, lang: "ar" },
    geometry: { type: "Point", coordinates: [42.35, 34.13] },
    from: new Date(desk.clock()).toISOString(),
  });
  const school = {
    kind: "school",
    geometry: { type: "Point", coordinates: [41.1, 34.4] },
  } as const;
  await askImport(desk, "Amal", "places.csv", [
    { ...school, name: { ar: "مدرسة النهر", en: "River school" } },
    { ...school, name: { ar: "مدرسة الضفة", en: "Bank school" }, radius: 800 },
  ]);
  const { identity } = desk.partners.get("damascus")!;
  await mayWriteBundle(desk, "Amal", { partner: "damascus", identity }).catch(() => undefined);

  // A second partner's record under an id that a first one took, and a ledger that forked.
  const { main, label, objects } = composedBy(damascus, {});
  await acceptObjects(desk, "damascus", Buffer.from(envelope([label, ...objects])));
  const claimed = { ...main, id: main.id };
  await desk.store.commit({
    priority: "interactive",
    groups: [
      [
        put("ledger-fork", `own damascus ${"a".repeat(16)}`, {
          at: desk.clock(),
          known: null,
          claimed: "",
        }),
        {
          do: "quarantine",
          entry: {
            ...{ key: "taken", partner: "damascus", at: desk.clock(), id: main.id },
            ...{ code: "version-not-by-originator", detail: "baghdad" },
            body: JSON.stringify(claimed),
          },
        },
      ],
    ],
  });
  return {
    ...{ network, baghdad, passwords, held, recalled, agreement: form.id },
    close: () => network.close(),
  };
}
