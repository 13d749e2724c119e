package im.redoubt.protocol.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prepared address of one session or occupant, {@code local@domain/resource}, or {@code domain/resource} (RFC 7622).
 * There is no way to build one that is not prepared.
 */
public final class FullJid implements Jid, Comparable<FullJid> {
    private final BareJid bare;
    private final String resource;
    private final int hash;

    /** The RFC 7622 form, made when first asked for; a race makes two equal strings, which does no harm. */
    private @Nullable String text;

    /** Takes parts that {@link JidParser} has prepared; {@code text} is their joined form where it is at hand. */
    FullJid(BareJid bare, String resource, @Nullable String text) {
        this.bare = bare;
        this.resource = resource;
        this.hash = 31 * bare.hashCode() + resource.hashCode();
        this.text = text;
    }

    /**
     * Reads an address with a resource from the network.
     *
     * @param text the address as received, of any length
     * @return the address, or empty if it is none or has no resource
     */
    public static Optional<FullJid> parse(String text) {
        return JidParser.parseFull(text).toOptional();
    }

    /**
     * Reads an address with a resource from a literal or a setting.
     *
     * @param text the address
     * @return the address
     * @throws AddressException if it is none or has no resource; the message says what is wrong
     */
    public static FullJid of(String text) {
        return JidParser.parseFull(text).orThrow(text);
    }

    /**
     * Adds a resource from the network to an address.
     *
     * @param bare the address
     * @param resource the resourcepart as received, of any length
     * @return the full address, or empty if the resource is refused
     */
    public static Optional<FullJid> parse(BareJid bare, String resource) {
        return JidParser.join(bare, resource).toOptional();
    }

    @Override
    public BareJid bare() {
        return bare;
    }

    @Override
    public String local() {
        return bare.local();
    }

    @Override
    public String domain() {
        return bare.domain();
    }

    @Override
    public String resource() {
        return resource;
    }

    @Override
    public boolean isBare() {
        return false;
    }

    /** Orders by bare address, then by resource; it agrees with {@link #equals}. */
    @Override
    public int compareTo(FullJid other) {
        int byBare = bare.compareTo(other.bare);
        return byBare != 0 ? byBare : resource.compareTo(other.resource);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof FullJid jid
                && hash == jid.hash
                && resource.equals(jid.resource)
                && bare.equals(jid.bare);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        String made = text;
        if (made == null) {
            made = bare.toString() + '/' + resource;
            text = made;
        }
        return made;
    }
}
