package im.redoubt.client.room;

import im.redoubt.client.Host;
import im.redoubt.client.RefusedException;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a room that says nothing for long whether one is still in it (XEP-0410): a service that was restarted has forgotten its
 * occupants and does not tell them. In the session's order.
 */
final class Silence {
    /** Section 3.2: how long a room may be silent. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    /** How long until the question is put again when nobody could answer it. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** Section 3.2: the room passed the question on, so one is in it. */
    private static final Set<StanzaCondition> THERE = EnumSet.of(
            StanzaCondition.SERVICE_UNAVAILABLE,
            StanzaCondition.FEATURE_NOT_IMPLEMENTED,
            StanzaCondition.ITEM_NOT_FOUND);

    private static final Set<StanzaCondition> UNREACHABLE =
            EnumSet.of(StanzaCondition.REMOTE_SERVER_NOT_FOUND, StanzaCondition.REMOTE_SERVER_TIMEOUT);

    private final Host host;
    private final Supplier<FullJid> place;
    private final Runnable notThere;
    private Runnable timer = () -> {};
    private long heardAt;
    private int round;

    /**
     * Makes one that does not ask yet.
     *
     * @param place the own address in the room
     * @param notThere told when one is not in it
     */
    Silence(Host host, Supplier<FullJid> place, Runnable notThere) {
        this.host = host;
        this.place = place;
        this.notThere = notThere;
    }

    /** Begins to watch. */
    void begin() {
        end();
        heard();
        wait(LONGEST);
    }

    /** Watches no longer; an answer that comes still makes no difference. */
    void end() {
        round++;
        timer.run();
    }

    /** The room said something. */
    void heard() {
        heardAt = host.timeline().nanos();
    }

    /** Asks now. */
    void ask() {
        end();
        int asked = round;
        Element ping = Element.named("urn:xmpp:ping", "ping").build();
        host.request(IqRequest.Action.GET, Optional.of(place.get()), ping)
                .whenDone((there, failure) -> host.run(() -> {
                    if (asked == round) {
                        answered(failure);
                    }
                }));
    }

    private void answered(@Nullable Throwable failure) {
        if (failure == null || (failure instanceof RefusedException refusal && THERE.contains(refusal.condition()))) {
            heard();
            wait(LONGEST);
        } else if (failure instanceof RefusedException refusal && !UNREACHABLE.contains(refusal.condition())) {
            notThere.run();
        } else {
            wait(PAUSE);
        }
    }

    private void wait(Duration pause) {
        timer.run();
        timer = host.timeline().after(pause, () -> host.run(this::due));
    }

    private void due() {
        Duration silent = Duration.ofNanos(host.timeline().nanos() - heardAt);
        if (silent.compareTo(LONGEST) >= 0) {
            ask();
        } else {
            wait(LONGEST.minus(silent));
        }
    }
}
