package im.redoubt.server.stream;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a session is told about the stanzas that it sent, and what it tells about those that it was sent (XEP-0198).
 *
 * <ol>
 *   <li>It begins with nothing counted;
 *   <li>{@code <enable/>} begins both counts, once; the stream can be resumed from then on, if the client likes;
 *   <li>{@code <r/>} is answered and {@code <a/>} is heeded from then on.
 * </ol>
 *
 * Guarantee: what is acknowledged has taken effect, and is on disk where it is kept. Who asks while something is on its way there is
 * told at once how far it is, and once more when it has arrived (section 4: an answer is not to be withheld).
 */
final class Acknowledgements {
    private static final long NOT_COUNTING = -1;

    private final Supplier<Optional<Element>> resumable;
    private Wire wire;
    private long handled = NOT_COUNTING;
    private boolean owed;

    /**
     * Begins with nothing counted.
     *
     * @param wire the connection
     * @param resumable makes the stream one that can be resumed, and returns what says so; nothing if it cannot be
     */
    Acknowledgements(Wire wire, Supplier<Optional<Element>> resumable) {
        this.wire = wire;
        this.resumable = resumable;
    }

    /** The stream goes on over another connection, with the counts that it has. */
    void moveTo(Wire heir) {
        wire = heir;
    }

    /** Returns how many stanzas were handled since the counting began. */
    long count() {
        return handled;
    }

    /** A stanza has taken effect, or was refused. */
    void handled() {
        if (handled != NOT_COUNTING) {
            handled = (handled + 1) % StreamManagement.MODULUS;
        }
    }

    /** All that was read has taken effect. */
    void settled() {
        if (owed) {
            owed = false;
            wire.write(StreamManagement.answer(handled));
        }
    }

    /** Returns whether an element asks or tells of a count, which is right whatever is still under way. */
    static boolean isNews(ParsedElement element) {
        String name = element.name().local();
        return name.equals("r") || name.equals("a");
    }

    /**
     * Takes an element of the protocol.
     *
     * @param element what came
     * @param underWay whether stanzas that came before have not taken effect yet
     */
    void element(ParsedElement element, boolean underWay) {
        switch (element.name().local()) {
            case "enable" -> enable(element);
            case "r" -> request(underWay);
            case "a" -> answer(element);
            case "resume" -> wire.write(StreamManagement.failed(StanzaCondition.UNEXPECTED_REQUEST));
            default -> unexpected();
        }
    }

    /** Once for a stream (section 3). */
    private void enable(ParsedElement element) {
        if (handled != NOT_COUNTING) {
            wire.end(StreamError.of(StreamCondition.POLICY_VIOLATION, "stanzas are counted already"));
            return;
        }
        handled = 0;
        Optional<Element> answer = StreamManagement.wantsResumption(element) ? resumable.get() : Optional.empty();
        wire.count(answer.orElseGet(StreamManagement::enabled));
    }

    private void request(boolean underWay) {
        owed = underWay;
        if (handled == NOT_COUNTING) {
            unexpected();
        } else {
            wire.write(StreamManagement.answer(handled));
        }
    }

    private void answer(ParsedElement element) {
        if (handled == NOT_COUNTING) {
            unexpected();
        } else {
            StreamManagement.handled(element)
                    .ifPresentOrElse(
                            wire::acknowledged,
                            () -> wire.end(StreamError.of(StreamCondition.BAD_FORMAT, "no number of stanzas")));
        }
    }

    private void unexpected() {
        wire.end(StreamError.of(StreamCondition.UNSUPPORTED_STANZA_TYPE));
    }
}
