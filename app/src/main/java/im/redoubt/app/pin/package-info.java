/**
 * Looks at the certificates of a server (RFC 6120 section 13.7) and says what may be pinned. Nothing is sent but what TLS and STARTTLS
 * need; every wait has an end.
 */
@NullMarked
package im.redoubt.app.pin;

import org.jspecify.annotations.NullMarked;
