-- What a record has in common with others that may tell of the same activity: links.rs. Libraries made before there were links
-- get the table when they are next written to; what they hold joins nothing until it is read again.
CREATE TABLE IF NOT EXISTS links (
    key    TEXT NOT NULL,
    record INTEGER NOT NULL REFERENCES records (row) ON DELETE CASCADE,
    PRIMARY KEY (key, record)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_record ON links (record);
