package im.redoubt.server.store;

import java.sql.SQLException;

/**
 * Keeps the highest message id ever given, once per transaction, so that ids go on from there even if the messages are gone
 * and the clock stepped back.
 */
final class LastIdKeeper implements WriteOperation<MessageId> {
    private final MessageIds ids;
    private MessageId kept;

    LastIdKeeper(MessageIds ids) {
        this.ids = ids;
        this.kept = ids.last();
    }

    @Override
    public MessageId run(SqlSession db) throws SQLException {
        if (!kept.equals(ids.last())) {
            db.sql("UPDATE store_state SET last_message_id = ?").id(ids.last()).update();
            kept = ids.last();
        }
        return kept;
    }
}
