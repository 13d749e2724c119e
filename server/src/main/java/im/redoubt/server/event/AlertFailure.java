package im.redoubt.server.event;

/** Why the operator could not be told of something. */
public enum AlertFailure {
    /** There is no such account. */
    NO_ACCOUNT,
    /** The account is off line and keeps as many messages as it may. */
    MAILBOX_FULL,
    /** The store did not keep the message. */
    NOT_KEPT,
    /** The command is not there, or others could change it. */
    COMMAND_UNSAFE,
    /** The command did not end in time and was ended. */
    COMMAND_TIMEOUT,
    /** The command ended with another code than 0. */
    COMMAND_FAILED,
    /** More alerts of one rule waited for its command than may. */
    COMMAND_BUSY,
    /** More events waited to be judged than may; those were not judged. */
    TOO_MANY_EVENTS
}
