-- Whom an account keeps away (XEP-0191), full addresses among them. They may be longer than what an index takes: the key has
-- the SHA-256 instead.

CREATE TABLE blocked_address (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    blocked_hash BYTEA NOT NULL,
    blocked TEXT COLLATE "C" NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, blocked_hash)
);
