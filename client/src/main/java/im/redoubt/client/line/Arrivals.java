package im.redoubt.client.line;

import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;

/**
 * Hears of one connection, in this order: {@link #opened} or {@link #failed}; after opened, elements, and {@link #unreadable} if that
 * comes; then {@link #ended} once.
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
     * What came next cannot be read, nor can anything behind it. Whoever hears this closes the stream before he returns.
     *
     * @param error what to tell the server
     */
    void unreadable(StreamError error);

    /**
     * Nothing more comes.
     *
     * @param error what the server said was wrong; empty where the connection just ended
     */
    void ended(Optional<StreamError> error);
}
