import { clashMutants } from "./clash-mutants.ts";
import { secondPersonMutants } from "./second-person-mutants.ts";

/** A leak that somebody could write by mistake, and the test that must notice it. */
export interface Mutant {
  leak: string;
  /** Under the root of the checkout. */
  file: string;
  /** Stands exactly once in the file. */
  find: string;
  replace: string;
  /** The file of the killing test and the whole name of that test. */
  killedBy: readonly [file: string, name: string];
}

const inForce = "src/release/in-force.test.ts";
const compile = "src/release/compile.test.ts";
const derived = "src/release/derived.test.ts";
const leaving = "test/network/leaving.test.ts";
const store = "src/store/sqlite/open.test.ts";
const partnerView = "test/network/partner-view.test.ts";
const journal = "test/network/journal.test.ts";
const situation = "test/network/situation.test.ts";
const consents = "src/desk/consents.ts";
const consentsTest = "src/desk/consents.test.ts";
const lastWord =
  "re-share only by consent: the last word of every originator decides, in whatever order and however often it comes";
const consent = "test/network/consent.test.ts";
const relabelled = "test/network/relabelled.test.ts";
const conditions = "src/release/conditions.ts";
const bundles = "test/network/bundles.test.ts";
const readingBundles = "src/exchange/bundle/read-bundle.test.ts";
const ledger = "test/network/ledger.test.ts";
const everyChange =
  "each thing that is changed is named, and is no fault any more once it is put back";
const taskState = "src/domain/task-state.ts";
const taskRules = "test/network/task-rules.test.ts";

/** The known classes of leaks, each at least once. `mutants.test.ts` writes each into a copy and runs its test there. */
export const mutants: readonly Mutant[] = [
  {
    leak: "a stolen key, retired since, that says how far partners have come",
    file: "src/desk/sender-key.ts",
    find: "return key !== undefined && key.retired === undefined;",
    replace: "return key !== undefined;",
    killedBy: [
      "test/network/bundles-later.test.ts",
      "what a retired key signed is taken in and moves nothing, and the partner's next bundle brings all",
    ],
  },
  {
    leak: "a cursor that follows a date far ahead, so that nobody asks for what comes before it",
    file: "src/desk/accept-records.ts",
    find: "contiguous && reached ?",
    replace: "contiguous ?",
    killedBy: [
      "test/network/bundles-later.test.ts",
      "no date far ahead moves anything, whoever signs it and however it comes",
    ],
  },
  {
    leak: "a stolen key, retired since, with which a receipt says that everything arrived",
    file: "src/desk/apply-control.ts",
    find: "(vouched || stillSigns(desk, from, checked.kid!))",
    replace: "true",
    killedBy: [
      "test/network/bundles-later.test.ts",
      "what a retired key signed is taken in and moves nothing, and the partner's next bundle brings all",
    ],
  },
  {
    leak: "a recall whose date tells that there is something newer",
    file: "src/desk/narrow.ts",
    find: "const told = Math.max(newest, lostUntil);",
    replace: "const told = Math.max(newest, through);",
    killedBy: [
      "test/network/revise.test.ts",
      "a version that fewer may have takes the earlier ones back, and a wider one brings it again",
    ],
  },
  {
    leak: "a performer who steps out and is not heard, since a grant holds",
    file: "src/desk/plan-release.ts",
    find: 'return state === "suspended" || state === "aborted" || state === "declined";',
    replace: "return false;",
    killedBy: [
      "test/network/hold.test.ts",
      "who steps out of a part is heard at once by those who had its word; whatever else it says waits",
    ],
  },
  {
    leak: "a performer's first word that passes a hold",
    file: "src/desk/plan-release.ts",
    find: "if (!(await had(id))) return false;",
    replace: "",
    killedBy: [
      "test/network/hold.test.ts",
      "who steps out of a part is heard at once by those who had its word; whatever else it says waits",
    ],
  },
  {
    leak: "what was changed and waits for a second person, and goes out with the word of who steps out",
    file: "src/desk/plan-release.ts",
    find: "if (need.originator !== partner && !(await had(need.id, need.modified))) return false;",
    replace: "",
    killedBy: [
      "test/network/hold.test.ts",
      "who steps out of a part is heard at once by those who had its word; whatever else it says waits",
    ],
  },
  {
    leak: "a warning that a hold keeps back",
    file: "src/release/compile.ts",
    find: 'if (subject.kind === "warning") return 0;',
    replace: "",
    killedBy: [
      "src/release/compile.test.ts",
      "a warning, which two people issued, is kept back by no grant",
    ],
  },
  {
    leak: "a recall from one partner that stays unsaid where another had passed the record on to it",
    file: "src/desk/recall-record.ts",
    find: "(offered.includes(partner) && mayHaveByOthers(desk, record, partner))",
    replace: "false",
    killedBy: [
      "test/network/recall-round.test.ts",
      "what is taken back from one goes from there too where another had passed it on first",
    ],
  },
  {
    leak: "what was taken back after the backup goes again, since the backup had offered it to nobody",
    file: "src/desk/carry-over.ts",
    find: 'return { do: "offer", offer: { partner, id, modified, control: false } };',
    replace: 'return { do: "void", partner, id };',
    killedBy: [
      "test/robustness/restore-recall.test.ts",
      "what a narrower version took back after the backup stays back, though the backup had offered it to nobody",
    ],
  },
  {
    leak: "what was taken back goes again after two restores, of which the first had never known it",
    file: "src/desk/carry-over.ts",
    find: "offers.length > 0 ? known : await toldOf(",
    replace: "offers.length >= 0 ? known : await toldOf(",
    killedBy: [
      "test/robustness/restore-recall.test.ts",
      "it stays back too where a restore to before it was written came in between",
    ],
  },
  {
    leak: "what needs something that was taken back, because that comes again in the same delivery",
    file: "src/desk/incoming.ts",
    find: "if (isGone || making",
    replace: "if (making",
    killedBy: [
      "test/network/one-delivery.test.ts",
      "what was taken back and comes again beside something that needs it lets that not go on",
    ],
  },
  {
    leak: "words of an originator that its holders pass on with its recall",
    file: "src/desk/withdraw.ts",
    find: "reason: takenBackText, from: onward",
    replace: "reason, from: onward",
    killedBy: [
      "test/network/recall-round.test.ts",
      "what its originator takes back goes from all who passed it round",
    ],
  },
  {
    leak: "recalls of what never came, as many as a partner likes",
    file: "src/desk/recall-limits.ts",
    find: "return before < mostAhead ? null",
    replace: "return before < Infinity ? null",
    killedBy: [
      "test/network/relay-recall.test.ts",
      "recalls of what never came are bounded, and one that is held holds as soon as its record comes",
    ],
  },
  {
    leak: "a ledger that is gone, though the partner signed for it",
    file: "src/desk/verify-ledger.ts",
    find: 'if (isCurrent) tell(partner, "ledger-missing", receipt);',
    replace: 'if (isCurrent) remark(partner, "ledger-earlier-gone", receipt);',
    killedBy: [ledger, everyChange],
  },
  {
    leak: "when and under which clauses, forged together with the chain over them",
    file: "src/desk/verify-served.ts",
    find: "(signed?.size === size && !Buffer.from(signed.root).equals(head))",
    replace: "false",
    killedBy: [ledger, everyChange],
  },
  {
    leak: "this node's signature under when and why, taken out",
    file: "src/desk/verify-served.ts",
    find: "if (most > chain.signed)",
    replace: "if (most > chain.size)",
    killedBy: [ledger, everyChange],
  },
  {
    leak: "a partner's claim, counted as a fault of this node for good",
    file: "src/desk/ledger-claims.ts",
    find: 'if (incarnation === null) return { ...claim, worth: "unproven" };',
    replace: 'if (incarnation === null) return { ...claim, worth: "changed" };',
    killedBy: [
      "test/network/ledger-claims.test.ts",
      "a partner's checkpoint that proves nothing is told as its claim, and is no fault here",
    ],
  },
  {
    leak: "an earlier ledger, gone back to and held against nothing",
    file: "src/desk/follow-ledger.ts",
    find: "(earlier.find((one) => one.origin === origin) ?? null)",
    replace: "null",
    killedBy: [
      "test/network/ledger-claims.test.ts",
      "people are told of a partner's new ledger, and one that is gone back to is held against what was signed",
    ],
  },
  {
    leak: "a check answered by what only this node knows",
    file: "src/desk/tasks/check-answer.ts",
    find: "if (part?.originator === partner) known.add(id);",
    replace: "if (part) known.add(id);",
    killedBy: [
      "test/network/checks.test.ts",
      "a part that the asker does not have changes nothing of the answer",
    ],
  },
  {
    leak: "a check answered once more whenever something happens here",
    file: "src/desk/tasks/check-answer.ts",
    find: "canonical(Object.fromEntries(names.map((name) => [name, of[name]])));",
    replace: "JSON.stringify(names.map((name) => of[name]));",
    killedBy: [
      taskRules,
      "where to keep away is said once for a version, whatever else happens here and however often the node starts",
    ],
  },
  {
    leak: "a word on what was taken back, to who took it back",
    file: "src/desk/withdraw.ts",
    find: 'changes.push({ do: "unsettle", id, derived: await restingOn(desk, id) });',
    replace: "await restingOn(desk, id);",
    killedBy: [
      taskRules,
      "what was said of a part that was taken back is not served any more, not even to who took it back",
    ],
  },
  {
    leak: "whether a part that left for nobody is here, to who names it",
    file: "src/desk/known-to.ts",
    find: "return offers.some(({ modified, state }) => modified === meant && wasServed(state));",
    replace: "return offers.length === 0 || offers.some(({ modified }) => modified === meant);",
    killedBy: [
      "test/network/answering.test.ts",
      "a word on a part that a third partner passed on is taken in; on one that left for nobody, it is as one on nothing",
    ],
  },
  {
    leak: "that a clash with a protected place was accepted",
    file: "src/desk/tasks/accept-clash.ts",
    find: "const hidden = ofOurs || (await isHidden(desk, parts, others));",
    replace: "const hidden = ofOurs && (await isHidden(desk, parts, others));",
    killedBy: [
      "test/network/checks.test.ts",
      "own protected places stand against own parts alone, and what is said of them goes to nobody",
    ],
  },
  {
    leak: "others' parts held against exact places",
    file: "src/desk/tasks/task-board.ts",
    find: "if (places.get(other) !== undefined) return performer === self;",
    replace: "if (places.get(other) !== undefined) return true;",
    killedBy: [
      "test/network/checks.test.ts",
      "near a protected place: areas to keep away from, a clash at both, dealt with by both; elsewhere an answer too",
    ],
  },
  {
    leak: "a clash, said of what nobody could compare",
    file: "src/desk/tasks/check-answer.ts",
    find: 'kind !== "boundary" && compared',
    replace: 'kind !== "boundary"',
    killedBy: [
      "test/network/task-limits.test.ts",
      "areas too entangled to be compared clash at both nodes until people have looked, and are no answer to a check",
    ],
  },
  {
    leak: "any amount of work that a partner puts before a node",
    file: "src/desk/admit.ts",
    find: "return workFault(originator, passed);",
    replace: "return null;",
    killedBy: [
      "test/network/task-limits.test.ts",
      "so many parts of one partner stand in a task; what goes beyond is held and says what to do",
    ],
  },
  {
    leak: "an area to keep away from that one person sets aside",
    file: "src/desk/tasks/accept-alone.ts",
    find: "if (same && !samePerson(waiting.asked.by, person)) {",
    replace: "if (same) {",
    killedBy: [
      "test/network/checks.test.ts",
      "who said to keep away has no veto: after its own reason two people of whose part it is decide, until the areas are others",
    ],
  },
  {
    leak: "areas to keep away from, accepted before anybody knew of them",
    file: "src/desk/tasks/clash-state.ts",
    find: '        object["keep_away_key"] === keepAwayKeyIn(live, clash),',
    replace: "        true,",
    killedBy: [
      "test/network/checks.test.ts",
      "who said to keep away has no veto: after its own reason two people of whose part it is decide, until the areas are others",
    ],
  },
  {
    leak: "a clash, to who may not see who said which unit does a part",
    file: "src/desk/tasks/list-clashes.ts",
    find: 'if (kind !== "unit-twice") return true;',
    replace: "if (kind) return true;",
    killedBy: [
      "test/network/task-rules.test.ts",
      "a person sees no part, count, clash, dependency or history above the clearance",
    ],
  },
  ...clashMutants,
  ...secondPersonMutants,
  {
    leak: "a delivery that is answered for before it is on disk",
    file: "src/desk/take-in.ts",
    find: "await written.catch((error: unknown) => {",
    replace:
      "await Promise.race([written, new Promise((soon) => setTimeout(soon, 0, { result: { records: [] }, value: [] }))]).catch((error) => {",
    killedBy: [partnerView, "a delivery is answered for once it is on disk, and not before"],
  },
  {
    leak: "the list of recipients in what each of them gets",
    file: "src/desk/write-down.ts",
    find: "signObject(object, desk.signer);",
    replace: "signObject({ ...object, releasable_to: recipients }, desk.signer);",
    killedBy: [
      partnerView,
      "who is listed for a record is told to nobody, not even to who is listed",
    ],
  },
  {
    leak: "more that a partner is told of and never gets",
    file: "src/desk/read-outbox.ts",
    find: "      if (leaves) {\n",
    replace: "      {\n",
    killedBy: [partnerView, "nothing counts what may not leave: a page that is the last says so"],
  },
  {
    leak: "the size of a bundle, which counts what is in it",
    file: "src/exchange/bundle/segment.ts",
    find: "Math.ceil(used / step) * step - used",
    replace: "0",
    killedBy: [readingBundles, "each segment is filled up, so that its size tells little"],
  },
  {
    leak: "a record read with one of its caveats",
    file: "src/domain/clearance.ts",
    find: "label.caveats.every((caveat)",
    replace: "label.caveats.some((caveat)",
    killedBy: [
      "src/domain/clearance.test.ts",
      "every caveat of a label must be among those of the clearance",
    ],
  },
  {
    leak: "records read above the clearance",
    file: "src/desk/viewer.ts",
    find: "return clears(clearance, own) && seesClass(desk, clearance, release);",
    replace: "return true;",
    killedBy: [
      "test/network/clearance.test.ts",
      "nothing tells a person of records above the clearance, by any route",
    ],
  },
  {
    leak: "any topic instead of all",
    file: conditions,
    find: "label.topics.find((topic) => !allowed.includes(topic))",
    replace:
      "label.topics.every((topic) => !allowed.includes(topic)) ? label.topics[0] : undefined",
    killedBy: [
      compile,
      "a grant must cover all topics; a record without topics matches no limited grant",
    ],
  },
  {
    leak: "a record without topics under a grant that is limited to topics",
    file: conditions,
    find: 'if (label.topics.length === 0) return { condition: "grant-no-topic", of: "" };',
    replace: "",
    killedBy: [
      compile,
      "a grant must cover all topics; a record without topics matches no limited grant",
    ],
  },
  {
    leak: "a red line that matches on all topics only",
    file: conditions,
    find: "label.topics.some((topic) => mentions(redLine.topics, topic))",
    replace: "label.topics.every((topic) => mentions(redLine.topics, topic))",
    killedBy: [compile, "a red line beats every grant and matches on any of its topics"],
  },
  {
    leak: "a red line that looks at the first originator only",
    file: conditions,
    find: "originatorsOf(subject).some((originator) => mentions(redLine.origin, originator))",
    replace: "mentions(redLine.origin, subject.originator)",
    killedBy: [derived, "a red line on one of its originators stops what is derived"],
  },
  {
    leak: "caveats that nobody admitted",
    file: conditions,
    find: "label.caveats.find((text) => !grant.caveats?.includes(text))",
    replace: "label.caveats.find((text) => grant.caveats && !grant.caveats.includes(text))",
    killedBy: [compile, "every caveat must be admitted; left out admits none"],
  },
  {
    leak: "a missing release taken for public",
    file: conditions,
    find: 'if (label.release !== "agreements" && label.release !== "listed") {',
    replace: 'if (label.release === "none") {',
    killedBy: [compile, "what is unknown or broken is not released"],
  },
  {
    leak: "a classification that nobody knows taken for the lowest",
    file: conditions,
    find: "if (rank(label.classification) < 0) {",
    replace: "if (label.classification === undefined) {",
    killedBy: [compile, "what is unknown or broken is not released"],
  },
  {
    leak: "re-share without consent",
    file: conditions,
    find: 'return particulars.consents?.includes(to) ? null : { condition: "consent", of: "" };',
    replace: "return null;",
    killedBy: [
      compile,
      "originator control: only by the originator's consent, partner by partner, within grants and red lines",
    ],
  },
  {
    leak: "a consent that was given to another holder",
    file: consents,
    find: "matter.holder === holder && matter.to === to",
    replace: "matter.to === to",
    killedBy: [consentsTest, lastWord],
  },
  {
    leak: "a consent of one originator taken for that of all",
    file: consents,
    find: "asked.every((originator) =>",
    replace: "asked.length === 0 || asked.some((originator) =>",
    killedBy: [consentsTest, lastWord],
  },
  {
    leak: "a consent under another label",
    file: consents,
    find: "return matters.filter(({ answer }) => answer?.label === labelId);",
    replace: "return matters;",
    killedBy: [consentsTest, lastWord],
  },
  {
    leak: "an older consent that comes again after it was taken back",
    file: consents,
    find: "(matter[side] && matter[side].at >= consent.at)",
    replace: "matter[side] === consent",
    killedBy: [consentsTest, lastWord],
  },
  {
    leak: "a consent by somebody else than the originator",
    file: "src/domain/consent.ts",
    find: "object.created_by_ref !== identityId(maker) ||",
    replace: "",
    killedBy: [
      "src/domain/control-records.test.ts",
      "what somebody else made than who has to is no consent",
    ],
  },
  {
    leak: "a copy taken from a holder without its originator's consent",
    file: "src/desk/admit.ts",
    find: "return given ? null :",
    replace: "return given !== undefined ? null :",
    killedBy: [
      consent,
      "who gets a copy from another than its originator holds it back without a consent, and learns nothing by sending one",
    ],
  },
  {
    leak: "a consent that tells of a record which may not go",
    file: "src/desk/consents-carried.ts",
    find: 'answer.state === "given" ? mayGo(object) : modified === answer.at',
    replace: "modified === answer.at",
    killedBy: [
      consent,
      "a red line that comes after the consent keeps record and consent here, and both go once it is gone",
    ],
  },
  {
    leak: "re-share to anybody under a grant to the parties",
    file: conditions,
    find: 'if (scope === "parties" && !fromFellows())',
    replace: 'if (scope === "parties" && false)',
    killedBy: [compile, "re-share: the originator's label and the grant must both admit it"],
  },
  {
    leak: "an expired clause",
    file: "src/release/standing.ts",
    find: "return from <= at && at < until;",
    replace: "return from <= at;",
    killedBy: [
      "src/release/properties.test.ts",
      "nothing is released by what has expired or has not begun",
    ],
  },
  {
    leak: "a signature outlives its withdrawal",
    file: "src/release/standing.ts",
    find: 'Number(a.act !== "sign") - Number(b.act !== "sign") ||',
    replace: "",
    killedBy: [inForce, "said in the same millisecond, withdrawing wins"],
  },
  {
    leak: "a grant that the receiver never signed",
    file: "src/release/in-force.ts",
    find: "([party, theirs]) => mentions(grant.to, party) && theirs.grants.has(text),",
    replace: "([party]) => mentions(grant.to, party),",
    killedBy: [
      inForce,
      "sides that stand by different versions share the clauses that are the same, word for word",
    ],
  },
  {
    leak: "a red line of the lead that binds only who signed it",
    file: "src/release/in-force.ts",
    find: "(powers ??= powersOver(agreement, drawer, node)).some((power) => isInside(redLine, power));",
    replace: "false;",
    killedBy: [
      inForce,
      "a red line of the lead within its powers binds a member that never signed it",
    ],
  },
  {
    leak: "a cache that keeps kinds together",
    file: "src/release/subject-cache.ts",
    find: "last.kind === kind &&",
    replace: "",
    killedBy: [compile, "the cache keeps labels, kinds and originators apart"],
  },
  {
    leak: "passing on what came under a grant that lets nothing on",
    file: "src/release/received.ts",
    find: '(grant.reshare === "parties" || grant.reshare === "any") &&',
    replace: "",
    killedBy: [
      compile,
      "re-share: the originator's own grant to us must admit it too, and cover the record",
    ],
  },
  {
    leak: "a stale cache of what was decided on particulars",
    file: "src/release/compile.ts",
    find: "if (found.audienceFixed) return found.audience;",
    replace: "return found.audience;",
    killedBy: [compile, "within: at least one area, and all of them inside"],
  },
  {
    leak: "a clause limited by kinds got round by deriving another kind",
    file: "src/desk/incoming.ts",
    find: "sources && (await addSources(desk, sources, closure, coming))",
    replace: "sources && []",
    killedBy: [
      "test/network/derived.test.ts",
      "a clause limited by kinds is not got round by writing another kind",
    ],
  },
  {
    leak: "union instead of intersection of the listed",
    file: "src/domain/join-labels.ts",
    find: "first.filter((partner) => rest.every((list) => list.includes(partner)))",
    replace: "union([first, ...rest])",
    killedBy: [
      "src/domain/join-labels.test.ts",
      "listed recipients are intersected, and a list that nobody is left on releases nothing",
    ],
  },
  {
    leak: "the lowest classification of what a record is derived from",
    file: "src/domain/join-labels.ts",
    find: "classifications[Math.max(...ranks)]",
    replace: "classifications[Math.min(...ranks)]",
    killedBy: [
      "src/domain/join-labels.test.ts",
      "any sources, as records come: order, grouping and repetition mean nothing, and nothing is loosened",
    ],
  },
  {
    leak: "a sequence that all outboxes share",
    file: "src/store/sqlite/outbox-writer.ts",
    find: "return { seq: ++recipient.last, added: recipient.added };",
    replace:
      "const { n } = db.prepare('SELECT count(*) + 1 AS n FROM offer').get() as { n: number };\n    recipient.last = n;\n    return { seq: n, added: recipient.added };",
    killedBy: [
      store,
      "each outbox has its own sequence and strictly ascending dates, whatever the clock does",
    ],
  },
  {
    leak: "a token that opens for another partner",
    file: "src/desk/outbox-token.ts",
    find: 'createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(partner))',
    replace: 'createCipheriv("aes-256-gcm", key, nonce)',
    killedBy: [
      "src/desk/outbox-token.test.ts",
      "a token opens for the partner it was made for, and only unaltered",
    ],
  },
  {
    leak: "no decision when leaving",
    file: "src/desk/may-leave.ts",
    find: "const byClass = isTold(",
    replace: "return true;\n  const byClass = isTold(",
    killedBy: [leaving, "a place does not leave without the report that needed it"],
  },
  {
    leak: "a place that leaves alone",
    file: "src/desk/may-leave.ts",
    find: "const unneeded = new Set(carried.filter((entry) => !needed.has(entry.row)));",
    replace: "const unneeded = new Set<OutboxEntry>();",
    killedBy: [leaving, "a place does not leave without the report that needed it"],
  },
  {
    leak: "a label that tells of what is withheld",
    file: "src/desk/may-leave.ts",
    find: "for (const anchor of await unheld(leaving, anchors, going)) unneeded.add(anchor);",
    replace: "",
    killedBy: [leaving, "a label does not leave before records that are all denied"],
  },
  {
    leak: "a dangling reference",
    file: "src/desk/closure.ts",
    find: "  closure.parts.push(...own.parts);\n",
    replace: "",
    killedBy: [
      "test/network/decided-anew.test.ts",
      "a report goes nowhere where what it refers to may not go, whether both come at once or one after the other",
    ],
  },
  {
    leak: "an earlier version that waits, where the latest has a stricter label",
    file: "src/desk/may-leave.ts",
    find: "if (!entry.latest && !(await mayLatest(leaving, entry))) return false;",
    replace: "",
    killedBy: [relabelled, "an earlier version does not leave where the latest may not"],
  },
  {
    leak: "what rests on something that got a stricter label",
    file: "src/desk/may-leave.ts",
    find: "settled && (seq > served || desk.classes.members(release).length <= 1)",
    replace: "seq > served || desk.classes.members(release).length <= 1",
    killedBy: [relabelled, "what rests on something does not leave where that may not go any more"],
  },
  {
    leak: "what rests on something that was taken back, served again",
    file: "src/desk/may-leave.ts",
    find: "settled && (seq > served || desk.classes.members(release).length <= 1)",
    replace: "true",
    killedBy: [
      "test/network/derived.test.ts",
      "a source that its originator takes back: people are told, what rests on it stays and goes no further",
    ],
  },
  {
    leak: "a dangling reference to what came before",
    file: "src/desk/incoming.ts",
    find: "      await visit(desk, target, undefined, closure, seen, { coming });\n",
    replace: "",
    killedBy: [
      "test/network/decided-anew.test.ts",
      "a report goes nowhere where what it refers to may not go, whether both come at once or one after the other",
    ],
  },
  {
    leak: "a decision that rests on a version which was replaced meanwhile",
    file: "src/desk/closure.ts",
    find: 'return [...latest].map(([id, modified]) => ({ do: "expect", id, modified }));',
    replace: "return [...latest].flatMap(() => []);",
    killedBy: ["test/network/narrowed-deep.test.ts", "while what rests on it is being planned"],
  },
  {
    leak: "what rests on something narrowed by way of something else",
    file: "src/store/sqlite/withhold-writer.ts",
    find: "CROSS JOIN record r ON r.row = f.row AND r.state & ${state.latest} <> 0",
    replace: "CROSS JOIN record r ON r.row = f.row AND r.state < 0",
    killedBy: [
      "test/network/narrowed-deep.test.ts",
      "before anything was served, whatever number rests on it",
    ],
  },
  {
    leak: "a recall notice to somebody who was never served",
    file: "src/store/sqlite/outbox-writer.ts",
    find: "if (offer.ifServed !== undefined && !wasServed(offer.ifServed, partner)) return false;",
    replace: "",
    killedBy: [
      store,
      "a recall-notice goes only to those who were served, and its receipt acknowledges the recall",
    ],
  },
  {
    leak: "a recalled entry served again",
    file: "src/store/sqlite/outbox-writer.ts",
    find: "if (standing && standing.state !== state.voided) return false;",
    replace: "if (standing && standing.state === state.open) return false;",
    killedBy: [
      store,
      "a recalled entry is never served again; one that had not left is told as voided",
    ],
  },
  {
    leak: "old records to a newcomer by default",
    file: "src/release/findings.ts",
    find: "from ?? Infinity);",
    replace: "from ?? -Infinity);",
    killedBy: [
      "test/network/backfill.test.ts",
      "old records go to a new partner from the date that the grant names, and not by default",
    ],
  },
  {
    leak: "an old record that its translation brings along",
    file: "src/desk/backfill.ts",
    find: "[...own, ...told]",
    replace: "own",
    killedBy: [
      "test/network/backfill.test.ts",
      "a relation or a translation, which no clause limits to kinds, brings no content along that no grant reaches back to",
    ],
  },
  {
    leak: "a decision under agreements that changed meanwhile",
    file: "src/desk/board.ts",
    find: "const result = await store.commit({ ...batch, epoch: under, ...nextEpoch }, written);",
    replace: "const result = await store.commit({ ...batch, ...nextEpoch }, written);",
    killedBy: [
      "test/network/decided-anew.test.ts",
      "a report that was decided before an agreement ended is decided anew before it is written",
    ],
  },
  {
    leak: "a reference that is satisfied by what others sent",
    file: "src/desk/known-to.ts",
    find: "if (versions.some(({ via, originator }) => via === partner || originator === partner))\n    return true;",
    replace: "if (versions.length > 0) return true;",
    killedBy: [
      "test/network/look-again.test.ts",
      "whether a reference is satisfied tells nothing of what others sent",
    ],
  },
  {
    leak: "anybody makes a lead relay its words",
    file: "src/desk/agreement-parties.ts",
    find: 'if (own.at(-1)?.act !== "sign") return new Set();',
    replace: "if (own.length === 0) return new Set(versions.flatMap(({ form }) => form.parties));",
    killedBy: [
      "test/network/lead-relays.test.ts",
      "a charter that names us lead goes nowhere before we sign it, and then to all with all signatures",
    ],
  },
  {
    leak: "resume by the clock: what came in one moment is passed over",
    file: "src/store/sqlite/outbox-writer.ts",
    find: "recipient.added = Math.max(now * 1000, recipient.added + 1);",
    replace: "recipient.added = now * 1000;",
    killedBy: [
      store,
      "each outbox has its own sequence and strictly ascending dates, whatever the clock does",
    ],
  },
  {
    leak: "an error taken for a yes",
    file: "src/release/compile.ts",
    find: "        return nobody;",
    replace: "        return input.partners;",
    killedBy: [compile, "what is unknown or broken is not released"],
  },
  {
    leak: "a signature that is not looked at",
    file: "src/proof/signature.ts",
    find: 'if (!isSignedBy(known.key, data, Buffer.from(parts[2]!, "base64url")))\n    return { ok: false, code: "signature-wrong" };',
    replace: "",
    killedBy: [
      "src/proof/signature.test.ts",
      "any change of the object or of one character of the signature is noticed",
    ],
  },
  {
    leak: "a record in the name of another",
    file: "src/desk/check/check-object.ts",
    find: "if (creator === undefined || context.identities.get(creator) !== verified.owner)",
    replace: "if (creator === undefined)",
    killedBy: [
      "src/desk/check/check-envelope.test.ts",
      "who signed must be who the object says made it",
    ],
  },
  {
    leak: "what was taken back after the backup comes back with it",
    file: "src/desk/carry-over.ts",
    find: 'if (kind !== "recall-notice") return group;',
    replace: "if (kind.length > 0) return group;",
    killedBy: [
      "test/robustness/restore-keeps.test.ts",
      "nothing that was taken back or stopped after the backup comes back with it",
    ],
  },
  {
    leak: "an answer that goes to those who may not have what it answers",
    file: "src/desk/incoming.ts",
    find: "closure.parts.push(...closure.parts.splice(before).map((part) => asTarget(desk, part)));",
    replace: "closure.parts.splice(before);",
    killedBy: [
      "test/network/answering.test.ts",
      "whoever made a record gets the answer to it, though it may be passed on to nobody; a third partner gets neither",
    ],
  },
  {
    leak: "an entry of the journal that is changed on disk",
    file: "src/store/sqlite/schema.ts",
    find: "CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal",
    replace: "CREATE TRIGGER journal_unchanged BEFORE UPDATE OF hash ON journal",
    killedBy: [journal, "whatever is changed on disk is found, and the file itself refuses it"],
  },
  {
    leak: "a journal of which a line can be replaced with the next ones as they are",
    file: "src/store/sqlite/journal-writer.ts",
    find: 'createHash("sha256").update(hash).update(text).digest()',
    replace: 'createHash("sha256").update(text).digest()',
    killedBy: [
      store,
      "each line carries the hash of all before it, also after the store was opened anew",
    ],
  },
  {
    leak: "a situation report that tells of what is above its label",
    file: "src/desk/watch/situation/facts.ts",
    find: "const viewer = { name: person.name, clearance };",
    replace: "const viewer = { ...person, clearance: { ...clearance, ...person.clearance } };",
    killedBy: [
      situation,
      "it tells of the period with grade, source and time, within the label alone",
    ],
  },
  {
    leak: "a situation report that rests on nothing of what it was made from",
    file: "src/desk/watch/situation/release-report.ts",
    find: "const submitted = await (sources.length === 0",
    replace: "const submitted = await (sources.length >= 0",
    killedBy: [
      situation,
      "released, it is a record that rests on all it was made from, and goes only where that goes",
    ],
  },
  {
    leak: "a situation report read by who may not see what it was made from",
    file: "src/desk/watch/situation/keep-report.ts",
    find: "return seesLocal(desk, reader, report.label, allSources(report));",
    replace:
      "return seesLocal(desk, reader, { ...report.label, classification: 'unclassified' }, []);",
    killedBy: [
      situation,
      "who may not see what it was made from sees no sign of it; agreements are for those who may report",
    ],
  },
  {
    leak: "entries of the journal above the clearance",
    file: "src/desk/watch/search-journal.ts",
    find: "return clears(clearance, labelOfSeries(series));",
    replace: "return clearance !== undefined && series !== undefined;",
    killedBy: [journal, "a person sees entries within the clearance, and no sign of others"],
  },
  {
    leak: "a number of the journal that tells of an entry about what is above the clearance",
    file: "src/desk/watch/write-entry.ts",
    find: "return joinLocal([chosen, ...labels]);",
    replace: "return joinLocal([chosen, ...labels.slice(0, 0)]);",
    killedBy: [journal, "a person sees entries within the clearance, and no sign of others"],
  },
  {
    leak: "a request whose addressees learn of each other",
    file: "src/desk/requests/write-request.ts",
    find: '        request_state: "open",',
    replace: '        request_state: "open",\n        labels: draft.to,',
    killedBy: [
      "test/network/requests.test.ts",
      "each of those asked has the question, and nothing of it tells that another has it",
    ],
  },
  {
    leak: "a request number that counts",
    file: "src/domain/request.ts",
    find: "const chance = [...random(5)].map((byte) => letters[byte % letters.length])",
    replace: "const chance = [...random(5)].map((_byte, index) => letters[index])",
    killedBy: [
      "src/domain/request.test.ts",
      "a number holds the time (UTC) and chance, and nothing that counts",
    ],
  },
  {
    leak: "an answer that names a record which the asker may not have",
    file: "src/desk/requests/answer-request.ts",
    find: "await mustGo(desk, asker, draft.records ?? []);",
    replace: "",
    killedBy: [
      "test/network/requests.test.ts",
      "accepted, then answered with records that the asker may have; refused only with a reason",
    ],
  },
  {
    leak: "open points of the watch above the clearance",
    file: "src/desk/watch/watch-points.ts",
    find: ".filter((_, index) => sees[index])",
    replace: ".filter((_, index) => sees[index] !== undefined)",
    killedBy: [
      "test/network/handover.test.ts",
      "what is above a clearance is not handed over to that person unseen, and leaves no trace for others",
    ],
  },
  {
    leak: "warnings across the red line of somebody who never agreed to the duty to warn",
    file: "src/release/rules.ts",
    find: "return against.filter(({ redLine }) => !duties.some((bound) => bound.has(redLine.by)));",
    replace: "return duties.length > 0 ? [] : against;",
    killedBy: [
      "src/release/duty-to-warn.test.ts",
      "a red line of somebody who has not joined stops warnings too",
    ],
  },
  {
    leak: "anything at all under the duty to warn",
    file: "src/domain/agreement.ts",
    find: 'Object.freeze({ id: "duty-to-warn", kinds: ["warning"] })',
    replace: 'Object.freeze({ id: "duty-to-warn" })',
    killedBy: [
      "src/release/duty-to-warn.test.ts",
      "the duty gives warnings to all who have joined, across red lines of theirs; left out or false it gives nothing",
    ],
  },
  {
    leak: "a duty to warn that a charter has unless it says no",
    file: "src/release/standing.ts",
    find: "form.coalition?.dutyToWarn === true",
    replace: "form.coalition !== undefined && form.coalition.dutyToWarn !== false",
    killedBy: [
      "src/release/duty-to-warn.test.ts",
      "the duty gives warnings to all who have joined, across red lines of theirs; left out or false it gives nothing",
    ],
  },
  {
    leak: "others' warnings passed on by the duty to warn",
    file: "src/release/conditions.ts",
    find: '  if (grant.id === dutyToWarnGrant.id) return { condition: "grant-reshare", of: "" };\n',
    replace: "",
    killedBy: [
      "src/release/duty-to-warn.test.ts",
      "nobody passes on what others warn of, with their consent neither, and caveats are not admitted",
    ],
  },
  {
    leak: "a warning that one person alone takes from all who were warned",
    file: "src/desk/recall-record.ts",
    find: 'if (record.kind === "warning")',
    replace: 'if (record.kind === "warning" && from)',
    killedBy: [
      "test/network/warnings.test.ts",
      "no one person makes a warning vanish, and none goes out whose time has passed",
    ],
  },
  {
    leak: "a warning of what is over",
    file: "src/desk/warnings/ask-warning.ts",
    find: "if (draft.until !== undefined && parseStixTime(draft.until)! <= desk.clock())",
    replace: "if (draft.until !== undefined && parseStixTime(draft.until)! <= asked.at)",
    killedBy: [
      "test/network/warnings.test.ts",
      "no one person makes a warning vanish, and none goes out whose time has passed",
    ],
  },
  {
    leak: "old clashes that hide those of now",
    file: "src/desk/tasks/list-clashes.ts",
    find: "|| when.stop > clock();",
    replace: "|| when.stop > 0;",
    killedBy: ["test/network/task-lists.test.ts", "clashes of what is over are no open clashes"],
  },
  {
    leak: "a warning by one person alone",
    file: "src/desk/two-people.ts",
    find: 'if (approve && own) throw new AppError("second-person-needed");',
    replace: "",
    killedBy: [
      "test/network/warnings.test.ts",
      "one person alone warns nobody; the first may take it back, the second may refuse it",
    ],
  },
  {
    leak: "a recall that waits for the clock of its sender to be right",
    file: "src/desk/check/check-object.ts",
    find: "  if (takesBack(object)) return;\n",
    replace: "",
    killedBy: [
      "src/desk/check/check-envelope.test.ts",
      'a "no" counts whatever the clock of its sender shows, a signature does not',
    ],
  },
  {
    leak: "exactly where a protected place is",
    file: "src/desk/protected/registry.ts",
    find: "{ area: coarsen(asPlace(id, place), keepAwayCell), answerTo: place.answerTo }",
    replace: "{ area: asPlace(id, place), answerTo: place.answerTo }",
    killedBy: [
      "src/desk/protected/registry.test.ts",
      "whatever is asked, the answer is the same for any place in the same cell",
    ],
  },
  {
    leak: "in a released report, words of performers on which it does not rest",
    file: "src/desk/watch/situation/tasks.ts",
    find: "commitment ? [part.id, commitment.id] : part.id",
    replace: "commitment ? [part.id] : part.id",
    killedBy: [
      "test/network/situation-work.test.ts",
      "a report rests on the words of performers that it tells of, and made for a partner it tells of none that may not go there",
    ],
  },
  {
    leak: "in a report that is made for a partner, parts that are kept from it",
    file: "src/desk/watch/situation/telling.ts",
    find: "if (releasableTo.length === 0) return [...records];",
    replace: "if (releasableTo.length >= 0) return [...records];",
    killedBy: [
      "test/network/situation-work.test.ts",
      "a report rests on the words of performers that it tells of, and made for a partner it tells of none that may not go there",
    ],
  },
  {
    leak: "all protected places to who asks of a whole country",
    file: "src/desk/protected/keep-away.ts",
    find: "if (activity && isTooLarge(activity))",
    replace: "if (activity && isTooLarge(activity) && false)",
    killedBy: [
      "test/network/asked-checks.test.ts",
      "one part tells no register, and none goes without an answer",
    ],
  },
  {
    leak: "all protected places to who asks often enough",
    file: "src/desk/protected/keep-away.ts",
    find: "if (all.size > mostOfDay) return",
    replace: "if (all.size > Infinity) return",
    killedBy: [
      "test/network/asked-checks.test.ts",
      "who asks again and again is told so much in a day and no more, and the rest a day later",
    ],
  },
  {
    leak: "by when a check is answered, what happens at this node",
    file: "src/desk/tasks/answer-checks.ts",
    find: "const asked = partsDue().filter((part) => isAsked(desk, part));",
    replace: "const asked = partsDue();",
    killedBy: [
      "test/network/asked-checks.test.ts",
      "what is hidden changes nothing of when a part is answered",
    ],
  },
  {
    leak: "a protected place that is not for this partner",
    file: "src/desk/protected/registry.ts",
    find: "if (!isFor(place, partner)) continue;",
    replace: "",
    killedBy: [
      "src/desk/protected/registry.test.ts",
      "a place that is not for a partner has no influence on what it is told",
    ],
  },
  {
    leak: "protected places by one person alone, one by one, as many as that one likes",
    file: "src/desk/protected/write-places.ts",
    find: "if (count >= mostByHand) throw",
    replace: "if (count > Infinity) throw",
    killedBy: [
      "test/network/protected-places.test.ts",
      "one person alone changes so many places in a day; the rest takes another one",
    ],
  },
  {
    leak: "an import of protected places by one person alone",
    file: "src/desk/two-people.ts",
    find: 'if (approve && own) throw new AppError("second-person-needed");',
    replace: "",
    killedBy: [
      "test/network/protected-places.test.ts",
      "an import counts once a second person approved it, and as a whole",
    ],
  },
  {
    leak: "a bundle that skips the decision at leaving",
    file: "src/exchange/bundle/write-bundle.ts",
    find: '    const page = await readOutbox(desk, partner, { afterSeq, versions: ["all"], limit, octets });\n',
    replace: `
    const found = await desk.store.outbox({ partner, afterSeq, versions: ["all"], limit });
    const body = await desk.store.bodies(found.entries.map(({ row }) => row));
    const page = { ...found, body } as unknown as Awaited<ReturnType<typeof readOutbox>>;
`,
    killedBy: [
      bundles,
      "what agreements stopped since it was offered is not written, and is when they allow it again",
    ],
  },
  {
    leak: "a bundle that was closed again for another",
    file: "src/exchange/bundle/read-bundle.ts",
    find: " || segment.name.to !== desk.self.id",
    replace: "",
    killedBy: [
      bundles,
      "what a partner opened and closed again for another is not taken for a bundle to that one",
    ],
  },
  {
    leak: "a bundle of which a page was taken out",
    file: "src/exchange/bundle/read-bundle.ts",
    find: "number === wanted.number && ",
    replace: "",
    killedBy: [
      readingBundles,
      "a segment that is taken out, moved, repeated, changed or cut off is noticed, and what is before it is taken in",
    ],
  },
  {
    leak: "a bundle whose pages nobody signed",
    file: "src/exchange/bundle/read-bundle.ts",
    find: "segment?.kid !== key.kid || !segment.isSignedBy(key)",
    replace: "segment?.kid !== key.kid",
    killedBy: [
      readingBundles,
      "a segment that is taken out, moved, repeated, changed or cut off is noticed, and what is before it is taken in",
    ],
  },
  {
    leak: "a bundle that anybody sealed under a partner's name",
    file: "src/exchange/bundle/read-bundle.ts",
    find: "key === null || !segment.isSignedBy(key)",
    replace: "key === null",
    killedBy: [
      readingBundles,
      "whatever is sealed for us without a partner's signature is refused in our own words",
    ],
  },
  {
    leak: "a cursor that goes over a hole, so that nobody asks for what is missing",
    file: "src/desk/accept-records.ts",
    find: "const contiguous = position.after === null || position.after <= through;",
    replace: "const contiguous = true;",
    killedBy: [
      readingBundles,
      "a hole before a bundle: it is taken in, the cursor stays, and what fills the hole mends it",
    ],
  },
  {
    leak: "the text of what was taken back in quarantine",
    file: "src/desk/admit.ts",
    find: "  if (originator === from && wasTakenBack(desk, row, heads)) return null;\n",
    replace: "",
    killedBy: [
      "test/network/recalled-again.test.ts",
      "parts of a report that was taken back and come again, one by one, are no question for anybody",
    ],
  },
  {
    leak: "a task in which somebody else's commitment counts",
    file: "src/desk/tasks/is-of-performer.ts",
    find: 'return version?.["performer"] === by;',
    replace: 'return version?.["performer"] === by || true;',
    killedBy: [
      taskRules,
      "a commitment by another waits, and counts once its part is given to who made it",
    ],
  },
  {
    leak: "a task in which silence is consent",
    file: taskState,
    find: 'if (commitment === null) return { ...plain, state: "proposed" };',
    replace: 'if (commitment === null) return { ...plain, state: "accepted" };',
    killedBy: [
      "src/domain/task-state.test.ts",
      "silence is never consent: without a word a part is proposed, or cancelled",
    ],
  },
  {
    leak: "a task in which a changed part does not ask again",
    file: taskState,
    find: "(partModified !== part.modified || taskModified !== frame.modified)",
    replace: "taskModified !== frame.modified",
    killedBy: [
      "src/domain/task-state.test.ts",
      "a word binds for the very versions that it names; after any change its performer is asked again",
    ],
  },
  {
    leak: "a task in which a changed frame does not ask again",
    file: taskState,
    find: "(partModified !== part.modified || taskModified !== frame.modified)",
    replace: "partModified !== part.modified",
    killedBy: [
      "src/domain/task-state.test.ts",
      "a word binds for the very versions that it names; after any change its performer is asked again",
    ],
  },
  {
    leak: "a task that shows ready what has an open clash",
    file: taskState,
    find: 'if (state === "ready" && clashing)',
    replace: 'if (state === "ready" && clashing && part.cancelled)',
    killedBy: [
      "src/domain/task-state.test.ts",
      "nothing is ready while it clashes; nothing else is made of a word than what it says",
    ],
  },
  {
    leak: "a task in which ready is said with an open clash",
    file: "src/desk/tasks/must-not-clash.ts",
    find: "if (blocking.length === 0) return;",
    replace: "if (blocking.length < 1_000) return;",
    killedBy: [
      taskRules,
      "a clash with an own part that the other does not have keeps one from being ready, and its acceptance stays here",
    ],
  },
  {
    leak: "a task whose part names what it depends on",
    file: "src/desk/tasks/write-parts.ts",
    find: "  const parts = records.map((record, index) =>",
    replace:
      "  for (const { id, properties } of records)\n    if (needs.get(id)!.length > 0) properties['labels'] = needs.get(id);\n  const parts = records.map((record, index) =>",
    killedBy: [
      taskRules,
      "a part tells nothing of what it depends on where that may not go, and nobody else speaks for it",
    ],
  },
  {
    leak: "a task in which others say what a part depends on",
    file: "src/desk/tasks/dependants.ts",
    find: "if (need.originator !== source.originator && need.originator !== performerOf(source))",
    replace: "if (need.originator === performerOf(source) && source.originator === null)",
    killedBy: [
      taskRules,
      "a part tells nothing of what it depends on where that may not go, and nobody else speaks for it",
    ],
  },
  {
    leak: "a task whose suspension is told to those alone who depend on it directly",
    file: "src/desk/tasks/dependants.ts",
    find: "      waiting.push(source);\n",
    replace: "",
    killedBy: [taskRules, "all who depend on what is suspended are told, by way of others too"],
  },
  {
    leak: "a clash that somebody accepts whom it does not concern",
    file: "src/desk/tasks/clash-state.ts",
    find: "const isSettled = [...concernedBy(live, clash)].every((partner) => settled.has(partner));",
    replace: "const isSettled = settled.size > 0;",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "ready with an open clash is no more than accepted, whoever said it, until all concerned accepted it",
    ],
  },
  {
    leak: "a clash that was accepted between other versions",
    file: "src/desk/tasks/clash-state.ts",
    find: "return at !== undefined && parseStixTime(at) === modified;",
    replace: "return at !== undefined && parseStixTime(at) !== modified - 1;",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "ready with an open clash is no more than accepted, whoever said it, until all concerned accepted it",
    ],
  },
  {
    leak: "a clash that a partner accepts for all",
    file: "src/desk/tasks/clash-state.ts",
    find: 'if (isOwn && object["known_here_alone"] === true)',
    replace: 'if (object["known_here_alone"] === true)',
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "this node's own word is enough where only it knows, and says so; a partner's never is",
    ],
  },
  {
    leak: "an acceptance of what only this node knows, to others",
    file: "src/desk/tasks/accept-clash.ts",
    find: "choice: hidden ? { ...choice, releasableTo: [] } : choice,",
    replace: "choice,",
    killedBy: [
      "test/network/checks.test.ts",
      "own protected places stand against own parts alone, and what is said of them goes to nobody",
    ],
  },
  {
    leak: "a clash with what the others do not have, which waits for their word",
    file: "src/desk/tasks/accept-clash.ts",
    find: "...(hidden && { known_here_alone: true }),",
    replace: "...(hidden && {}),",
    killedBy: [
      taskRules,
      "a clash with an own part that the other does not have keeps one from being ready, and its acceptance stays here",
    ],
  },
  {
    leak: "a clash shown to who may not see what clashes",
    file: "src/desk/tasks/list-clashes.ts",
    find: "if (!between.every((id) => isSeen(live.get(id)))) return false;",
    replace: "if (!between.some((id) => isSeen(live.get(id)))) return false;",
    killedBy: [
      taskRules,
      "a person sees no part, count, clash, dependency or history above the clearance",
    ],
  },
  {
    leak: "a clash that one's own word settles for all",
    file: "src/desk/tasks/clash-state.ts",
    find: 'if (isOwn && object["known_here_alone"] === true) return "accepted";',
    replace: 'if (isOwn) return "accepted";',
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "this node's own word is enough where only it knows, and says so; a partner's never is",
    ],
  },
  {
    leak: "a clash that two people of another partner settle",
    file: "src/desk/tasks/clash-state.ts",
    find: "!(isOwn || keepAwayIn(live, clash))",
    replace: "!clash",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "two people decide without the others where a third partner wrote a part; nowhere else, and for no other node",
    ],
  },
  {
    leak: "a clash that two people settle although the others can answer",
    file: "src/desk/tasks/clash-state.ts",
    find: "writer !== by && writer !== other",
    replace: "writer !== by",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "two people decide without the others where a third partner wrote a part; nowhere else, and for no other node",
    ],
  },
  {
    leak: "a proposal that keeps a partner's part from being ready",
    file: "src/desk/tasks/task-board.ts",
    find: 'blocks: state === "open" && isCertain && counts',
    replace: 'blocks: state === "open" && counts',
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "what is only proposed clashes and keeps nothing from being ready, until its performer stands by it",
    ],
  },
  {
    leak: "a part that is ready beside more than was compared",
    file: "src/desk/tasks/task-board.ts",
    find: "    for (const id of others) {\n      crowded.set(id, true);",
    replace: "    for (const id of others.slice(0, 0)) {\n      crowded.set(id, true);",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "a crowd makes no clash be forgotten or told as solved, and what is only proposed is no veto in a crowd either",
    ],
  },
  {
    leak: "a clash told as solved that was crowded out",
    file: "src/desk/tasks/task-board.ts",
    find: " || clash.between.some((other) => unseen.has(other))) continue;",
    replace: ") continue;",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "a crowd makes no clash be forgotten or told as solved, and what is only proposed is no veto in a crowd either",
    ],
  },
  {
    leak: "a clash that proposals crowd out",
    file: "src/desk/tasks/task-board.ts",
    find: "clashing.has(other) ? 0 : committed.has(other) ? 1 : 2",
    replace: "clashing.has(other) ? 2 : 1",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "a crowd makes no clash be forgotten or told as solved, and what is only proposed is no veto in a crowd either",
    ],
  },
  {
    leak: "a part under way that its proposer takes off the board",
    file: "src/domain/task-state.ts",
    find: "return !isOff(state) && (goesOn(state) || !isOver(frame, part));",
    replace: "return !isOff(state) && !isOver(frame, part);",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "what is under way is in the way until its performer says that it is over, whoever changes or cancels it",
    ],
  },
  {
    leak: "a part under way that a changed frame makes a proposal",
    file: "src/domain/task-state.ts",
    find: '  "under-way",\n  "suspended",\n  "aborted",\n  "done",\n]);',
    replace: '  "suspended",\n  "aborted",\n  "done",\n]);',
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "what is under way is in the way until its performer says that it is over, whoever changes or cancels it",
    ],
  },
  {
    leak: "a suspension, kept from who comes to depend on it later",
    file: "src/desk/tasks/dependants.ts",
    find: 'if (type !== "depends-on") continue;',
    replace: "if (type) continue;",
    killedBy: [taskRules, "all who depend on what is suspended are told, by way of others too"],
  },
  {
    leak: "where a part stands, to who may not see what was said of it",
    file: "src/desk/tasks/seen-standing.ts",
    find: "said && sees(desk, viewer, said) ? said : null",
    replace: "said ?? null",
    killedBy: [
      taskRules,
      "what is said above a person's clearance tells nothing of where a part stands",
    ],
  },
  {
    leak: "a suspension, to who may not see the word",
    file: "src/desk/tasks/dependants.ts",
    find: "[id, ...way, word.id]",
    replace: "[id, ...way]",
    killedBy: [
      taskRules,
      "what is said above a person's clearance tells nothing of where a part stands",
    ],
  },
  {
    leak: "a list of recipients whose writer does not know who sees no states",
    file: "src/desk/tasks/recipients-note.ts",
    find: "others.length === 0) return null;",
    replace: "others.length < 9) return null;",
    killedBy: [
      taskRules,
      "whoever drafts or writes a part for a list of recipients is told who will not see where it stands",
    ],
  },
  {
    leak: "a part under way of which another one is made the performer",
    file: "src/desk/tasks/write-parts.ts",
    find: 'desk.tasks.standing(part)?.state === "under-way")',
    replace: "desk.tasks.standing(part) === null)",
    killedBy: [
      taskRules,
      "who performs a part that is under way is not changed before that one ended it",
    ],
  },
  {
    leak: "a part whose refusal names what its reader may not see",
    file: "src/desk/tasks/must-not-clash.ts",
    find: "blocking.filter(({ clash }) => seesClash(desk, viewer, clash))",
    replace: "blocking.filter(({ clash }) => clash !== undefined && seesClash !== undefined)",
    killedBy: [
      taskRules,
      "a person sees no part, count, clash, dependency or history above the clearance",
    ],
  },
  {
    leak: "a partner who stops another one's unit by naming it in a part of its own",
    file: "src/desk/tasks/joint-task.ts",
    find: "return unit?.originator === performerOf(part) ? unit.id : null;",
    replace: "return unit ? unit.id : null;",
    killedBy: [
      taskRules,
      "a partner commits its own units and nobody else's, whatever another node says",
    ],
  },
  {
    leak: "a part that commits another partner's unit",
    file: "src/desk/tasks/must-own-unit.ts",
    find: "if (unit.originator === performer) return;",
    replace: "if (performer !== unit.id) return;",
    killedBy: [
      taskRules,
      "a partner commits its own units and nobody else's, whatever another node says",
    ],
  },
  {
    leak: "a draft that names to a person what that person may not see",
    file: "src/desk/tasks/task-drafts.ts",
    find: "return !record || sees(desk, viewer, record);",
    replace: "return !record || sees !== undefined;",
    killedBy: [
      taskRules,
      "a person sees no part, count, clash, dependency or history above the clearance",
    ],
  },
  {
    leak: "a part about less than its task, which goes where that may not",
    file: "src/desk/tasks/task-draft.ts",
    find: "(draft.topics || !topics ? draft : { ...draft, topics })",
    replace: "(topics ? draft : { ...draft })",
    killedBy: [
      "test/network/task-lists.test.ts",
      "who drafts or writes a part that its performer cannot have is told so, and why; a part is about what its task is about",
    ],
  },
  {
    leak: "a part whose performer never hears of it, without a word",
    file: "src/desk/tasks/performer-note.ts",
    find: "return released ? null : reasons;",
    replace: "return released || reasons.length < 99 ? null : reasons;",
    killedBy: [
      "test/network/task-lists.test.ts",
      "who drafts or writes a part that its performer cannot have is told so, and why; a part is about what its task is about",
    ],
  },
  {
    leak: "a clash that nobody looks for when things run late",
    file: taskState,
    find: 'if (state !== "under-way" || now < stop) return stop;',
    replace: "if (state !== undefined) return stop;",
    killedBy: [
      "src/desk/tasks/task-board.test.ts",
      "what is under way past its end goes on: a clash with what comes next is found before it happens",
    ],
  },
  {
    leak: "what is written on a version that a restored store knows only as taken back",
    file: "src/desk/plan-release.ts",
    find: "modified <= one.through && one.partners",
    replace: "modified > one.through && one.partners",
    killedBy: [
      "test/robustness/carry-recalls.test.ts",
      "what rests on a version that was taken back does not go again from a store that has it as the latest",
    ],
  },
];
