package im.redoubt.client.trust;

import im.redoubt.protocol.address.BareJid;

/**
 * Whom a server must be, and where the connection to it leads.
 *
 * @param domain the XMPP domain, for which the certificate must be
 * @param host the host that was connected to: the target of the SRV record, or the domain in the form of DNS. Only TLSA records are
 *     looked for by it (RFC 7673 section 3)
 * @param port its port
 */
public record Destination(BareJid domain, String host, int port) {
    private static final int MOST_PORTS = 65_535;

    /** Checks the port. */
    public Destination {
        if (port < 1 || port > MOST_PORTS) {
            throw new IllegalArgumentException("a port is a number from 1 to " + MOST_PORTS);
        }
    }
}
