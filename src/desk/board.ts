import type { AgreementSignature, AgreementVersion } from "../domain/agreement.ts";
import { readAgreement, readSignature } from "../domain/agreement-object.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { compilePolicy } from "../release/compile.ts";
import type { Policy, PolicyInput } from "../release/types.ts";
import type {
  Batch,
  CommitResult,
  PartWritten,
  RecordOutcome,
  Store,
  StoredRecord,
} from "../store/port.ts";

export type Clock = () => number;

/** So many of one party's "no"s to one agreement are kept in memory. */
const mostNoes = 500;

const agreementKinds = ["agreement", "agreement-signature"];

export interface Plan<T> {
  batch: Omit<Batch, "epoch" | "nextEpoch">;
  /**
   * Plans under way must be made anew: agreements or signatures stand in the batch, of which the policy learns
   * those that are written, or something is taken back.
   */
  moves?: boolean;
  value: T;
}

/** Agreements as they stand, or as they will once something that is about to be committed is there. */
export interface Papers {
  versions: readonly AgreementVersion[];
  signatures: readonly AgreementSignature[];
}

/** The agreements as this node knows them, compiled, with the epoch that commits are checked against. */
export interface Board {
  /** Valid now: one whose boundary has passed is compiled anew, and one that was compiled at a later time. */
  policy(): Policy;
  /** All versions and signatures that are here: the same object until one of them comes. */
  papers(): Papers;
  /** What the current policy was compiled from: the start of a preview. */
  input(): PolicyInput;
  /** The partners that clauses may name changed. `introduced`: of these, those to whom nothing goes for want of a link. */
  setPartners(partners: readonly PartnerId[], introduced: readonly PartnerId[]): void;
  /** Called after the policy moved: by agreements, partners, or a date that passed. */
  onMove(listener: () => void): void;
  /**
   * Decides and commits under one epoch: `plan` is asked again when agreements changed in between. `written` is
   * told of what is on disk, in the order of commits: of a bulk batch part by part, also where a later part fails.
   * Errors: those of the store; `busy` when agreements keep changing.
   */
  commit<T>(
    plan: (policy: Policy) => Promise<Plan<T>>,
    written?: PartWritten,
  ): Promise<{ result: CommitResult; value: T }>;
}

export async function openBoard(
  store: Store,
  self: PartnerId,
  [partners, introduced]: readonly [readonly PartnerId[], readonly PartnerId[]],
  clock: Clock,
): Promise<Board> {
  const versions = new Map<string, AgreementVersion>();
  const signatures = new Map<string, AgreementSignature>();
  /** Keys of the signatures that withdraw, by agreement and party. */
  const noes = new Map<string, Set<string>>();
  const listeners: (() => void)[] = [];
  let known = { partners, introduced };
  let papers: Papers | null = null;
  let epoch = await store.epoch();
  for (const kind of agreementKinds) {
    for (const record of await everyVersion(store, kind)) take(JSON.parse(record.body));
  }
  let at = clock();
  let policy = compilePolicy({ ...input(), at });

  function current(): Papers {
    return (papers ??= { versions: [...versions.values()], signatures: [...signatures.values()] });
  }

  function input(): PolicyInput {
    return { self, ...known, ...current(), at: clock() };
  }

  function take(object: StixObject): void {
    papers = null;
    if (object.type === "agreement") {
      const version = readAgreement(object);
      versions.set(`${object.id} ${version.modified}`, version);
      return;
    }
    const key = `${object.id} ${object.modified}`;
    const signature = readSignature(object);
    signatures.set(key, signature);
    if (signature.act !== "sign") forgetEarliest(key, signature);
  }

  /** A party may say no as often as it likes, and its latest word decides. */
  function forgetEarliest(key: string, { agreement, by }: AgreementSignature): void {
    const party = `${agreement} ${by}`;
    const keys = noes.get(party) ?? new Set();
    noes.set(party, keys.add(key));
    if (keys.size <= mostNoes) return;
    const at = (one: string): number => signatures.get(one)!.at;
    const earliest = [...keys].reduce((first, one) => (at(one) < at(first) ? one : first));
    keys.delete(earliest);
    signatures.delete(earliest);
  }

  function recompile(): void {
    at = clock();
    policy = compilePolicy({ ...input(), at });
    for (const listener of listeners) listener();
  }

  function valid(): Policy {
    const now = clock();
    // What a clock that ran ahead had opened is closed again when it is set right.
    if (now >= policy.nextBoundary || now < at) recompile();
    return policy;
  }

  return {
    policy: valid,
    papers: current,
    input,
    setPartners(partners, introduced) {
      known = { partners, introduced };
      recompile();
    },
    onMove: (listener) => void listeners.push(listener),
    async commit(plan, written) {
      for (let attempt = 0; attempt < 16; attempt++) {
        const under = epoch;
        const { batch, moves = false, value } = await plan(valid());
        try {
          const nextEpoch = moves ? { nextEpoch: under + 1 } : {};
          const result = await store.commit({ ...batch, epoch: under, ...nextEpoch }, written);
          if (moves) {
            epoch = under + 1;
            const learned = learnedFrom(batch, result);
            for (const object of learned) take(object);
            if (learned.length > 0) recompile();
          }
          if (batch.priority === "interactive") written?.(result, batch.groups);
          return { result, value };
        } catch (error) {
          if (!(error instanceof AppError && error.code === "epoch-moved")) throw error;
        }
      }
      throw new AppError("busy");
    },
  };
}

/** Agreements and signatures that were written. Other content under a version that stands is none of them. */
function learnedFrom({ groups }: Plan<unknown>["batch"], { records }: CommitResult): StixObject[] {
  return groups
    .flat()
    .flatMap((change) => (change.do === "record" ? [change.row] : []))
    .filter((row, index) => agreementKinds.includes(row.kind) && isWritten(records[index]))
    .map((row) => JSON.parse(row.body) as StixObject);
}

function isWritten(record: RecordOutcome | undefined): boolean {
  return record?.outcome === "written";
}

async function everyVersion(store: Store, kind: string): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (let after = 0; ;) {
    const page = await store.ofKind(kind, after, 500);
    all.push(...page);
    if (page.length < 500) return all;
    after = page.at(-1)!.row;
  }
}
