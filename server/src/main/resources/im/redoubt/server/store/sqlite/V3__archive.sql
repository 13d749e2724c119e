-- What waits for an account was behind a cursor in the log. It has a table of its own now: what comes back from a session
-- that ended waits behind newer messages that were delivered (docs/decisions/0011-waiting-messages.md).

CREATE TABLE message_waiting (
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    id BLOB NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;

INSERT INTO message_waiting (account, id, size) SELECT owner, id, size FROM message_owner;

-- The number and the bytes of what waits: the quota of it.
ALTER TABLE offline_cursor RENAME TO offline_backlog;

ALTER TABLE offline_backlog DROP COLUMN last_id;

-- Whose archive a message is in (XEP-0313), and whom it was exchanged with.
CREATE TABLE archive_entry (
    owner TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    id BLOB NOT NULL,
    peer TEXT NOT NULL,
    PRIMARY KEY (owner, id)
) WITHOUT ROWID;

CREATE INDEX archive_entry_peer ON archive_entry (owner, peer, id);

-- message.refs counts the rows of message_waiting and archive_entry from here on.
DROP TABLE message_owner;
