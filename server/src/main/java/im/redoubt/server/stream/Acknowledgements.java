package im.redoubt.server.stream;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.server.store.CountedStream;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a session is told about the stanzas that it sent, and what it tells about those that it was sent (XEP-0198). Belongs to the
 * event loop.
 *
 * <ol>
 *   <li>It begins with nothing counted;
 *   <li>{@code <enable/>} begins both counts, once; the stream can be resumed from then on, if the client likes;
 *   <li>{@code <r/>} is answered and {@code <a/>} is heeded from then on.
 * </ol>
 *
 * Guarantee: what is acknowledged has taken effect, and is on disk where it is kept. Of a stream that can be resumed the count itself
 * is on disk as well, so that nobody is ever told less than before. Who asks while something is on its way there is told at once how
 * far it is, and once more when it has arrived (section 4: an answer is not to be withheld).
 */
final class Acknowledgements {
    private static final long NONE = -1;

    private final Resumptions resumptions;
    private final Supplier<Optional<CountedStream>> resumable;
    private Wire wire;
    private Optional<CountedStream> stream = Optional.empty();
    private long handled = NONE;

    /** What the client asked about and has not heard of yet. */
    private long asked = NONE;

    private Optional<Runnable> waiting = Optional.empty();
    private boolean securing;
    private boolean closed;
    private boolean over;

    /**
     * Begins with nothing counted.
     *
     * @param wire the connection
     * @param resumptions the streams that can be resumed
     * @param resumable makes the stream one of them; nothing if it cannot be
     */
    Acknowledgements(Wire wire, Resumptions resumptions, Supplier<Optional<CountedStream>> resumable) {
        this.wire = wire;
        this.resumptions = resumptions;
        this.resumable = resumable;
    }

    /** The stream goes on where it was when the server stopped. */
    void goOn(StreamCount before) {
        stream = Optional.of(before.stream());
        handled = before.handled();
    }

    /** Returns the stream and its count, if it can be resumed. */
    Optional<StreamCount> now() {
        return stream.map(own -> new StreamCount(own, handled));
    }

    /** The stream goes on over another connection, with the counts that it has. */
    void moveTo(Wire heir) {
        wire = heir;
        asked = NONE;
    }

    /** Returns the stream, if it can be resumed. */
    Optional<CountedStream> stream() {
        return stream;
    }

    /** Returns how many stanzas were handled since the counting began, below {@link StreamManagement#MODULUS}. */
    long count() {
        return handled % StreamManagement.MODULUS;
    }

    /** Returns the count that goes to disk with a stanza that so many others are in front of, if it goes there. */
    Optional<StreamCount> next(int ahead) {
        return stream.map(own -> new StreamCount(own, handled + ahead + 1));
    }

    /** A stanza has taken effect, or was refused. */
    void handled() {
        if (handled != NONE) {
            handled++;
        }
    }

    /** All that was read has taken effect. */
    void settled() {
        answerWhatIsOwed();
    }

    /** The client says that it ends its stream, and will not come back. */
    void closed() {
        closed = true;
    }

    /** Nothing is written any more. What is known of the stream stays for a client that comes too late, but for one that has ended it. */
    void end() {
        over = true;
        stream.ifPresent(own -> {
            if (closed) {
                resumptions.forget(own);
            } else {
                resumptions.end(own, isSecure() ? Optional.empty() : Optional.of(new StreamCount(own, handled)));
            }
        });
    }

    /** Runs {@code next} when the count is on disk, or can never get there since the store has failed. */
    void whenSecure(Runnable next) {
        if (isSecure()) {
            next.run();
        } else {
            waiting = Optional.of(next);
            secure();
        }
    }

    private boolean isSecure() {
        return told() == handled;
    }

    private long told() {
        return stream.map(own -> Math.min(own.durable(), handled)).orElse(handled);
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
     * @param underWay how many stanzas that came before have not taken effect yet
     */
    void element(ParsedElement element, int underWay) {
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
        if (handled != NONE) {
            wire.end(StreamError.of(StreamCondition.POLICY_VIOLATION, "stanzas are counted already"));
            return;
        }
        wire.write(begin(element));
        wire.count();
    }

    /**
     * Begins where the client asked for that together with its session (XEP-0198 section 8.1), before anything was written.
     *
     * @param bind how it asked
     * @return what says so, or nothing if it did not ask, or has gone meanwhile
     */
    Optional<Element> begin(Element bind) {
        Optional<Element> enable =
                bind.first(StreamManagement.NAMESPACE, "enable").filter(asked -> !over);
        if (enable.isPresent()) {
            wire.count();
        }
        return enable.map(asked -> begin(asked.toParsed()));
    }

    /** Returns what says that the stream goes on. */
    Element resumed() {
        return StreamManagement.resumed(stream.orElseThrow().id(), count());
    }

    private Element begin(ParsedElement enable) {
        handled = 0;
        stream = StreamManagement.wantsResumption(enable) ? resumable.get() : Optional.empty();
        return stream.map(own -> StreamManagement.enabled(own.id(), resumptions.within()))
                .orElseGet(StreamManagement::enabled);
    }

    private void request(int underWay) {
        if (handled == NONE) {
            unexpected();
            return;
        }
        wire.write(StreamManagement.answer(told() % StreamManagement.MODULUS));
        asked = handled + underWay;
        if (told() == asked) {
            asked = NONE;
        } else if (underWay == 0) {
            secure();
        }
    }

    private void answerWhatIsOwed() {
        if (asked == NONE || over) {
            return;
        }
        if (told() >= asked) {
            asked = NONE;
            wire.write(StreamManagement.answer(told() % StreamManagement.MODULUS));
        } else if (handled >= asked) {
            secure();
        }
    }

    /** Writes the count where no message takes it along. One such write is under way at a time, however often somebody asks. */
    private void secure() {
        if (securing) {
            return;
        }
        securing = true;
        StreamCount now = new StreamCount(stream.orElseThrow(), handled);
        var _ = resumptions.write(now).whenCompleteAsync((done, failure) -> secured(failure == null), wire.loop());
    }

    /** Where the store has failed it will not keep anything of this client any more, and nothing is promised. */
    private void secured(boolean written) {
        securing = false;
        if (written) {
            answerWhatIsOwed();
        } else {
            asked = NONE;
        }
        if (waiting.isPresent() && written && !isSecure()) {
            secure();
            return;
        }
        Optional<Runnable> next = waiting;
        waiting = Optional.empty();
        next.ifPresent(Runnable::run);
    }

    private void answer(ParsedElement element) {
        if (handled == NONE) {
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
