package im.redoubt.server.feature;

import im.redoubt.server.session.Session;
import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Takes part where a session begins together with the authentication of its client (XEP-0386). */
public interface BindHook {
    /** Returns the name under which clients are told that they can ask for this, or nothing if it is done for all of them. */
    default Optional<String> offered() {
        return Optional.empty();
    }

    /**
     * A resource was bound. Nothing that the session is sent is written before all hooks are done, one after the other in the order
     * of the features. Runs on an event loop and must not block.
     *
     * @param session the session, which gets what others send it already
     * @param asked the element {@code <bind/>} with which the client asked, in which nothing stands twice
     * @return what the client is told of it
     */
    CompletionStage<Optional<Element>> bound(Session session, Element asked);
}
