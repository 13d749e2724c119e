-- Messages that a rule of the operator keeps aside until he decides. Neither sender nor recipient need be an account: who looks
-- here learns nothing of that, and nobody else looks.

CREATE TABLE quarantined_message (
    id BYTEA NOT NULL PRIMARY KEY,
    format INTEGER NOT NULL,
    kept_at BIGINT NOT NULL,
    rule TEXT NOT NULL,
    kind INTEGER NOT NULL,
    sender TEXT NOT NULL,
    sender_account TEXT COLLATE "C" NOT NULL,
    recipient TEXT NOT NULL,
    recipient_account TEXT COLLATE "C" NOT NULL,
    stanza_id TEXT,
    language TEXT,
    content BYTEA NOT NULL,
    checksum BIGINT NOT NULL
);

CREATE INDEX quarantined_message_sender ON quarantined_message (sender_account);
CREATE INDEX quarantined_message_recipient ON quarantined_message (recipient_account);
