package im.redoubt.server.routing;

import im.redoubt.protocol.address.Jid;
import im.redoubt.server.session.Session;
import java.util.concurrent.CompletionStage;

/** Knows who may learn that a session is there. */
@FunctionalInterface
public interface Acquaintance {
    /**
     * Returns whether a session shares its presence with somebody: by a subscription, or because it told so itself (RFC
     * 6121 section 8.5.3.1).
     *
     * @param session the session
     * @param with who would learn of it
     * @return the verdict; fails if the roster cannot be read
     */
    CompletionStage<Boolean> shares(Session session, Jid with);
}
