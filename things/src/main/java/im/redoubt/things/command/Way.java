package im.redoubt.things.command;

/** By which way a command came. */
public enum Way {
    /** As a request, which its sender waits for. */
    REQUEST,
    /** As a message that nobody kept on its way. */
    MESSAGE,
    /** As a message that some server kept for a while: offline, or delayed. */
    KEPT,
    /** Out of an archive, as a copy of what another session got, or through a room. */
    SECOND_HAND
}
