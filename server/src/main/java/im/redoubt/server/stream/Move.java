package im.redoubt.server.stream;

import im.redoubt.protocol.stream.ServerAnswer;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a session to another connection.
 *
 * @param from the connection until now
 * @param heir the other one
 * @param handled how many stanzas its peer has handled
 * @param answer complete when the session is there, or it is known that it will not be
 */
record Move(Wire from, Wire heir, long handled, CompletableFuture<ServerAnswer> answer) {
    void refuse(ServerAnswer why) {
        heir.loop().execute(() -> {
            heir.handover().decline();
            answer.complete(why);
        });
    }
}
