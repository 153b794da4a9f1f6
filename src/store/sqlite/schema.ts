/** Marks a file as a Tansiq store ("Tnsq"); another program's SQLite file is refused. */
export const applicationId = 0x546e7371;

const first = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('epoch', 0);

-- Kinds, object types, partners, labels and grades, each written once. 0 stands for none.
CREATE TABLE name (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE class (class INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT;

-- Narrow, so that the picture is read without touching bodies. local: the part of the id behind
-- "type--" (16 bytes of a UUID, else text). state: see state.ts. cell: see picture-cell.ts.
CREATE TABLE record (
  row INTEGER PRIMARY KEY, local ANY NOT NULL, type INTEGER NOT NULL, modified INTEGER NOT NULL,
  kind INTEGER NOT NULL, originator INTEGER NOT NULL, via INTEGER NOT NULL, label INTEGER NOT NULL,
  class INTEGER NOT NULL, state INTEGER NOT NULL, cell BLOB
) STRICT;
CREATE UNIQUE INDEX record_version ON record (local, type, modified);
CREATE INDEX record_kind ON record (kind);
CREATE TABLE body (row INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE ref (
  local ANY NOT NULL, type INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (local, type, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE translation (
  row INTEGER PRIMARY KEY, local ANY NOT NULL, type INTEGER NOT NULL
) STRICT;
CREATE INDEX translation_object ON translation (local, type);

-- What was taken back, known or not yet known here, and what remains of the known ones.
CREATE TABLE withdrawal (
  local ANY NOT NULL, type INTEGER NOT NULL, through INTEGER NOT NULL, at INTEGER NOT NULL,
  reason TEXT NOT NULL, PRIMARY KEY (local, type, through)
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (row INTEGER PRIMARY KEY, sha256 TEXT NOT NULL) STRICT;

-- Every offer ever made, found by record. state: see state.ts.
CREATE TABLE offer (
  row INTEGER NOT NULL, partner INTEGER NOT NULL, seq INTEGER NOT NULL, added INTEGER NOT NULL,
  control INTEGER NOT NULL, state INTEGER NOT NULL, PRIMARY KEY (row, partner)
) STRICT, WITHOUT ROWID;
-- The open offers in order: of each object the last version that the partner was offered, and the earlier ones apart,
-- so that a page of last versions never steps over others.
CREATE TABLE outbox (
  partner INTEGER NOT NULL, seq INTEGER NOT NULL, row INTEGER NOT NULL, added INTEGER NOT NULL,
  kind INTEGER NOT NULL, first INTEGER NOT NULL, PRIMARY KEY (partner, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_earlier (
  partner INTEGER NOT NULL, seq INTEGER NOT NULL, row INTEGER NOT NULL, added INTEGER NOT NULL,
  kind INTEGER NOT NULL, first INTEGER NOT NULL, PRIMARY KEY (partner, seq)
) STRICT, WITHOUT ROWID;
-- Watermarks; pending counts the entries of outbox that were not served.
CREATE TABLE recipient (
  partner INTEGER PRIMARY KEY, last INTEGER NOT NULL, added INTEGER NOT NULL, served INTEGER NOT NULL,
  received INTEGER NOT NULL, pending INTEGER NOT NULL, served_at INTEGER, received_at INTEGER
) STRICT;
-- Entries above a watermark that were served (and received) one by one.
CREATE TABLE served_only (
  partner INTEGER NOT NULL, seq INTEGER NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (partner, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  row INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, partner TEXT NOT NULL, at INTEGER NOT NULL,
  code TEXT NOT NULL, id TEXT, body TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TABLE status (
  id TEXT PRIMARY KEY, partner TEXT NOT NULL, at INTEGER NOT NULL, value TEXT NOT NULL
) STRICT;
CREATE INDEX status_at ON status (at);
CREATE TABLE document (
  kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
`;

/** What waits in quarantine is found by what it waits for. */
const second = `
CREATE INDEX quarantine_detail ON quarantine (detail, partner);
`;

/** Pending are entries that no receipt covers, no longer those that were not served; before `pending_from` stands none. */
const third = `
ALTER TABLE recipient ADD COLUMN pending_from INTEGER NOT NULL DEFAULT 0;
UPDATE recipient SET pending = (
  SELECT count(*) FROM outbox o
  WHERE o.partner = recipient.partner AND o.seq > recipient.received
  AND o.kind <> coalesce((SELECT number FROM name WHERE text = 'receipt'), -1)
  AND NOT EXISTS (
    SELECT 1 FROM served_only s WHERE s.partner = o.partner AND s.seq = o.seq AND s.received = 1
  )
);
`;

/**
 * When a record was created, and the oldest content record that goes where it goes (of stores that are there: what it refers to
 * itself), so that what a grant reaches back to is counted without reading bodies.
 */
const fourth = `
ALTER TABLE record ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN oldest INTEGER NOT NULL DEFAULT 0;
UPDATE record SET created = coalesce((
  SELECT unixepoch(substr(json_extract(b.body, '$.created'), 1, 19) || 'Z') * 1000
    + CAST(substr(rtrim(substr(json_extract(b.body, '$.created'), 21), 'Z') || '000', 1, 3) AS INTEGER)
  FROM body b WHERE b.row = record.row
), modified);
UPDATE record SET oldest = created;
UPDATE record SET oldest = min(oldest, older.created) FROM (
  SELECT f.row AS row, min(t.created) AS created FROM record t
  CROSS JOIN ref f ON f.local = t.local AND f.type = t.type
  WHERE t.class <> 0 AND t.kind IN (SELECT number FROM name WHERE text IN (
    'incident', 'report', 'note', 'opinion', 'grouping', 'control-area', 'route', 'joint-task'
  )) GROUP BY f.row
) older WHERE older.row = record.row;
`;

/** Which person was given which version: a log chained by hashes, and what is found in it often. */
const reads = `
-- Each version that was ever read, numbered in the order of the log.
CREATE TABLE read_version (
  number INTEGER PRIMARY KEY, local ANY NOT NULL, type INTEGER NOT NULL, modified INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX read_version_object ON read_version (local, type, modified);
CREATE TABLE read_line (number INTEGER PRIMARY KEY, text TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE read_by (
  version INTEGER NOT NULL, person INTEGER NOT NULL, how INTEGER NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (version, person, how)
) STRICT, WITHOUT ROWID;
CREATE TABLE read_notice (
  row INTEGER PRIMARY KEY, person INTEGER NOT NULL, local ANY NOT NULL, type INTEGER NOT NULL,
  through INTEGER NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL, confirmed INTEGER
) STRICT;
CREATE INDEX read_notice_person ON read_notice (person, local, type);
`;

/**
 * The ledgers: one for each partner and incarnation of the store. Leaves in the order of serving; of the nodes above them
 * every fourth level. What was served before there were ledgers, up to `unlogged`, has no leaf.
 */
const ledgers = `
CREATE TABLE ledger (
  log INTEGER PRIMARY KEY, partner INTEGER NOT NULL, incarnation TEXT NOT NULL, size INTEGER NOT NULL,
  at INTEGER NOT NULL, UNIQUE (partner, incarnation)
) STRICT;
CREATE TABLE ledger_leaf (
  log INTEGER NOT NULL, leaf INTEGER NOT NULL, seq INTEGER NOT NULL, row INTEGER NOT NULL,
  at INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (log, leaf)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_leaf_seq ON ledger_leaf (log, seq);
CREATE TABLE ledger_node (
  log INTEGER NOT NULL, level INTEGER NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL,
  PRIMARY KEY (log, level, position)
) STRICT, WITHOUT ROWID;
-- The clauses that decided, by their number in \`name\`; 0: a control record, or from before.
ALTER TABLE offer ADD COLUMN clauses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recipient ADD COLUMN unlogged INTEGER NOT NULL DEFAULT 0;
UPDATE recipient SET unlogged = last;
`;

/** The journal: a log chained by hashes, numbered series by series. Nothing in it changes, whoever holds the connection. */
const journal = `
CREATE TABLE journal_series (
  series INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL
) STRICT;
CREATE TABLE journal (
  line INTEGER PRIMARY KEY, series INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
  corrects INTEGER, text TEXT NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_number ON journal (series, number);
CREATE INDEX journal_at ON journal (series, at, line);
CREATE INDEX journal_corrects ON journal (series, corrects, number) WHERE corrects IS NOT NULL;
CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END;
`;

/** What waits in quarantine is found by its own id too, when it is taken back. */
const quarantinedIds = `
CREATE INDEX quarantine_id ON quarantine (id, partner);
`;

/** What was taken back in a time is found without a walk through all that ever was. */
const withdrawals = `
CREATE INDEX withdrawal_at ON withdrawal (at);
`;

/**
 * The picture over time: when this node came to know a version, when what it tells of ended, and whether it tells of
 * control (1) or has a line or an area (2).
 */
const overTime = `
ALTER TABLE record ADD COLUMN known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN until INTEGER;
ALTER TABLE record ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
UPDATE record SET known = modified;
UPDATE record SET until = said.until, marks = said.marks FROM (
  SELECT row, unixepoch(substr(stop, 1, 19) || 'Z') * 1000
      + CAST(substr(rtrim(substr(stop, 21), 'Z') || '000', 1, 3) AS INTEGER) AS until,
    (control IS NOT NULL) + 2 * (coalesce(shape, 'Point') NOT LIKE '%Point') AS marks
  FROM (
    SELECT b.row, coalesce(json_extract(own, '$.stop_time'), json_extract(b.body, '$.stop_time')) AS stop,
      json_type(own, '$.control') AS control,
      coalesce(json_extract(own, '$.geometry.type'), json_extract(b.body, '$.geometry.type')) AS shape
    FROM (
      SELECT row, body, json_extract(
        body, '$.extensions."extension-definition--94a3c5f8-f30d-4683-b1b4-402fdc2a5177"') AS own
      FROM body WHERE row IN (SELECT row FROM record WHERE cell IS NOT NULL)
    ) b
  )
) said WHERE said.row = record.row;
`;

/**
 * The chain over when and under which clauses each leaf was served: its head after the last leaf, and this node's signed note of
 * the head after the first `signed` leaves. Null: a ledger from before there were such chains; nothing is added to it.
 */
const servedChains = `
ALTER TABLE ledger ADD COLUMN head BLOB;
ALTER TABLE ledger ADD COLUMN signed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN note TEXT;
`;

/** Number n (from 1) brings a store from version n-1 to n. Never edit one that was released: add another. */
export const migrations: readonly string[] = [
  first,
  second,
  third,
  fourth,
  reads,
  ledgers,
  journal,
  quarantinedIds,
  withdrawals,
  overTime,
  servedChains,
];
