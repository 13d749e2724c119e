-- Accounts have numbers, and messages too, by which archives refer to them: what is written for each message is a third as long
-- (docs/decisions/0018-numbers.md). An id is its number and a nonce, which belongs to whoever refers to the message. What was
-- there before is moved by NumberedMessages.

ALTER TABLE account ADD COLUMN number BIGINT NOT NULL DEFAULT 0;

UPDATE account SET number = places.place
FROM (SELECT address, ROW_NUMBER() OVER (ORDER BY created_at, address) AS place FROM account) AS places
WHERE places.address = account.address;

CREATE UNIQUE INDEX account_number ON account (number);

ALTER TABLE store_state ADD COLUMN last_account_number BIGINT NOT NULL DEFAULT 0;

UPDATE store_state SET last_account_number = (SELECT COALESCE(MAX(number), 0) FROM account);

DROP INDEX message_unreferenced;

DROP INDEX archive_entry_peer;

DROP TABLE archive_size;

ALTER TABLE message RENAME TO message_before;

ALTER TABLE message_waiting RENAME TO message_waiting_before;

ALTER TABLE archive_entry RENAME TO archive_entry_before;

ALTER TABLE message_underway RENAME TO message_underway_before;

ALTER TABLE hibernated_stanza RENAME COLUMN owed TO owed_before;

ALTER TABLE hibernated_stanza ADD COLUMN owed BIGINT;

ALTER TABLE hibernated_stanza ADD COLUMN owed_nonce BIGINT;

CREATE TABLE message (
    id INTEGER NOT NULL PRIMARY KEY,
    format INTEGER NOT NULL,
    received_at BIGINT NOT NULL,
    kind INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    stanza_id TEXT,
    language TEXT,
    content BLOB NOT NULL,
    checksum BIGINT NOT NULL,
    refs INTEGER NOT NULL
);

CREATE INDEX message_unreferenced ON message (id) WHERE refs <= 0;

CREATE TABLE message_waiting (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    nonce BIGINT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;

CREATE TABLE message_underway (
    id BIGINT NOT NULL PRIMARY KEY,
    nonce BIGINT NOT NULL,
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    size INTEGER NOT NULL
) WITHOUT ROWID;

-- peer: the beginning of a digest of whom the message was exchanged with.
CREATE TABLE archive_entry (
    owner BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    nonce BIGINT NOT NULL,
    peer BIGINT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (owner, id)
) WITHOUT ROWID;

-- In which spans of time (id >> 36, 17 minutes and a half) something was exchanged with whom: an index with a row for each
-- conversation, and not for each message.
CREATE TABLE archive_span (
    owner BIGINT NOT NULL REFERENCES account (number) ON DELETE CASCADE,
    peer BIGINT NOT NULL,
    span BIGINT NOT NULL,
    PRIMARY KEY (owner, peer, span)
) WITHOUT ROWID;

CREATE TABLE archive_size (
    owner BIGINT NOT NULL PRIMARY KEY REFERENCES account (number) ON DELETE CASCADE,
    bytes BIGINT NOT NULL,
    counted_to BIGINT NOT NULL
) WITHOUT ROWID;
