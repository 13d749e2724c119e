package im.redoubt.client.dns;

/** Whether somebody on the network can have made up what we know of a place. */
public enum Validation {
    /** It was signed by its zone, up to a key that we knew before (DNSSEC), or nobody but the application said it. */
    VALIDATED,

    /** Nothing vouches for it. It says where to connect, and nothing about who must be there. */
    UNPROVED
}
