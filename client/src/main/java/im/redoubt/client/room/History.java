package im.redoubt.client.room;

import im.redoubt.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How much of what was said before a room is asked for when it is joined (XEP-0045 section 7.2.14). Immutable. */
public final class History {
    /** Nothing of what was said before. */
    public static final History NONE = new History(Optional.of("maxchars"), "0");

    /** What the room sends of itself. */
    public static final History AS_THE_ROOM_LIKES = new History(Optional.empty(), "");

    /** The most messages that may be asked for. */
    public static final int MOST_MESSAGES = 10_000;

    private final Optional<String> attribute;
    private final String value;

    private History(Optional<String> attribute, String value) {
        this.attribute = attribute;
        this.value = value;
    }

    /**
     * Returns the last messages.
     *
     * @param messages how many, 0 to {@link #MOST_MESSAGES}
     * @throws IllegalArgumentException if it is another number
     */
    public static History last(int messages) {
        if (messages < 0 || messages > MOST_MESSAGES) {
            throw new IllegalArgumentException("0 to " + MOST_MESSAGES + " messages");
        }
        return messages == 0 ? NONE : new History(Optional.of("maxstanzas"), Integer.toString(messages));
    }

    /**
     * Returns what was said so long ago at most.
     *
     * @param age how long, from 1 s on
     * @throws IllegalArgumentException if it is shorter
     */
    public static History last(Duration age) {
        long seconds = age.toMillis() / 1_000;
        if (seconds < 1) {
            throw new IllegalArgumentException("from one second on");
        }
        return new History(Optional.of("seconds"), Long.toString(seconds));
    }

    /** Returns what was said since then. */
    public static History since(Instant moment) {
        return new History(
                Optional.of("since"), moment.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** Adds the element, if there is something to ask. */
    void addTo(Element.Builder join) {
        attribute.ifPresent(name -> join.child(
                Element.named(MucUser.MUC, "history").attribute(name, value).build()));
    }
}
