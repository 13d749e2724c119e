-- What accounts sent within a day under an id of their own (XEP-0359): a digest of it, so that it is known when it comes again.

CREATE TABLE sent_message (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    digest BLOB NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (account, digest)
) WITHOUT ROWID;
