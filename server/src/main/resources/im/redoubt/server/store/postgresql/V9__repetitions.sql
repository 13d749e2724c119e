-- What accounts sent within a day under an id of their own (XEP-0359): a digest of it, so that it is known when it comes again.

CREATE TABLE sent_message (
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    digest BYTEA NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (account, digest)
);
