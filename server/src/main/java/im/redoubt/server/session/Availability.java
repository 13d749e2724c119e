package im.redoubt.server.session;

import im.redoubt.protocol.stanza.Presence;

/**
 * The presence of an available session.
 *
 * @param presence the last broadcast presence, its sender set
 * @param priority -128 to 127 (RFC 6121 section 4.7.2.3)
 */
public record Availability(Presence presence, int priority) {}
