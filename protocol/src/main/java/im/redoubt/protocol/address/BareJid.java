package im.redoubt.protocol.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prepared address of an account, {@code local@domain}, or of a domain alone (RFC 7622). There is no way to build one
 * that is not prepared.
 *
 * <p>It is made to be a map key: the hash is computed once, and it is comparable, so that a hash map whose keys somebody
 * chose to collide still finds one in logarithmic time.
 */
public final class BareJid implements Jid, Comparable<BareJid> {
    private final String local;
    private final String domain;
    private final int hash;

    /** The RFC 7622 form, made when first asked for; a race makes two equal strings, which does no harm. */
    private @Nullable String text;

    /** Takes parts that {@link JidParser} has prepared; {@code text} is their joined form where it is at hand. */
    BareJid(String local, String domain, @Nullable String text) {
        this.local = local;
        this.domain = domain;
        this.hash = 31 * local.hashCode() + domain.hashCode();
        this.text = text;
    }

    /**
     * Reads an address without a resource from the network.
     *
     * @param text the address as received, of any length
     * @return the address, or empty if it is none or has a resource
     */
    public static Optional<BareJid> parse(String text) {
        return JidParser.parseBare(text).toOptional();
    }

    /**
     * Reads an address without a resource from a literal or a setting.
     *
     * @param text the address
     * @return the address
     * @throws AddressException if it is none or has a resource; the message says what is wrong
     */
    public static BareJid of(String text) {
        return JidParser.parseBare(text).orThrow(text);
    }

    /**
     * Puts an address together from its parts, each of which is prepared.
     *
     * @param local the localpart, or the empty string for the address of a domain
     * @param domain the domainpart
     * @return the address
     * @throws AddressException if a part is refused; the message says what is wrong
     */
    public static BareJid of(String local, String domain) {
        return JidParser.join(local, domain).orThrow(local + '@' + domain);
    }

    /**
     * Puts an address together from parts that came from the network, each of which is prepared.
     *
     * @param local the localpart, of any length, or the empty string for the address of a domain
     * @param domain the domainpart, of any length
     * @return the address, or empty if a part is refused
     */
    public static Optional<BareJid> parse(String local, String domain) {
        return JidParser.join(local, domain).toOptional();
    }

    /**
     * Returns this address with a resource from a literal or a setting; for one from the network see
     * {@link FullJid#parse(BareJid, String)}.
     *
     * @param resource the resourcepart, which is prepared
     * @return the full address
     * @throws AddressException if the resource is refused; the message says what is wrong
     */
    public FullJid withResource(String resource) {
        return JidParser.join(this, resource).orThrow(resource);
    }

    /** Returns whether this is the address of a domain: there is no localpart. */
    public boolean isDomain() {
        return local.isEmpty();
    }

    /**
     * Returns the domainpart as DNS, certificates and URLs write it: every U-label as the A-label that stands for it (RFC 5890
     * section 2.3.2.1), in lower case; an IPv6 address in its brackets.
     */
    public String asciiDomain() {
        return DomainLabel.ascii(domain);
    }

    @Override
    public BareJid bare() {
        return this;
    }

    @Override
    public String local() {
        return local;
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public String resource() {
        return "";
    }

    @Override
    public boolean isBare() {
        return true;
    }

    /** Orders by domain, then by localpart; it agrees with {@link #equals}. */
    @Override
    public int compareTo(BareJid other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : local.compareTo(other.local);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof BareJid jid && hash == jid.hash && local.equals(jid.local) && domain.equals(jid.domain);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        String made = text;
        if (made == null) {
            made = local.isEmpty() ? domain : local + '@' + domain;
            text = made;
        }
        return made;
    }
}
