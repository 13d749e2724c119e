package im.redoubt.things.command;

/** Why a command is refused. */
public enum Reason {
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
    /** He may not at this hour, or the device does not know which hour it is. */
    WRONG_HOUR,
    /** It is not good yet. */
    EARLY,
    /** It is not good any more. */
    EXPIRED,
    /** What was given out for it is missing, too old, used, or of another device. */
    STALE,
    /** One that was given later was taken already, or another one by the same name. */
    REPLAYED,
    /** A PIN in it cannot be opened by this device. */
    UNREADABLE,
    /** It is not the PIN. */
    WRONG_PIN,
    /** Too many PINs were wrong; the answer says how long to wait. */
    LOCKED,
    /** No PIN was chosen on the device yet, so there is none that is right. */
    NO_PIN,
    /** As the device stands, it cannot be done. */
    NOT_NOW,
    /** The device has taken too many commands within the hour. */
    TOO_MANY,
    /** The device cannot keep it, and so has not done it. */
    FAILED
}
