package im.redoubt.things.command;

import im.redoubt.client.extension.Octets;

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
     */
    record Refused<C>(Reason why) implements Verdict<C> {}
}
