package im.redoubt.server.event;

/** How it changed whom an account hears. */
public enum AdmissionChange {
    /** It hears nobody but those on a list that it sent. */
    LISTED,
    /** It hears everybody. */
    EVERYBODY,
    /** Somebody showed the token of an invitation, and is on the list now. */
    INVITED
}
