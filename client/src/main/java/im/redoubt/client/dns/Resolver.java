package im.redoubt.client.dns;

import java.net.InetAddress;

/**
 * Answers what a client asks of DNS. Every method waits for its answer, for a time with an end, and may be called from several
 * threads at once.
 */
public interface Resolver {
    /**
     * Returns where a service of a domain is (SRV, RFC 2782), in no order.
     *
     * @param service its name without the underscore, such as {@code xmpp-client}; the protocol is always TCP
     * @param domain the domain in ASCII
     */
    Answer<ServiceRecord> services(String service, String domain);

    /**
     * Returns the addresses of a host, those of IPv6 first.
     *
     * @param host a host name in ASCII, or an IP address without brackets, which is its own answer
     */
    Answer<InetAddress> addresses(String host);

    /**
     * Returns what a host's zone says about the keys behind one of its ports (TLSA, RFC 6698). It is worth nothing unless it is
     * {@link Validation#VALIDATED}.
     *
     * @param port a TCP port
     * @param host a host name in ASCII
     */
    Answer<KeyRecord> keys(int port, String host);

    /**
     * Returns one that proves what it answers, for those who go by what DNS says of keys. One that proves its answers anyway, or that
     * never can, returns itself.
     */
    default Resolver proving() {
        return this;
    }
}
