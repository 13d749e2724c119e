-- What each message counts as in the quota of an archive, so that pages and quotas are measured without reading bodies.

ALTER TABLE archive_entry ADD COLUMN size INTEGER NOT NULL DEFAULT 0;

UPDATE archive_entry SET size = COALESCE((
    SELECT length(m.content) + COALESCE(length(m.stanza_id), 0) + COALESCE(length(m.language), 0)
    FROM message m WHERE m.id = archive_entry.id), 0);

-- The size of each archive up to an id: what came later is counted when archives are looked after, and not when it is written.
CREATE TABLE archive_size (
    owner TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES account (address) ON DELETE CASCADE,
    bytes BIGINT NOT NULL,
    counted_to BYTEA NOT NULL
);
