-- The tables of library.sqlite, form 1. docs/library.md describes them for people who ask in SQL.

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
    extractor TEXT NOT NULL
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
    text       TEXT NOT NULL
);

-- Identities of activities: records of one id are one activity.
CREATE TABLE ids (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id  TEXT NOT NULL UNIQUE
);

-- One record a document and activity; `record` is the JSON that an export writes.
CREATE TABLE records (
    row      INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (row),
    ordinal  INTEGER NOT NULL,
    activity INTEGER NOT NULL REFERENCES ids (row),
    record   TEXT NOT NULL,
    UNIQUE (document, ordinal)
);
CREATE INDEX records_by_activity ON records (activity);

-- A file changed and its activity got another id (`doc:` ids come from the bytes), or a record joined an activity of another
-- id: the new one stands for the old one.
CREATE TABLE followers (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
) WITHOUT ROWID;

-- What happened to documents, in order. The index notes the last row that it has seen.
CREATE TABLE changes (
    row      INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL
);
