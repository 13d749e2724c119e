package im.redoubt.server.routing;

import im.redoubt.protocol.stanza.Presence;
import im.redoubt.server.session.Session;
import java.util.concurrent.CompletionStage;

/** Handles the presence stanzas of sessions. */
@FunctionalInterface
public interface PresenceRouter {
    /**
     * Handles a presence.
     *
     * @param session who sent it
     * @param presence what came, its sender stamped
     * @return complete when it has taken effect
     */
    CompletionStage<Void> route(Session session, Presence presence);
}
