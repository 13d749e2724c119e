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
    /** The store does not answer or does not write. */
    STORE_FAILED,
    /** The store works again. */
    STORE_RECOVERED,
    /** The receiver of events (RFC 5425) cannot be reached or takes nothing; told once, until it takes events again. */
    SYSLOG_FAILED,
    /** Whoever answers in place of the receiver of events could not prove to be it; told once, likewise. */
    SYSLOG_REFUSED,
    /** The receiver of events takes them again. */
    SYSLOG_RECOVERED
}
