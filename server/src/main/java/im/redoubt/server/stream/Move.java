package im.redoubt.server.stream;

import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.xml.Element;
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

    /** Where the client asked together with its attempt to sign in, the success has the answer in it (XEP-0198 section 8.2). */
    Element told(Element resumed, FullJid session) {
        return wish.within()
                .map(success -> success.with(resumed).element(session))
                .orElse(resumed);
    }

    void refuse(ServerAnswer why) {
        heir.loop().execute(() -> {
            heir.handover().decline();
            answer.complete(why);
        });
    }
}
