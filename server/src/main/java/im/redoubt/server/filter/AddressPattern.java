package im.redoubt.server.filter;

import im.redoubt.protocol.address.AddressException;
import im.redoubt.protocol.address.BareJid;

/**
 * Addresses that a rule is about: one account ({@code alice@example.org}), all of a domain ({@code example.org}, the domain itself
 * with them), all of the domains below one ({@code *.example.org}), all of all ({@code *}); before the {@code @} each {@code *}
 * stands for any characters. What is compared is prepared on both sides (RFC 7622), so that no way of writing an address evades.
 */
public final class AddressPattern {
    private static final String ANY = "*";
    private static final String BELOW = "*.";

    private final String text;
    private final String local;
    private final Domains domains;
    private final String domain;

    private enum Domains {
        ANY,
        BELOW,
        ONE
    }

    private AddressPattern(String text, String local, Domains domains, String domain) {
        this.text = text;
        this.local = local;
        this.domains = domains;
        this.domain = domain;
    }

    /**
     * Reads a pattern.
     *
     * @param text the pattern
     * @return the pattern
     * @throws IllegalArgumentException if it is none
     */
    public static AddressPattern parse(String text) {
        int at = text.lastIndexOf('@');
        String host = text.substring(at + 1);
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "Resources are made anew for each session. Leave the / and what is behind it out.");
        }
        if (at == 0) {
            throw new IllegalArgumentException("There is nothing before the @. Write NAME@DOMAIN, *@DOMAIN or DOMAIN.");
        }
        Domains domains = host.equals(ANY) ? Domains.ANY : host.startsWith(BELOW) ? Domains.BELOW : Domains.ONE;
        String named = switch (domains) {
            case ANY -> "any.invalid";
            case BELOW -> host.substring(BELOW.length());
            case ONE -> host;
        };
        try {
            BareJid prepared = at < 0 ? BareJid.of("", named) : BareJid.of(text.substring(0, at), named);
            return new AddressPattern(text, prepared.local(), domains, prepared.domain());
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ". Write NAME@DOMAIN, DOMAIN, *.DOMAIN or *; before the @ each * stands for any"
                            + " characters.",
                    e);
        }
    }

    /** Returns whether {@code address} is one of them. */
    boolean has(BareJid address) {
        return hasDomain(address.domain())
                && (local.isEmpty() || (!address.isDomain() && isLike(address.local(), local)));
    }

    private boolean hasDomain(String name) {
        return switch (domains) {
            case ANY -> true;
            case BELOW ->
                name.length() > domain.length() + 1
                        && name.endsWith(domain)
                        && name.charAt(name.length() - domain.length() - 1) == '.';
            case ONE -> name.equals(domain);
        };
    }

    /** Never goes back by more than the last star: at most as many steps as one length times the other. */
    private static boolean isLike(String name, String glob) {
        int n = 0;
        int g = 0;
        int star = -1;
        int from = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                from = n;
            } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++from;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    /** Returns the pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
