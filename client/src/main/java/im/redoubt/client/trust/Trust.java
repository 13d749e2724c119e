package im.redoubt.client.trust;

import im.redoubt.client.dns.Resolver;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;

/**
 * Whom a client takes for its server. Immutable.
 *
 * <p>Guarantee: none of these values accepts every certificate, and there can be no others, since the class is sealed. The name of
 * the XMPP domain is checked with each of them; DANE-EE alone has another proof of it, in DNS.
 */
public abstract sealed class Trust permits PkixTrust, PinnedTrust, PinsOnlyTrust, DaneTrust {
    Trust() {}

    /** Returns the trust in the authorities of the platform, which is what most want. */
    public static PkixTrust pkix() {
        return new PkixTrust(Authorities.ofPlatform());
    }

    /**
     * Returns the trust in some authorities and nobody else.
     *
     * @param authorities their certificates, such as that which {@code redoubt ca} prints; at least one
     * @return the trust
     * @throws IllegalArgumentException if there is none, or one that is not for an authority
     */
    public static PkixTrust pkix(Collection<X509Certificate> authorities) {
        return new PkixTrust(Authorities.of(authorities));
    }

    /**
     * Returns the trust in pins without any authority: the server's key or certificate is pinned, or that of an issuer by which it
     * was really signed. Name, validity, purpose and strength are checked as ever, so that the key of another server of the same
     * owner does not stand for this one. Once the pins have ended nobody is trusted.
     *
     * @param pins the pins
     * @return the trust
     */
    public static Trust pinsOnly(Pins pins) {
        return new PinsOnlyTrust(pins, PinsOnlyTrust.Time.NOW);
    }

    /**
     * Returns the trust in pins alone for a device that does not know what time it is when it starts: the server's key, or that of an
     * issuer by which it was really signed, is pinned, and name, purpose and strength are checked as ever. Certificates are looked at as of
     * the moment from which the server's own is valid, since without a clock nobody can say more; a key that is given up must be taken out
     * of the pins.
     *
     * @param pins the pins
     * @return the trust
     * @throws IllegalArgumentException if the pins end at some time
     */
    public static Trust pinsOnlyWithoutClock(Pins pins) {
        if (pins.until().isPresent()) {
            throw new IllegalArgumentException("Pins that end at some time are for those who know what time it is.");
        }
        return new PinsOnlyTrust(pins, PinsOnlyTrust.Time.ITS_OWN);
    }

    /**
     * Returns the trust in what DNS says and nothing else (DANE with DNSSEC, RFC 6698, RFC 7673): a domain that is not signed, or has
     * no TLSA records for its server, is not trusted at all.
     *
     * @return the trust
     */
    public static Trust daneOnly() {
        return new DaneTrust(pkix(), DaneTrust.Otherwise.NOBODY, Optional.empty());
    }

    /**
     * Returns the same trust, which asks this resolver if it goes by DNS and has nobody to ask yet; without it, the servers of the
     * system are asked.
     *
     * @param resolver whom to ask; what it does not prove is not believed
     * @return the trust
     */
    public Trust asking(Resolver resolver) {
        return this;
    }

    /** Returns who looks at the server there; it is asked for before the handshake, on its thread, and may block. */
    abstract Judge judge(Destination destination);
}
