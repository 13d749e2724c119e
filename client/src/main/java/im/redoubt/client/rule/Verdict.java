package im.redoubt.client.rule;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import java.util.Optional;

/** What becomes of a stanza. */
public sealed interface Verdict permits Verdict.Allowed, Verdict.Refused {
    /** Returns whether it is let in. */
    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /**
     * Returns what to send for it: a refused request is answered with {@code service-unavailable} whatever the reason, as by a client
     * that does not know the payload (RFC 6120 section 8.4); all else is answered with nothing.
     */
    default Optional<Stanza> reply(Stanza stanza) {
        return !isAllowed() && stanza instanceof IqRequest request
                ? Optional.of(
                        StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE).answer(request))
                : Optional.empty();
    }

    /**
     * It is let in.
     *
     * @param rule by which rule; empty for an answer, which is not judged here
     */
    record Allowed(String rule) implements Verdict {}

    /**
     * It is not.
     *
     * @param reason why
     * @param rule by which rule; empty if by none
     */
    record Refused(Reason reason, String rule) implements Verdict {
        /** Why a stanza is refused. */
        public enum Reason {
            /** No rule fits. */
            NO_RULE,
            /** The first rule that fits refuses. */
            RULE,
            /** The first rule that fits allows so many, and there were. */
            RATE
        }
    }
}
