package im.redoubt.things;

import im.redoubt.things.command.Peer;

/**
 * What changes at a device when somebody guesses its PIN.
 *
 * @param <S> the state of what the device is for
 */
@FunctionalInterface
public interface Tampering<S> {
    /**
     * Decides.
     *
     * @param state how the device stands
     * @param peer who has used up his tries, and is wrong once more
     */
    Change<S> by(S state, Peer peer);
}
