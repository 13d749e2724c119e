package im.redoubt.audit.traffic;

/** Where a capture was taken. */
public enum CapturePoint {
    /** On the wire, or where STARTTLS can be seen: what is not behind it is in clear. */
    WIRE,
    /** Inside of TLS, by one of its ends: whether there is any cannot be seen. */
    INSIDE_TLS
}
