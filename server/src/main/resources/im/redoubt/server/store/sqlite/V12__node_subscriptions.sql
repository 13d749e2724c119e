-- Nodes for groups of the roster (XEP-0060 section 4.5): access 3. The groups are parted as those of roster_item are.
ALTER TABLE personal_node ADD COLUMN group_names TEXT NOT NULL DEFAULT '';

-- Who is treated otherwise than the access model of a node says (section 4.1). affiliation: 1 member, 2 outcast.
CREATE TABLE personal_affiliation (
    owner TEXT NOT NULL,
    node_hash BLOB NOT NULL,
    entity_hash BLOB NOT NULL,
    entity TEXT NOT NULL,
    affiliation INTEGER NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (owner, node_hash, entity_hash),
    FOREIGN KEY (owner, node_hash) REFERENCES personal_node (owner, node_hash) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX personal_affiliation_entity ON personal_affiliation (entity_hash);

-- Who asked for the events of a node (section 6.1): an account, or one resource of it. The one who asked need be no account of
-- this server.
CREATE TABLE personal_subscription (
    owner TEXT NOT NULL,
    node_hash BLOB NOT NULL,
    subscriber_hash BLOB NOT NULL,
    subscriber TEXT NOT NULL,
    account_hash BLOB NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (owner, node_hash, subscriber_hash),
    FOREIGN KEY (owner, node_hash) REFERENCES personal_node (owner, node_hash) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX personal_subscription_account ON personal_subscription (account_hash, owner);
