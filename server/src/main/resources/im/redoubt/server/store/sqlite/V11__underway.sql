-- Messages that are on their way to a session and in no archive of their account's: whatever becomes of the process, they are not lost
-- (docs/decisions/0014-counts-and-sessions-on-disk.md). message.refs counts these rows, too.

CREATE TABLE message_underway (
    id BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (address) ON DELETE CASCADE,
    size INTEGER NOT NULL
) WITHOUT ROWID;

-- Which of them a session is still to handle that waits over a restart.
ALTER TABLE hibernated_stanza ADD COLUMN owed BLOB;
