package im.redoubt.server.stream;

import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.session.Debt;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a connection hands its XML to: first the negotiation, then the session. Everything runs on the event loop. */
public interface StreamDriver {
    /** The stream was opened. */
    void opened(XmlEvent.Opened header);

    /** An element came. */
    void element(ParsedElement element);

    /** The peer closed the stream. */
    void footer();

    /** The bytes were refused. */
    void violation(XmlViolation violation);

    /** A limit was broken, a deadline passed, or the server stops: the stream is to be ended with this error. */
    void failed(StreamError error);

    /**
     * The peer has gone without a word, or does not answer.
     *
     * @return how long what it is sent waits for it to come back on another connection; zero if it does not
     */
    Duration lost();

    /** Nothing more will come, and nothing more can be sent. Called once. */
    void ending();

    /**
     * Returns a stanza that comes late, with the time at which it should have come (XEP-0203).
     *
     * @param stanza a stanza that was sent here
     * @param sentAt when
     */
    Stanza late(Stanza stanza, Instant sentAt);

    /**
     * A stanza could not be written. Called after {@link #ending} only.
     *
     * @param stanza the stanza
     * @param debt what the store keeps for it
     */
    void undelivered(Stanza stanza, Optional<Debt> debt);

    /**
     * Called after {@link #ending} until it returns true.
     *
     * @param nothingUnderWay whether all that was on its way here has come back
     * @return whether the stream is over now, and takes nothing any more
     */
    boolean ended(BooleanSupplier nothingUnderWay);
}
