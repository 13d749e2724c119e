-- Whom an account hears (docs/admission.md): nobody but those on its list, if it has one. kind: 0 there is a list; 1 an account on
-- it; 2 the SHA-256 of a token that lets in whoever shows it first, in Base64; 3 that of one that was shown. The key has the SHA-256
-- of the entry, which may be longer than what an index takes.

CREATE TABLE admission (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    entry_hash BYTEA NOT NULL,
    kind INTEGER NOT NULL,
    entry TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    format INTEGER NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (account, entry_hash)
);
