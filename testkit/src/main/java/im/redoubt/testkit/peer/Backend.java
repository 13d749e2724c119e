package im.redoubt.testkit.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Something that a transcript is run against: a domain {@code localhost} with accounts. */
public interface Backend extends AutoCloseable {
    /** The password of every account of a transcript. */
    String PASSWORD = "correct horse battery";

    /**
     * Connects.
     *
     * @param tls whether the connection begins with TLS (XEP-0368) or in clear (RFC 6120 section 5)
     * @return the connection; one that begins with TLS has it
     * @throws IOException if nobody accepts
     */
    Link connect(boolean tls) throws IOException;

    /**
     * Returns whether sessions work, so that what nobody receives can be told from what is late.
     *
     * @return false for the pure state machine, which answers at once or never
     */
    boolean hasSessions();

    /** Lets time pass. */
    void advance(Duration time);

    /** Stops the server in order and starts it again on what it has kept. */
    void restart();

    /**
     * Issues an invitation.
     *
     * @param name the localpart that it is for, or whichever the invited likes
     * @return its token
     */
    String invite(Optional<String> name);

    /** Stops it. */
    @Override
    void close();
}
