-- Messages that a rule of the operator keeps aside until he decides. Neither sender nor recipient need be an account: who looks
-- here learns nothing of that, and nobody else looks.

CREATE TABLE quarantined_message (
    id BLOB NOT NULL PRIMARY KEY,
    format INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    rule TEXT NOT NULL,
    kind INTEGER NOT NULL,
    sender TEXT NOT NULL,
    sender_account TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_account TEXT NOT NULL,
    stanza_id TEXT,
    language TEXT,
    content BLOB NOT NULL,
    checksum INTEGER NOT NULL
);

CREATE INDEX quarantined_message_sender ON quarantined_message (sender_account);
CREATE INDEX quarantined_message_recipient ON quarantined_message (recipient_account);
