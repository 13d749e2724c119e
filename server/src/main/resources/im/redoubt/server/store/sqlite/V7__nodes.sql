-- Nodes of accounts (XEP-0163). access: 0 open, 1 presence, 2 whitelist. max_items: 0 as many as fit.
-- last_item: 0 never, 1 on subscription, 2 on subscription and presence. Names are long, so keys have their SHA-256.

CREATE TABLE personal_node (
    owner TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    node_hash BLOB NOT NULL,
    node TEXT NOT NULL,
    access INTEGER NOT NULL,
    persistent INTEGER NOT NULL CHECK (persistent IN (0, 1)),
    max_items INTEGER NOT NULL,
    last_item INTEGER NOT NULL,
    payloads INTEGER NOT NULL CHECK (payloads IN (0, 1)),
    tells_retraction INTEGER NOT NULL CHECK (tells_retraction IN (0, 1)),
    tells_deletion INTEGER NOT NULL CHECK (tells_deletion IN (0, 1)),
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (owner, node_hash)
) WITHOUT ROWID;

-- What was published there. version orders the items of a node: milliseconds, or later by as little as makes it newer.
CREATE TABLE personal_item (
    owner TEXT NOT NULL,
    node_hash BLOB NOT NULL,
    item_hash BLOB NOT NULL,
    item TEXT NOT NULL,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (owner, node_hash, item_hash),
    FOREIGN KEY (owner, node_hash) REFERENCES personal_node (owner, node_hash) ON DELETE CASCADE
);

CREATE INDEX personal_item_version ON personal_item (owner, node_hash, version, size);
