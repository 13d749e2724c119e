package im.redoubt.server.event;

/** What can happen to the service itself. */
public enum ServiceChange {
    /** The service accepts connections. */
    STARTED,
    /** The service ends in order. */
    STOPPED,
    /** A new certificate and key are in use. */
    CERTIFICATE_RELOADED,
    /** A new certificate or key is unusable; the old ones stay in use. */
    CERTIFICATE_REFUSED,
    /** The certificate in use ends soon. */
    CERTIFICATE_EXPIRING,
    /** The store does not answer or does not write. */
    STORE_FAILED,
    /** The store works again. */
    STORE_RECOVERED
}
