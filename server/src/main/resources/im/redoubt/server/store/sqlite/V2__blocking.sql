-- Whom an account keeps away (XEP-0191), full addresses among them. They may be longer than what an index takes: the key has
-- the SHA-256 instead.

CREATE TABLE blocked_address (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    blocked_hash BLOB NOT NULL,
    blocked TEXT NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, blocked_hash)
) WITHOUT ROWID;
