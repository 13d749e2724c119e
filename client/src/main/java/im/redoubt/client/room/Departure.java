package im.redoubt.client.room;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why somebody is not in a room any more, as the room said it.
 *
 * @param cause what happened
 * @param by who did it, by his nickname
 * @param reason why, in words of whoever did it
 * @param alternative where the room is now, if it was destroyed
 */
public record Departure(
        Cause cause, Optional<Unverified> by, Optional<Unverified> reason, Optional<BareJid> alternative) {
    /** What happened. */
    public enum Cause {
        /** He left. */
        LEFT,
        /** He was kicked, and may come back. */
        KICKED,
        /** He was banned. */
        BANNED,
        /** He lost an affiliation that the room asks for. */
        AFFILIATION_LOST,
        /** The room is for members now, and he is none. */
        MEMBERS_ONLY,
        /** The service was stopped. */
        SHUTDOWN,
        /** The room destroyed itself. */
        DESTROYED,
        /** Something did not work, such as the way to his server. */
        FAULT,
        /** The room did not take this account back in. */
        REFUSED
    }

    private static final Map<Integer, Cause> CAUSES = causes();

    static final Departure LEFT = of(Cause.LEFT);

    static Departure of(Cause cause) {
        return new Departure(cause, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns what a presence says (XEP-0045 sections 7.14, 8.2, 9.1, 9.4, 10.9). */
    static Departure of(MucUser said) {
        Optional<Element> destroyed = said.child("destroy");
        if (destroyed.isPresent()) {
            Optional<BareJid> next =
                    destroyed.get().attribute("jid").flatMap(Jid::parse).map(Jid::bare);
            return new Departure(Cause.DESTROYED, Optional.empty(), MucUser.reason(destroyed.get()), next);
        }
        return new Departure(cause(said.codes()), said.actor(), said.reason(), Optional.empty());
    }

    /** A technical fault is said together with 307 by some services, so it is looked for first. */
    private static Cause cause(Set<Integer> codes) {
        for (Map.Entry<Integer, Cause> known : CAUSES.entrySet()) {
            if (codes.contains(known.getKey())) {
                return known.getValue();
            }
        }
        return Cause.LEFT;
    }

    private static Map<Integer, Cause> causes() {
        Map<Integer, Cause> causes = new LinkedHashMap<>();
        causes.put(333, Cause.FAULT);
        causes.put(332, Cause.SHUTDOWN);
        causes.put(301, Cause.BANNED);
        causes.put(307, Cause.KICKED);
        causes.put(321, Cause.AFFILIATION_LOST);
        causes.put(322, Cause.MEMBERS_ONLY);
        return causes;
    }
}
