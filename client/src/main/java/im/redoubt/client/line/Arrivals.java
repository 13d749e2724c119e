package im.redoubt.client.line;

import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * Hears of one connection, in this order: {@link #opened} or {@link #failed}; after opened, elements; then {@link #ended} once.
 */
public interface Arrivals {
    /**
     * There is a session.
     *
     * @param outlet where to write
     * @param session what was negotiated
     */
    void opened(Outlet outlet, ClientSession session);

    /** There is none. */
    void failed(DialFailure why);

    /** A top-level element came. */
    void element(ParsedElement element);

    /**
     * Nothing more comes.
     *
     * @param error what the server said was wrong, or what we say of its bytes; empty where the connection just ended
     */
    void ended(Optional<StreamError> error);
}
