-- Times are milliseconds since 1970, addresses whole bare addresses, ids 16 bytes that order by time.
-- Where a row has a checksum, it is the CRC32C of format and columns; see RowChecksum.

CREATE TABLE store_state (
    singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
    last_message_id BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE account (
    address TEXT NOT NULL PRIMARY KEY,
    format INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    admin INTEGER NOT NULL CHECK (admin IN (0, 1)),
    checksum BIGINT NOT NULL,
    roster_version BIGINT NOT NULL,
    roster_floor BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE scram_verifier (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    scheme TEXT NOT NULL,
    format INTEGER NOT NULL,
    verifier TEXT NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, scheme)
) WITHOUT ROWID;

CREATE TABLE known_source (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    source_hash BLOB NOT NULL,
    last_seen BIGINT NOT NULL,
    PRIMARY KEY (account, source_hash)
) WITHOUT ROWID;

CREATE TABLE roster_item (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    contact TEXT NOT NULL,
    format INTEGER NOT NULL,
    version BIGINT NOT NULL,
    name TEXT,
    subscription INTEGER NOT NULL,
    ask INTEGER NOT NULL CHECK (ask IN (0, 1)),
    approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
    group_names TEXT NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, contact)
) WITHOUT ROWID;

-- Removed contacts, so that a client can be told what changed since its version; above account.roster_floor only.
CREATE TABLE roster_removal (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    contact TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (account, contact)
) WITHOUT ROWID;

CREATE TABLE subscription_request (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    contact TEXT NOT NULL,
    format INTEGER NOT NULL,
    received_at BIGINT NOT NULL,
    content BLOB NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, contact)
) WITHOUT ROWID;

-- The log: one body for each message. refs counts the rows of message_owner.
CREATE TABLE message (
    id BLOB NOT NULL PRIMARY KEY,
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

-- For whom a message is kept. keep: 1 waits for the account to come on line, 2 archived.
CREATE TABLE message_owner (
    owner TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    id BLOB NOT NULL,
    incoming INTEGER NOT NULL CHECK (incoming IN (0, 1)),
    peer TEXT NOT NULL,
    keep INTEGER NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (owner, id)
) WITHOUT ROWID;

-- What lies after last_id and waits is still to be delivered; the other two columns are the quota of it.
CREATE TABLE offline_cursor (
    account TEXT NOT NULL PRIMARY KEY REFERENCES account (address) ON DELETE CASCADE,
    last_id BLOB NOT NULL,
    pending_count INTEGER NOT NULL,
    pending_bytes BIGINT NOT NULL
) WITHOUT ROWID;

-- kind: 1 private data, named {namespace}element; 2 vCard, with an empty name.
CREATE TABLE account_blob (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    format INTEGER NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, kind, name)
);

CREATE TABLE invitation (
    token_hash BLOB NOT NULL PRIMARY KEY,
    issuer TEXT REFERENCES account (address) ON DELETE CASCADE,
    format INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses_left INTEGER NOT NULL CHECK (uses_left >= 0),
    name TEXT,
    checksum BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX invitation_issuer ON invitation (issuer);

INSERT INTO store_state (singleton, last_message_id) VALUES (1, x'00000000000000000000000000000000');
