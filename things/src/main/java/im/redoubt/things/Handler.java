package im.redoubt.things;

import im.redoubt.things.command.Peer;

/**
 * What a device does when it is commanded: a function that says what changes. It acts on nothing itself: what is outside follows the state
 * ({@link Device#follow}), after that is kept, so that a command is done as a whole or not at all wherever the power goes.
 *
 * @param <S> the state of what the device is for
 * @param <C> the command
 * @param <R> what is answered
 */
@FunctionalInterface
public interface Handler<S, C, R> {
    /**
     * Decides.
     *
     * @param state how the device stands
     * @param command what it is told, by somebody who may; PINs in it are proved already, and cannot be read
     * @param by who gives it
     */
    Reply<S, R> handle(S state, C command, Peer by);
}
