/**
 * Sends the security events to a receiver by syslog over TLS (RFC 5424, RFC 5425; SRV-10).
 *
 * <p>The files of the log are the queue: the sender reads them from where it was, so that it needs no memory of its own,
 * holds up nobody, and loses nothing that is not rotated away while the receiver is away. It has a thread of its own, and
 * two for each connection.
 */
@NullMarked
package im.redoubt.server.syslog;

import org.jspecify.annotations.NullMarked;
