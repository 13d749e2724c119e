-- How many stanzas of a client's stream were handled (XEP-0198), as the transaction that kept the last of them knew it.
-- ended_at is absent while the stream goes on.

CREATE TABLE counted_stream (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    format INTEGER NOT NULL,
    handled BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE INDEX counted_stream_account ON counted_stream (account, ended_at);
