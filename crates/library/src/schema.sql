-- The tables of library.sqlite, form 2. docs/library.md describes them for people who ask in SQL; views.sql has what to ask.
-- `sum`: the first 8 bytes of the BLAKE3 of the other columns of the row, by which `almoner doctor` finds damage.

CREATE TABLE library (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every file that was found, and how its reading ended.
CREATE TABLE sources (
    path      TEXT PRIMARY KEY,
    size      INTEGER NOT NULL,
    mtime_ns  INTEGER NOT NULL,
    blake3    TEXT,
    outcome   TEXT NOT NULL,
    reason    TEXT,
    hint      TEXT,
    extractor TEXT NOT NULL,
    layout    TEXT,
    records   INTEGER NOT NULL DEFAULT 0,
    seconds   REAL,
    read_at   TEXT,
    sum       INTEGER NOT NULL
);
CREATE INDEX sources_by_content ON sources (blake3);

-- Different contents, once each. `origin` and `sections` are JSON as in docs/record.md.
CREATE TABLE documents (
    row        INTEGER PRIMARY KEY AUTOINCREMENT,
    blake3     TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    layout     TEXT NOT NULL,
    language   TEXT,
    date       TEXT,
    origin     TEXT NOT NULL,
    sections   TEXT NOT NULL,
    text       TEXT NOT NULL,
    sum        INTEGER NOT NULL
);

-- Identities of activities.
CREATE TABLE ids (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id  TEXT NOT NULL UNIQUE
);

-- One record a document and activity. `record` is the JSON that an export writes, without evidence and document; `evidence` holds
-- an array a piece of evidence: path, page, boxes, start, end, basis, confidence, rule. `own`: the record's id. `activity`: the id of the
-- activity that it tells of. `counts`: of the activity's records, the one that is counted. `as_read`: the whole record before corrections,
-- where there are any.
CREATE TABLE records (
    row      INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (row),
    ordinal  INTEGER NOT NULL,
    own      INTEGER NOT NULL REFERENCES ids (row),
    activity INTEGER NOT NULL REFERENCES ids (row),
    counts   INTEGER NOT NULL,
    record   TEXT NOT NULL,
    evidence TEXT NOT NULL,
    as_read  TEXT,
    sum      INTEGER NOT NULL,
    UNIQUE (document, ordinal)
);
CREATE INDEX records_by_activity ON records (activity);
CREATE INDEX records_by_own ON records (own);

-- What a record may have in common with others of its activity: groups.rs. `key` is a hash; `figures`: such a key tells of one activity only
-- where the languages differ.
CREATE TABLE links (
    key     INTEGER NOT NULL,
    record  INTEGER NOT NULL REFERENCES records (row) ON DELETE CASCADE,
    figures INTEGER NOT NULL,
    PRIMARY KEY (key, record)
) WITHOUT ROWID;
CREATE INDEX links_by_record ON links (record);

-- A file changed and its activity got another id (`doc:` ids come from the bytes): the new one stands for the old one.
CREATE TABLE followers (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
) WITHOUT ROWID;

-- Records that stood in the library and do no more, whole, as an export wrote them.
CREATE TABLE history (
    row       INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL,
    blake3    TEXT NOT NULL,
    path      TEXT,
    extractor TEXT,
    read_at   TEXT,
    left_at   TEXT NOT NULL,
    why       TEXT NOT NULL,
    record    TEXT NOT NULL,
    sum       INTEGER NOT NULL
);
CREATE INDEX history_by_id ON history (id);

-- What people said instead of what was read: laid over the records of the activity whenever they are read. `items`: what the items of lists on
-- the path are known by, since another reading may put them elsewhere. `was`: the value when it was corrected.
CREATE TABLE corrections (
    row     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT NOT NULL,
    path    TEXT NOT NULL,
    items   TEXT NOT NULL,
    value   TEXT NOT NULL,
    was     TEXT NOT NULL,
    by      TEXT NOT NULL,
    because TEXT,
    made_at TEXT NOT NULL,
    sum     INTEGER NOT NULL,
    UNIQUE (id, path)
);

-- Names that people said are one organisation. `key`: the name or identifier that is replaced, as names are compared.
CREATE TABLE same_organisations (
    key     TEXT PRIMARY KEY,
    other   TEXT NOT NULL,
    name    TEXT NOT NULL,
    ref     TEXT,
    by      TEXT NOT NULL,
    because TEXT,
    made_at TEXT NOT NULL,
    sum     INTEGER NOT NULL
) WITHOUT ROWID;

-- Runs of `almoner ingest`; `ended_at` is empty for one that is going on or was killed. `outcomes` is a JSON object.
CREATE TABLE runs (
    row      INTEGER PRIMARY KEY AUTOINCREMENT,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    paths    TEXT NOT NULL,
    found    INTEGER,
    records  INTEGER,
    outcomes TEXT,
    stopped  INTEGER
);

-- What happened to documents, in order. The index notes the last row that it has seen.
CREATE TABLE changes (
    row      INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL
);
