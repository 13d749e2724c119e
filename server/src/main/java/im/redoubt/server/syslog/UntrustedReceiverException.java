package im.redoubt.server.syslog;

import java.io.IOException;

/** Whoever answered could not prove to be the receiver. */
final class UntrustedReceiverException extends IOException {
    private static final long serialVersionUID = 1L;

    UntrustedReceiverException(String message, Throwable cause) {
        super(message, cause);
    }

    UntrustedReceiverException(String message) {
        super(message);
    }
}
