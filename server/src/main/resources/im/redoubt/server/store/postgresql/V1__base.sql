-- Times are milliseconds since 1970, addresses whole bare addresses, ids 16 bytes that order by time.
-- Where a row has a checksum, it is the CRC32C of format and columns; see RowChecksum.

CREATE TABLE store_state (
    singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
    last_message_id BYTEA NOT NULL
);

CREATE TABLE account (
    address TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    format INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    admin INTEGER NOT NULL CHECK (admin IN (0, 1)),
    checksum BIGINT NOT NULL,
    roster_version BIGINT NOT NULL,
    roster_floor BIGINT NOT NULL
);

CREATE TABLE scram_verifier (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    scheme TEXT COLLATE "C" NOT NULL,
    format INTEGER NOT NULL,
    verifier TEXT COLLATE "C" NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, scheme)
);

CREATE TABLE known_source (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    source_hash BYTEA NOT NULL,
    last_seen BIGINT NOT NULL,
    PRIMARY KEY (account, source_hash)
);

CREATE TABLE roster_item (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    contact TEXT COLLATE "C" NOT NULL,
    format INTEGER NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C",
    subscription INTEGER NOT NULL,
    ask INTEGER NOT NULL CHECK (ask IN (0, 1)),
    approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
    group_names TEXT COLLATE "C" NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, contact)
);

-- Removed contacts, so that a client can be told what changed since its version; above account.roster_floor only.
CREATE TABLE roster_removal (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    contact TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (account, contact)
);

CREATE TABLE subscription_request (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    contact TEXT COLLATE "C" NOT NULL,
    format INTEGER NOT NULL,
    received_at BIGINT NOT NULL,
    content BYTEA NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, contact)
);

-- The log: one body for each message. refs counts the rows of message_owner.
CREATE TABLE message (
    id BYTEA NOT NULL PRIMARY KEY,
    format INTEGER NOT NULL,
    received_at BIGINT NOT NULL,
    kind INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    sender TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    stanza_id TEXT COLLATE "C",
    language TEXT COLLATE "C",
    content BYTEA NOT NULL,
    checksum BIGINT NOT NULL,
    refs INTEGER NOT NULL
);

CREATE INDEX message_unreferenced ON message (id) WHERE refs <= 0;

-- For whom a message is kept. keep: 1 waits for the account to come on line, 2 archived.
CREATE TABLE message_owner (
    owner TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    id BYTEA NOT NULL,
    incoming INTEGER NOT NULL CHECK (incoming IN (0, 1)),
    peer TEXT COLLATE "C" NOT NULL,
    keep INTEGER NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (owner, id)
);

-- What lies after last_id and waits is still to be delivered; the other two columns are the quota of it.
CREATE TABLE offline_cursor (
    account TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES account (address) ON DELETE CASCADE,
    last_id BYTEA NOT NULL,
    pending_count INTEGER NOT NULL,
    pending_bytes BIGINT NOT NULL
);

-- kind: 1 private data, named {namespace}element; 2 vCard, with an empty name.
CREATE TABLE account_blob (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    format INTEGER NOT NULL,
    size INTEGER NOT NULL,
    content BYTEA NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, kind, name)
);

CREATE TABLE invitation (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    issuer TEXT COLLATE "C" REFERENCES account (address) ON DELETE CASCADE,
    format INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses_left INTEGER NOT NULL CHECK (uses_left >= 0),
    name TEXT COLLATE "C",
    checksum BIGINT NOT NULL
);

CREATE INDEX invitation_issuer ON invitation (issuer);

INSERT INTO store_state (singleton, last_message_id) VALUES (1, '\x00000000000000000000000000000000');
