package im.redoubt.things.command;

/**
 * What a device makes of a command.
 *
 * @param <C> the type of the command
 */
public sealed interface Verdict<C> {
    /**
     * It is to be acted upon, now. That it was to be is kept already.
     *
     * @param peer who gave it
     * @param command what is to be done
     */
    record Act<C>(Peer peer, C command) implements Verdict<C> {}

    /**
     * It was taken before, and is not acted upon again.
     *
     * @param stage how far it got then
     */
    record Again<C>(Journal.Stage stage) implements Verdict<C> {}

    /** It is not acted upon. */
    record Refused<C>(Reason reason) implements Verdict<C> {}

    /** Why a command is refused. */
    enum Reason {
        /** It came by a way on which this command is never taken. */
        WRONG_WAY,
        /** It is for another device. */
        OTHER_TARGET,
        /** It is of somebody whom this device was not paired with, or was sent by somebody else. */
        STRANGER,
        /** It was not signed with his key, or was changed since. */
        FORGED,
        /** In his role he may not give this command. */
        NOT_PERMITTED,
        /** It is not good yet. */
        EARLY,
        /** It is not good any more. */
        EXPIRED,
        /** What was given out for it is missing, too old, used, or of another device. */
        STALE,
        /** One that was given later was taken already, or another one by the same name. */
        REPLAYED
    }
}
