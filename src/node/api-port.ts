import { readFile } from "node:fs/promises";
import { acceptOriginator } from "../desk/accept-originator.ts";
import { decideConfirm } from "../desk/confirm.ts";
import { deriveReport, redactRecord } from "../desk/derive-report.ts";
import { readSources } from "../desk/read-sources.ts";
import { explainDraft } from "../desk/explain-draft.ts";
import { explainRecord } from "../desk/explain-record.ts";
import { listPartners } from "../desk/list-partners.ts";
import { listQuarantine } from "../desk/list-quarantine.ts";
import { decideWaiting, listWaiting } from "../desk/list-waiting.ts";
import { listWords } from "../desk/list-words.ts";
import { askOneOff } from "../desk/one-off.ts";
import { addPartner, currentKid, issueCard, showCard } from "../desk/partners.ts";
import { type Person, session, sessionExpires, signIn, signOut } from "../desk/people.ts";
import { readReportDraft } from "../desk/read-report-draft.ts";
import { readImage } from "../desk/read-image.ts";
import { readSource } from "../desk/read-source.ts";
import { readRecord, readVersions } from "../desk/read-record.ts";
import { confirmNotice, listNotices, listReaders } from "../desk/notices.ts";
import { recallStates } from "../desk/recall-states.ts";
import { recallRecord } from "../desk/recall-record.ts";
import { reviseReport } from "../desk/revise-report.ts";
import { chartRecords, readCharted } from "../desk/chart-records.ts";
import { searchRecords } from "../desk/search-records.ts";
import { mustNameSources } from "../desk/same-event/must-name-sources.ts";
import { seesEvent } from "../desk/sees-event.ts";
import { submitReport } from "../desk/submit-report.ts";
import { mustSee } from "../desk/viewer.ts";
import type { StixId } from "../domain/stix.ts";
import { stixTime } from "../domain/time.ts";
import type { DeskPort, FoundPlace } from "../http/desk-port.ts";
import type { ListedPartner } from "../desk/list-partners.ts";
import { AppError } from "../errors.ts";
import { readGazetteer, type Gazetteer } from "../intake/gazetteer.ts";
import { extentOf, type Place } from "../intake/places.ts";
import { readDay } from "../intake/text/calendar.ts";
import { type PlaceNames, placeNames } from "../intake/text/place-names.ts";
import { proposalsIn } from "../intake/text/propose.ts";
import type { Node } from "./node.ts";
import { agreementPort } from "./ports/agreements.ts";
import { bundlePort } from "./ports/bundles.ts";
import { consentPort } from "./ports/consents.ts";
import { introductionPort } from "./ports/introductions.ts";
import { ledgerPort } from "./ports/ledger.ts";
import { inOneLanguage } from "./ports/reason.ts";
import { readsPort } from "./ports/reads.ts";
import { requestPort } from "./ports/requests.ts";
import { taskPort } from "./ports/tasks.ts";
import { peoplePort } from "./ports/people.ts";
import { saidPort } from "./ports/said.ts";
import { sameEventPort } from "./ports/same-event.ts";
import { protectedPort } from "./ports/protected.ts";
import { unitPort } from "./ports/units.ts";
import { warningPort } from "./ports/warnings.ts";
import { mustClear, viewerOf } from "./ports/viewer.ts";
import { nodeHealthPort } from "./ports/node-health.ts";
import { pinOfNode } from "./pin.ts";
import { version } from "./version.ts";
import { watchPort } from "./ports/watch.ts";

const placesFile = new URL("../../scenarios/levant-2014-2015/places.csv", import.meta.url);

/** The node as its people's API sees it. `ready`: whether everything is loaded; `certificate`: in use, in PEM, if any. */
export function apiPort(
  node: Node,
  { ready, certificate }: { ready: () => boolean; certificate: string | null },
): DeskPort {
  const { desk, config, links, secrets } = node;
  let gazetteer: Promise<Gazetteer> | null = null;
  const places = () =>
    (gazetteer ??= readFile(placesFile, "utf8").then((csv) => readGazetteer(csv)));
  let names: Promise<PlaceNames> | null = null;
  const mustSeeAll = async (person: Person, ids: readonly StixId[]) => {
    for (const id of ids) await mustSee(desk, viewerOf(person), id);
  };
  return {
    node: () => ({
      id: config.node,
      name: config.name,
      mode: config.mode,
      version,
      basemap: config.basemap !== null,
      ready: ready(),
    }),
    now: desk.clock,
    signIn: (name, password) => signIn(desk, name, password),
    session: (token) => session(desk, token),
    sessionExpires: (token) => sessionExpires(desk, token),
    signOut: (token) => signOut(desk, token),
    submitReport: async (person, draft) => {
      mustClear(person, draft);
      await mustSeeAll(person, [...(draft.derivedFrom ?? []), ...(draft.sameEventAs ?? [])]);
      await mustNameSources(desk, draft);
      return draft.derivedFrom
        ? deriveReport(desk, draft, person.name)
        : submitReport(desk, draft, person.name);
    },
    redactRecord: async (person, id, draft, why) => {
      await mustSeeAll(person, [id, ...(draft.sameEventAs ?? [])]);
      mustClear(person, draft);
      await mustNameSources(desk, draft);
      return redactRecord(desk, id, draft, {
        by: person.name,
        ...(why !== undefined && { why }),
      });
    },
    readSources: (person, id) => readSources(desk, viewerOf(person), id),
    reviseReport: async (person, id, draft, version) => {
      await mustSeeAll(person, [id, ...(draft.sameEventAs ?? [])]);
      mustClear(person, draft);
      await mustNameSources(desk, draft, id);
      return reviseReport(desk, id, draft, person.name, version);
    },
    listWords: (person) => listWords(desk, viewerOf(person)),
    searchRecords: (person, query) => searchRecords(desk, viewerOf(person), query),
    chartRecords: (person, query) => chartRecords(desk, viewerOf(person), query),
    readCharted: (person, versions, how) => readCharted(desk, viewerOf(person), versions, how),
    readRecord: (person, id, modified) => readRecord(desk, viewerOf(person), id, modified),
    readVersions: (person, id) => readVersions(desk, viewerOf(person), id),
    explainDraft: (person, draft) => {
      mustClear(person, draft);
      return explainDraft(desk, draft);
    },
    explainRecord: async (person, id) => {
      await mustSee(desk, viewerOf(person), id);
      return explainRecord(desk, id);
    },
    readSource: (person, id) => readSource(desk, viewerOf(person), id),
    readImage: (person, id, image) => readImage(desk, viewerOf(person), id, image),
    readReportDraft: (person, id) => readReportDraft(desk, viewerOf(person), id),
    recallRecord: async (person, id, { reason, from }) => {
      await mustSee(desk, viewerOf(person), id);
      const order = { reason: inOneLanguage(reason), by: person.name };
      return recallRecord(desk, id, { ...order, ...(from && { from }) });
    },
    recallStates: async (person, id) => {
      await mustSee(desk, viewerOf(person), id);
      return recallStates(desk, id, links.reports);
    },
    listReaders: (person, id) => listReaders(desk, viewerOf(person), id),
    listNotices: (person) => listNotices(desk, viewerOf(person)),
    confirmNotice: (person, id, at) => confirmNotice(desk, viewerOf(person), id, at),
    listWaiting: (person, may) => listWaiting(desk, viewerOf(person), may),
    decideWaiting: async (person, decision) => {
      await mustSee(desk, viewerOf(person), decision.id);
      await decideWaiting(desk, person.name, decision);
    },
    decideConfirm: (person, { kind, id, reason, ...decision }) =>
      decideConfirm(
        desk,
        person.name,
        { kind, id },
        { ...decision, ...(reason && { reason: inOneLanguage(reason) }) },
      ),
    askOneOff: async (person, id, { partner, reason }) => {
      await mustSee(desk, viewerOf(person), id);
      await askOneOff(desk, person.name, id, { partner, reason: inOneLanguage(reason) });
    },
    listPartners: (person) => listPartners(desk, viewerOf(person), links.reports),
    showCard: (_person, card) => showCard(desk, card),
    async addPartner(person, card, kid): Promise<ListedPartner> {
      const { id } = await addPartner(desk, secrets, card, { kid });
      desk.log.info({ by: person.name, partner: id, kid }, "partner added");
      await links.linked(desk, secrets, id);
      const all = await listPartners(desk, viewerOf(person), links.reports);
      return all.find((partner) => partner.id === id)!;
    },
    issueCard: async (person, partner, url) => {
      const card = await issueCard(desk, partner, { url, pin: await pinOfNode(node) });
      desk.log.info({ by: person.name, partner }, "card written");
      return { card: { ...card }, kid: currentKid(desk.self) };
    },
    acceptOriginator: (person, key) => acceptOriginator(desk, viewerOf(person), key),
    listQuarantine: (person, query) => listQuarantine(desk, viewerOf(person), query),
    ...introductionPort(desk),
    ...ledgerPort(desk),
    ...watchPort(node),
    findPlaces: async ({ q, limit }) => (await places()).find(q, limit).map(shownPlace),
    async proposeFromText(text, written) {
      const day = readDay(written ?? stixTime(desk.clock()).slice(0, 10));
      if (day === null) throw new AppError("fields-invalid", { field: "day" });
      names ??= places().then(({ all }) => placeNames(all));
      return proposalsIn(text, day, await names);
    },
    placesWithin: async (box) => (await places()).inBox(box).map(shownPlace),
    ...agreementPort(desk),
    ...bundlePort(desk),
    ...consentPort(desk),
    ...nodeHealthPort(node, certificate),
    ...readsPort(desk),
    ...requestPort(desk),
    ...sameEventPort(desk),
    ...peoplePort(desk),
    ...saidPort(desk),
    ...protectedPort(desk),
    ...unitPort(desk),
    ...warningPort(desk),
    ...taskPort(desk),
    onEvent: (listener) =>
      desk.events.on((event) => {
        const { type, data } = event;
        listener({ type, data, sees: (person) => seesEvent(desk, viewerOf(person), event) });
      }),
  };
}

function shownPlace(place: Place): FoundPlace {
  const { id, name, position, kind, country } = place;
  return { id, name, extent: extentOf(place), position, kind, country };
}
