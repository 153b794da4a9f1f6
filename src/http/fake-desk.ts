import { exampleHandover, examplePoint } from "./schema/handovers.ts";
import { exampleSituationReport } from "./schema/situation-reports.ts";
import { exampleShownCard } from "./schema/partners.ts";
import { exampleVerification } from "./schema/ledger.ts";
import { exampleEntry } from "./schema/journal.ts";
import type { DeskEvent, DeskPort } from "./desk-port.ts";
import { fullClearance } from "../domain/clearance.ts";
import type { Chart } from "../desk/chart-records.ts";
import type { Person } from "../desk/people.ts";
import { AppError } from "../errors.ts";
import {
  exampleAgreement,
  exampleMatrix,
  exampleVersion,
  exampleBundle,
  exampleWritten,
  exampleConsent,
  exampleDraft,
  examplePartner,
  exampleRecord,
  exampleWords,
  examplePerson,
} from "./schema/examples.ts";

import { exampleListed, exampleNewPassword } from "./schema/people.ts";
import { exampleRead, exampleReadsVerification } from "./schema/reads.ts";
import { exampleIntroduction } from "./schema/introductions.ts";
import { exampleHealth } from "./schema/node-health.ts";
import { exampleSaid } from "./schema/said.ts";
import { exampleAlike, exampleEvent, exampleLinkId, exampleOtherId } from "./schema/same-event.ts";
import { exampleRequest } from "./schema/requests.ts";
import { exampleProposals } from "./schema/text-proposals.ts";
import {
  exampleClash,
  exampleDraftHead,
  exampleDraftShown,
  exampleHistory,
  exampleNote,
  examplePart,
  exampleTask,
} from "./schema/tasks.ts";
import { unlistedIsProtected } from "../domain/protected-place.ts";
import { exampleCheck } from "./schema/checks.ts";
import { examplePlace, examplePlaceDraft } from "./schema/protected.ts";
import { exampleUnit } from "./schema/units.ts";
import { exampleWarning } from "./schema/warnings.ts";

export interface FakeDesk extends DeskPort {
  /** Every verb that was called, with what it was given. */
  calls: [verb: string, ...given: unknown[]][];
  emit(event: DeskEvent): void;
  sessions: Map<string, Person>;
  time: number;
  ready: boolean;
}

const emptyChart: Chart = {
  columns: {
    uuid: new Uint8Array(0),
    ...{ at: new Float64Array(0), until: new Float64Array(0), modified: new Float64Array(0) },
    ...{ known: new Float64Array(0), replaced: new Float64Array(0) },
    ...{ lon: new Int32Array(0), lat: new Int32Array(0), marks: new Uint8Array(0) },
    ...{ kind: new Uint16Array(0), originator: new Uint16Array(0) },
    ...{ label: new Uint16Array(0), grade: new Uint16Array(0) },
  },
  names: { kind: [], originator: [], label: [], grade: [] },
  more: false,
};

/** For tests of the app alone: answers with the documented examples. The password of everybody is "right". */
export function fakeDesk(): FakeDesk {
  const calls: FakeDesk["calls"] = [];
  const listeners = new Set<(event: DeskEvent) => void>();
  const sessions: FakeDesk["sessions"] = new Map(
    (["reader", "watch", "liaison", "admin"] as const).map((role) => [
      `token-${role}`,
      { name: role, role, clearance: fullClearance },
    ]),
  );

  function verb<T>(name: string, answer: T) {
    return async (...given: unknown[]): Promise<T> => {
      calls.push([name, ...given]);
      return answer;
    };
  }

  const fake: FakeDesk = {
    calls,
    sessions,
    time: 1_426_060_800_000,
    ready: true,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    now: () => fake.time,
    node: () => ({
      id: "baghdad",
      name: { ar: "بغداد", en: "Baghdad" },
      mode: "demonstration",
      version: "0.1.0",
      basemap: false,
      ready: fake.ready,
    }),
    async signIn(name, password) {
      calls.push(["signIn", name]);
      if (password !== "right") throw new AppError("sign-in-failed");
      sessions.set("token-new", { ...examplePerson, name });
      return {
        token: "token-new",
        person: { ...examplePerson, name },
        expires: "2030-03-11T21:20:00.000Z",
      };
    },
    session: (token) => sessions.get(token) ?? null,
    sessionExpires: (token) => (sessions.has(token) ? "2030-03-11T21:20:00.000Z" : null),
    signOut: (token) => void sessions.delete(token),
    submitReport: verb("submitReport", {
      record: exampleRecord.record,
      audience: ["damascus"],
      held: [],
    }),
    reviseReport: verb("reviseReport", {
      record: exampleRecord.record,
      audience: ["damascus"],
      held: [],
    }),
    redactRecord: verb("redactRecord", {
      record: exampleRecord.record,
      audience: ["damascus"],
      held: [],
    }),
    readSources: verb("readSources", { redacted: false, why: null, sources: [] }),
    chartRecords: verb("chartRecords", emptyChart),
    readCharted: verb("readCharted", [exampleRecord]),
    searchRecords: verb("searchRecords", { records: [exampleRecord], next: null }),
    listWords: verb("listWords", exampleWords),
    readRecord: verb("readRecord", exampleRecord),
    readVersions: verb("readVersions", [exampleRecord]),
    explainDraft: verb("explainDraft", { partners: [] }),
    explainRecord: verb("explainRecord", { partners: [] }),
    readImage: verb("readImage", { type: "image/png", bytes: Buffer.from("image") }),
    readSource: verb("readSource", { source: "Border post 3", confirmedBy: null }),
    readReportDraft: verb("readReportDraft", {
      report: exampleDraft,
      version: exampleRecord.modified,
    }),
    alikeTo: verb("alikeTo", [exampleAlike]),
    alikeToDraft: verb("alikeToDraft", [exampleAlike]),
    eventOf: verb("eventOf", exampleEvent),
    eventIds: verb("eventIds", [[exampleRecord.id, exampleOtherId]]),
    linkSame: verb("linkSame", { id: exampleLinkId, audience: ["damascus"], held: [] }),
    unlinkSame: verb("unlinkSame", undefined),
    listPeople: verb("listPeople", [exampleListed]),
    addPerson: verb("addPerson", exampleNewPassword),
    changePerson: verb("changePerson", exampleListed),
    newPassword: verb("newPassword", exampleNewPassword),
    endSessions: verb("endSessions", undefined),
    listIntroductions: verb("listIntroductions", {
      introductions: [exampleIntroduction],
      more: false,
    }),
    decideIntroduction: verb("decideIntroduction", true),
    nodeHealth: verb("nodeHealth", exampleHealth),
    writeBackup: verb("writeBackup", exampleHealth.backup!),
    listReads: verb("listReads", { reads: [exampleRead], next: null }),
    verifyReads(person) {
      calls.push(["verifyReads", person]);
      return exampleReadsVerification;
    },
    readsVerification(person) {
      calls.push(["readsVerification", person]);
      return exampleReadsVerification;
    },
    listSaid: verb("listSaid", [exampleSaid]),
    writeOpinion: verb("writeOpinion", { id: exampleSaid.id, audience: ["baghdad"], held: [] }),
    writeNoteOn: verb("writeNoteOn", { id: exampleSaid.id, audience: ["baghdad"], held: [] }),
    withdrawSaid: verb("withdrawSaid", { audience: ["baghdad"], held: [] }),
    recallRecord: verb("recallRecord", { recalledFrom: ["damascus"] }),
    recallStates: verb("recallStates", { recall: null, partners: [] }),
    listReaders: verb("listReaders", []),
    listNotices: verb("listNotices", []),
    confirmNotice: verb("confirmNotice", undefined),
    listWaiting: verb("listWaiting", { waiting: [], total: 0 }),
    decideWaiting: verb("decideWaiting", undefined),
    decideConfirm: verb("decideConfirm", undefined),
    askOneOff: verb("askOneOff", undefined),
    listRequests: verb("listRequests", { requests: [exampleRequest], more: false }),
    readRequest: verb("readRequest", exampleRequest),
    writeRequest: verb("writeRequest", {
      request: exampleRequest,
      audience: ["baghdad"],
      held: [],
    }),
    answerRequest: verb("answerRequest", {
      request: exampleRequest,
      audience: ["damascus"],
      held: [],
    }),
    endRequest: verb("endRequest", { request: exampleRequest, audience: ["baghdad"], held: [] }),
    listUnits: verb("listUnits", { units: [exampleUnit], more: false }),
    readUnit: verb("readUnit", exampleUnit),
    writeUnit: verb("writeUnit", { unit: exampleUnit, audience: ["damascus"], held: [] }),
    changeUnit: verb("changeUnit", { unit: exampleUnit, audience: ["damascus"], held: [] }),
    listProtectedPlaces: verb("listProtectedPlaces", {
      places: [examplePlace],
      more: false,
      note: unlistedIsProtected,
    }),
    addProtectedPlace: verb("addProtectedPlace", examplePlace.id),
    removeProtectedPlace: verb("removeProtectedPlace", undefined),
    importProtectedPlaces: verb("importProtectedPlaces", examplePlace.id),
    readProtectedImport: verb("readProtectedImport", [examplePlaceDraft]),
    decideProtectedImport: verb("decideProtectedImport", { imported: 1 }),
    listWarnings: verb("listWarnings", [exampleWarning]),
    askWarning: verb("askWarning", { id: exampleWarning.id, note: null }),
    decideWarning: verb("decideWarning", { audience: ["damascus"] }),
    askEnd: verb("askEnd", undefined),
    relateUnit: verb("relateUnit", { unit: exampleUnit, audience: ["damascus"], held: [] }),
    listTasks: verb("listTasks", { tasks: [exampleTask], more: false }),
    readTask: verb("readTask", exampleTask),
    proposeTask: verb("proposeTask", {
      id: exampleTask.id,
      audience: [],
      held: [],
      note: null,
      parts: [],
    }),
    taskAudience: verb("taskAudience", { task: [], parts: [] }),
    changeTask: verb("changeTask", { task: exampleTask, audience: [], held: [] }),
    stateTask: verb("stateTask", { task: exampleTask, audience: [], held: [] }),
    taskHistory: verb("taskHistory", { lines: [exampleHistory], next: null }),
    taskCalendar: verb("taskCalendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    listNotes: verb("listNotes", [exampleNote]),
    writeNote: verb("writeNote", { id: exampleNote.id, audience: [], held: [] }),
    listDrafts: verb("listDrafts", [exampleDraftHead]),
    readDraft: verb("readDraft", exampleDraftShown),
    saveDraft: verb("saveDraft", exampleDraftShown),
    deleteDraft: verb("deleteDraft", undefined),
    proposeDraft: verb("proposeDraft", {
      id: exampleTask.id,
      audience: [],
      held: [],
      note: null,
      parts: [],
    }),
    listParts: verb("listParts", { parts: [examplePart], more: false }),
    listPartsOf: verb("listPartsOf", { parts: [examplePart], more: false }),
    readPart: verb("readPart", examplePart),
    addParts: verb("addParts", [{ id: examplePart.id, audience: [], held: [], note: null }]),
    changePart: verb("changePart", { part: examplePart, audience: [], held: [], note: null }),
    cancelPart: verb("cancelPart", { part: examplePart, audience: [], held: [], note: null }),
    listChecks: verb("listChecks", { checks: [exampleCheck], note: unlistedIsProtected }),
    answerCheck: verb("answerCheck", { audience: [], held: [] }),
    commitPart: verb("commitPart", { part: examplePart, audience: [], held: [], note: null }),
    listClashes: verb("listClashes", {
      ...{ clashes: [exampleClash], more: false, note: unlistedIsProtected },
    }),
    readClash: verb("readClash", exampleClash),
    acceptClash: verb("acceptClash", { clash: exampleClash, audience: [], held: [] }),
    listConsents: verb("listConsents", { consents: [exampleConsent], total: 1 }),
    askConsent: verb("askConsent", { asked: [exampleConsent.id] }),
    answerConsent: verb("answerConsent", exampleConsent),
    listAgreements: verb("listAgreements", [exampleAgreement]),
    proposeAgreement: verb("proposeAgreement", { proposed: exampleAgreement }),
    signAgreement: verb("signAgreement", exampleAgreement),
    endAgreement: verb("endAgreement", exampleAgreement),
    previewAgreement: verb("previewAgreement", { partners: [], later: [], conflicts: [] }),
    agreementVersions: verb("agreementVersions", { versions: [exampleVersion] }),
    releaseMatrix: verb("releaseMatrix", exampleMatrix),
    listPartners: verb("listPartners", [examplePartner]),
    showCard: verb("showCard", exampleShownCard),
    addPartner: verb("addPartner", examplePartner),
    issueCard: verb("issueCard", {
      card: { partner: "baghdad", token: "secret" },
      kid: exampleShownCard.kid,
    }),
    listQuarantine: verb("listQuarantine", []),
    acceptOriginator: verb("acceptOriginator", { id: exampleRecord.id, takenIn: true }),
    searchJournal: verb("searchJournal", { entries: [exampleEntry], next: null }),
    writeEntry: verb("writeEntry", exampleEntry),
    correctEntry: verb("correctEntry", exampleEntry),
    listHandovers: verb("listHandovers", { handovers: [], next: null, points: [], people: [] }),
    handOver: verb("handOver", exampleHandover),
    takeOver: verb("takeOver", exampleHandover),
    openPoint: verb("openPoint", examplePoint),
    closePoint: verb("closePoint", examplePoint),
    listSituationReports: verb("listSituationReports", { reports: [], next: null }),
    makeSituationReport: verb("makeSituationReport", exampleSituationReport),
    readSituationReport: verb("readSituationReport", exampleSituationReport),
    saveSituationReport: verb("saveSituationReport", exampleSituationReport),
    situationReportAhead: verb("situationReportAhead", { partners: [] }),
    releaseSituationReport: verb("releaseSituationReport", {
      ...{ record: exampleRecord.record, audience: ["damascus"], held: [], note: null },
    }),
    situationReportHtml: verb("situationReportHtml", {
      ...{ html: "<!doctype html>", policy: "default-src 'none'" },
    }),
    situationReportPdf: verb("situationReportPdf", new Uint8Array()),
    ledgerStates: verb("ledgerStates", []),
    listLedger: verb("listLedger", { lines: [], next: null }),
    verifyLedger(person) {
      calls.push(["verifyLedger", person]);
      return exampleVerification;
    },
    ledgerVerification(person) {
      calls.push(["ledgerVerification", person]);
      return exampleVerification;
    },
    async *writeBundle(person, partner) {
      calls.push(["writeBundle", person, partner]);
      yield Buffer.from("tansiq-bundle/1\n");
      yield Buffer.from("sealed");
    },
    listWritten: verb("listWritten", { bundles: [exampleWritten], next: null }),
    async readBundle(person, bytes) {
      let size = 0;
      for await (const piece of bytes) size += piece.length;
      calls.push(["readBundle", person, size]);
      return exampleBundle;
    },
    proposeFromText: verb("proposeFromText", exampleProposals),
    findPlaces: verb("findPlaces", []),
    placesWithin: verb("placesWithin", []),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return fake;
}
