package im.redoubt.things.command;

import static im.redoubt.client.extension.Field.attribute;
import static im.redoubt.client.extension.Field.optionalAttribute;
import static im.redoubt.client.extension.Field.optionalNested;

import im.redoubt.client.extension.Codec;
import im.redoubt.client.extension.Kind;
import im.redoubt.client.extension.Octets;
import im.redoubt.things.key.Signed;
import im.redoubt.xml.XmlName;
import java.time.Duration;
import java.util.Optional;

/**
 * What a device answers to a command.
 *
 * @param <R> what it answers when it was done
 * @param id that of the command
 * @param outcome what became of it
 * @param why why it is refused, if it is
 * @param pause how long to wait before the next PIN, if the device is locked
 * @param result what it answers, if it was done, now or before
 */
public record Answered<R>(
        Octets id, Outcome outcome, Optional<Reason> why, Optional<Duration> pause, Optional<R> result) {
    /** The name of the element. */
    public static final XmlName NAME = new XmlName(Signed.NAMESPACE, "answer");

    /** The longest that anybody waits. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** What became of a command. */
    public enum Outcome {
        /** It was done now. */
        DONE,
        /** It was done when it came first, and nothing was done now. */
        ALREADY_DONE,
        /** It was not done. */
        REFUSED
    }

    /** Checks that there is a reason or a result, and not both. */
    public Answered {
        boolean refused = outcome == Outcome.REFUSED;
        if (why.isPresent() != refused || result.isPresent() == refused || (pause.isPresent() && !refused)) {
            throw new IllegalArgumentException("a command was done, with a result, or refused, with a reason");
        }
    }

    /** Returns the answer to one that is refused. */
    public static <R> Answered<R> refused(Octets id, Reason why, Optional<Duration> pause) {
        return new Answered<>(id, Outcome.REFUSED, Optional.of(why), pause, Optional.empty());
    }

    /** Returns the answer to one that was done. */
    public static <R> Answered<R> done(Octets id, Outcome outcome, R result) {
        return new Answered<>(id, outcome, Optional.empty(), Optional.empty(), Optional.of(result));
    }

    /** Returns how an answer with such a result is written. */
    public static <R> Codec<Answered<R>> codec(Codec<R> result) {
        return Codec.element(NAME.namespace(), NAME.local())
                .of(
                        Answered<R>::new,
                        attribute("id", Kind.bytes(Warrant.ID_BYTES), Answered<R>::id),
                        attribute("outcome", Kind.oneOf(Outcome.class), Answered<R>::outcome),
                        optionalAttribute("why", Kind.oneOf(Reason.class), Answered<R>::why),
                        optionalAttribute("pause", Kind.duration(LONGEST), Answered<R>::pause),
                        optionalNested(result, Answered<R>::result));
    }
}
