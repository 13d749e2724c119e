package im.redoubt.server.metric;

import im.redoubt.protocol.stanza.Iq;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.server.event.AbuseReason;
import im.redoubt.server.event.Mechanism;
import im.redoubt.server.guard.Admission;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What the server counts. Every method may be called from any thread, never blocks and allocates nothing.
 *
 * <p>Guarantee: labels are enumerations, so no peer can make a new time series.
 */
public interface ServerMetrics {

    /** The kinds of stanzas. */
    enum StanzaKind {
        /** {@code <message/>}. */
        MESSAGE,
        /** {@code <presence/>}. */
        PRESENCE,
        /** {@code <iq/>}. */
        IQ;

        /** Returns the kind of a stanza. */
        public static StanzaKind of(Stanza stanza) {
            return switch (stanza) {
                case Message message -> MESSAGE;
                case Presence presence -> PRESENCE;
                case Iq iq -> IQ;
            };
        }
    }

    /** How an attempt to sign in ended. */
    enum SignInOutcome {
        /** The peer is signed in. */
        SUCCESS,
        /** The proof was wrong, or the account is unknown. */
        FAILURE,
        /** The attempt was put off by the throttle or a full queue. */
        PUT_OFF
    }

    /** Values that go up and down, read when somebody asks. */
    enum Gauge {
        /** Connections, signed in or not. */
        CONNECTIONS,
        /** Connections that have not signed in. */
        UNAUTHENTICATED_CONNECTIONS,
        /** Bound sessions. */
        SESSIONS,
        /** Work that waits for the store. */
        STORE_QUEUE,
        /** Work that waits for the key derivation. */
        CRYPTO_QUEUE,
        /** How late the event loops are, in milliseconds, the worst of them. */
        EVENT_LOOP_LAG_MILLIS,
        /** Security events that were dropped or suppressed since the start. */
        EVENTS_LOST,
        /** The sequence number of the last security event on disk. */
        EVENT_SEQUENCE,
        /** Alerts that did not arrive in one of their ways, and events that no rule could judge in time, since the start. */
        ALERTS_FAILED,
        /** Security events on disk that were not sent to their receiver yet; where there is one. */
        SYSLOG_EVENTS_WAITING,
        /** Security events that were gone before their receiver had them, since the start; where there is one. */
        SYSLOG_EVENTS_MISSED,
        /** Seconds until the certificate in use ends. */
        CERTIFICATE_SECONDS_LEFT
    }

    /** Counts a connection that was let in. */
    void connectionAccepted();

    /**
     * Counts a connection that was turned away.
     *
     * @param limit why
     */
    void connectionRefused(Admission.Limit limit);

    /**
     * Counts the end of an attempt to sign in.
     *
     * @param mechanism how
     * @param outcome the end
     */
    void signIn(Mechanism mechanism, SignInOutcome outcome);

    /** Counts a verifier that a client made for an account that lacked it (XEP-0480). */
    void upgraded();

    /**
     * Counts a stanza from a client.
     *
     * @param kind its kind
     */
    void stanzaIn(StanzaKind kind);

    /**
     * Counts a stanza to a client.
     *
     * @param kind its kind
     */
    void stanzaOut(StanzaKind kind);

    /**
     * Counts what was read from clients.
     *
     * @param bytes how much, within TLS
     */
    void bytesIn(long bytes);

    /**
     * Counts what was written to clients.
     *
     * @param bytes how much, within TLS
     */
    void bytesOut(long bytes);

    /**
     * Counts a report of spam or abuse (XEP-0377).
     *
     * @param reason what for
     */
    void abuseReported(AbuseReason reason);

    /** Counts a stream that was ended with an error. */
    void streamError();

    /** Counts a pause in reading because a token bucket was empty. */
    void readingPaused();

    /** Counts a session that was ended because its peer did not read. */
    void slowReaderDropped();

    /**
     * Makes the counter of what one of the operator's rules catches. To be asked once for each rule, before anybody looks.
     *
     * @param rule the rule's name; there are as many as the settings have
     * @param action what the rule does
     * @return what counts
     */
    LongAdder filtered(String rule, String action);

    /**
     * Says where a gauge is read. The last one given counts.
     *
     * @param gauge which
     * @param source reads it; must not block
     */
    void gauge(Gauge gauge, LongSupplier source);
}
