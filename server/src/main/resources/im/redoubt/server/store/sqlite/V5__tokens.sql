-- Which clients can get at an account (XEP-0494), by a hash of account and user agent id (XEP-0388), and their tokens
-- (XEP-0484). A token itself is nowhere: it is made from its row by a key that the database does not have. Slot 0 is the token in
-- use, slot 1 one that was handed out after it and not used yet.

CREATE TABLE access_client (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    client TEXT NOT NULL,
    software TEXT,
    device TEXT,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    password INTEGER NOT NULL CHECK (password IN (0, 1)),
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, client)
) WITHOUT ROWID;

CREATE TABLE access_token (
    account TEXT NOT NULL,
    client TEXT NOT NULL,
    slot INTEGER NOT NULL CHECK (slot IN (0, 1)),
    serial TEXT NOT NULL,
    mechanism TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, client, slot),
    FOREIGN KEY (account, client) REFERENCES access_client (account, client) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX access_token_expiry ON access_token (expires_at);
