-- Sessions whose clients may come back when the server runs again (XEP-0198 section 5), as an orderly stop left them. The next start
-- takes them out. content is what a session knows of itself; address and stanzas can be read whatever its format is.

CREATE TABLE hibernated_session (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    address TEXT COLLATE "C" NOT NULL,
    handled BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    format INTEGER NOT NULL,
    content BYTEA NOT NULL,
    checksum BIGINT NOT NULL
);

CREATE INDEX hibernated_session_account ON hibernated_session (account);

-- What they were still to handle, in its order. place: 1 written and not acknowledged, 2 not written, 3 held behind older messages.
-- Who answers for it if the client does not come back: claim_left sessions, of which those with the same claim_group are some.

CREATE TABLE hibernated_stanza (
    session TEXT COLLATE "C" NOT NULL REFERENCES hibernated_session (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sent_at BIGINT NOT NULL,
    claim_group INTEGER NOT NULL,
    claim_left INTEGER NOT NULL,
    format INTEGER NOT NULL,
    content BYTEA NOT NULL,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (session, position)
);
