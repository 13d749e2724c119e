package im.redoubt.server.stream;

import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a session to another connection.
 *
 * @param from the connection until now
 * @param heir the other one
 * @param wish how its peer asked
 * @param answer complete when the session is there, or it is known that it will not be
 */
record Move(Wire from, Wire heir, ServerEffect.Resume wish, CompletableFuture<ServerAnswer> answer) {
    long handled() {
        return wish.resumption().handled();
    }

    void refuse(ServerAnswer why) {
        heir.loop().execute(() -> {
            heir.handover().decline();
            answer.complete(why);
        });
    }
}
