package im.redoubt.protocol.stream;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.time.Duration;
import java.util.Optional;

/** The elements with which both sides of a stream tell how many stanzas they have handled (XEP-0198). */
public final class StreamManagement {
    /** The namespace of all of them. */
    public static final String NAMESPACE = "urn:xmpp:sm:3";

    /** Counters go from here back to 0 (section 4). */
    public static final long MODULUS = 1L << 32;

    private static final int MOST_DIGITS = 10;
    private static final int MILLIS = 1_000;

    private StreamManagement() {}

    /** Returns whether {@code element} is one of them. */
    public static boolean isOne(ParsedElement element) {
        return element.name().namespace().equals(NAMESPACE);
    }

    /** Returns whether {@code element} is this one. */
    static boolean is(ParsedElement element, String local) {
        return element.name().is(NAMESPACE, local);
    }

    /** Returns the stream feature (section 3). */
    static Element feature() {
        return Element.named(NAMESPACE, "sm").build();
    }

    /** Returns the answer to {@code <enable/>} where the stream cannot be resumed. */
    public static Element enabled() {
        return Element.named(NAMESPACE, "enabled").build();
    }

    /**
     * Returns the answer to {@code <enable/>} where it can.
     *
     * @param id what the client names to resume it
     * @param within how long after the end of the connection, in whole seconds
     */
    public static Element enabled(String id, Duration within) {
        return Element.named(NAMESPACE, "enabled")
                .attribute("id", id)
                .attribute("resume", "true")
                .attribute("max", Long.toString(within.toMillis() / MILLIS))
                .build();
    }

    /** Returns whether the client would like to resume the stream, by an element {@code <enable/>}. */
    public static boolean wantsResumption(ParsedElement enable) {
        return enable.attribute("resume")
                .filter(wish -> wish.equals("true") || wish.equals("1"))
                .isPresent();
    }

    /**
     * What a client asks with {@code <resume/>} (section 5).
     *
     * @param id the id of the stream
     * @param handled how many stanzas it has handled on that stream, below {@link #MODULUS}
     */
    public record Resumption(String id, long handled) {
        static Optional<Resumption> read(ParsedElement resume) {
            return resume.attribute("previd")
                    .flatMap(id -> StreamManagement.handled(resume).map(handled -> new Resumption(id, handled)));
        }
    }

    /**
     * Returns the answer to {@code <resume/>} where the stream goes on.
     *
     * @param id its id
     * @param handled how many stanzas of the client were handled on it
     */
    public static Element resumed(String id, long handled) {
        return Element.named(NAMESPACE, "resumed")
                .attribute("previd", id)
                .attribute("h", Long.toString(handled))
                .build();
    }

    /** Returns the request to say how many stanzas were handled. */
    public static Element request() {
        return Element.named(NAMESPACE, "r").build();
    }

    /**
     * Returns an acknowledgement.
     *
     * @param handled how many stanzas were handled since the counting began, below {@link #MODULUS}
     */
    public static Element answer(long handled) {
        return Element.named(NAMESPACE, "a")
                .attribute("h", Long.toString(handled))
                .build();
    }

    /** Returns the answer to a request that cannot be met (section 6). */
    public static Element failed(StanzaCondition condition) {
        return failing(condition).build();
    }

    /**
     * Returns the answer to {@code <resume/>} where the stream cannot go on (section 5).
     *
     * @param handled how many stanzas of the client were handled on it, if it was this client's and that is known
     */
    public static Element gone(Optional<Long> handled) {
        Element.Builder failed = failing(StanzaCondition.ITEM_NOT_FOUND);
        handled.ifPresent(count -> failed.attribute("h", Long.toString(count)));
        return failed.build();
    }

    private static Element.Builder failing(StanzaCondition condition) {
        return Element.named(NAMESPACE, "failed")
                .child(Element.named(StanzaError.NAMESPACE, condition.wire()).build());
    }

    /**
     * Reads an acknowledgement.
     *
     * @param answer an element {@code <a/>} or {@code <resume/>}
     * @return the number in it, or empty if it has none that is an unsigned number of 32 bits
     */
    public static Optional<Long> handled(ParsedElement answer) {
        return answer.attribute("h")
                .filter(text -> !text.isEmpty()
                        && text.length() <= MOST_DIGITS
                        && text.chars().allMatch(digit -> digit >= '0' && digit <= '9'))
                .map(Long::parseLong)
                .filter(number -> number < MODULUS);
    }

    /**
     * Returns the error for a peer that acknowledges what it was not sent (section 6).
     *
     * @param handled what it said
     * @param sent what it was sent
     */
    public static StreamError tooHigh(long handled, long sent) {
        return new StreamError(
                StreamCondition.UNDEFINED_CONDITION,
                Optional.of("You acknowledged " + handled + " stanzas, and were sent " + sent + "."),
                Optional.of(Element.named(NAMESPACE, "handled-count-too-high")
                        .attribute("h", Long.toString(handled))
                        .attribute("send-count", Long.toString(sent))
                        .build()));
    }
}
