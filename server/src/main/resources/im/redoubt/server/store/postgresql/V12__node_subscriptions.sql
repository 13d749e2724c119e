-- Nodes for groups of the roster (XEP-0060 section 4.5): access 3. The groups are parted as those of roster_item are.
ALTER TABLE personal_node ADD COLUMN group_names TEXT COLLATE "C" NOT NULL DEFAULT '';

-- Who is treated otherwise than the access model of a node says (section 4.1). affiliation: 1 member, 2 outcast.
CREATE TABLE personal_affiliation (
    owner TEXT COLLATE "C" NOT NULL,
    node_hash BYTEA NOT NULL,
    entity_hash BYTEA NOT NULL,
    entity TEXT COLLATE "C" NOT NULL,
    affiliation INTEGER NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (owner, node_hash, entity_hash),
    FOREIGN KEY (owner, node_hash) REFERENCES personal_node (owner, node_hash) ON DELETE CASCADE
);

CREATE INDEX personal_affiliation_entity ON personal_affiliation (entity_hash);

-- Who asked for the events of a node (section 6.1): an account, or one resource of it. The one who asked need be no account of
-- this server.
CREATE TABLE personal_subscription (
    owner TEXT COLLATE "C" NOT NULL,
    node_hash BYTEA NOT NULL,
    subscriber_hash BYTEA NOT NULL,
    subscriber TEXT COLLATE "C" NOT NULL,
    account_hash BYTEA NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (owner, node_hash, subscriber_hash),
    FOREIGN KEY (owner, node_hash) REFERENCES personal_node (owner, node_hash) ON DELETE CASCADE
);

CREATE INDEX personal_subscription_account ON personal_subscription (account_hash, owner);
