package im.redoubt.things.command;

import im.redoubt.client.extension.Octets;
import java.util.Optional;

/**
 * What a device makes of a command.
 *
 * @param <C> the type of the command
 */
public sealed interface Verdict<C> {
    /**
     * It is to be acted upon, now.
     *
     * @param peer who gave it
     * @param digest what it is remembered by
     */
    record Act<C>(Peer peer, Octets digest) implements Verdict<C> {}

    /**
     * It was taken before, and is not acted upon again.
     *
     * @param peer who gave it
     * @param digest what it is remembered by
     * @param entry what was made of it then
     */
    record Again<C>(Peer peer, Octets digest, Taken.Entry entry) implements Verdict<C> {}

    /**
     * It is refused.
     *
     * @param why the reason
     * @param peer who gave it, where it is certain that somebody did
     */
    record Refused<C>(Reason why, Optional<Peer> peer) implements Verdict<C> {}

    /** Returns who gave it, where that is certain. */
    default Optional<Peer> giver() {
        if (this instanceof Act<C> act) {
            return Optional.of(act.peer());
        }
        if (this instanceof Again<C> again) {
            return Optional.of(again.peer());
        }
        return this instanceof Refused<C> refused ? refused.peer() : Optional.empty();
    }
}
