package im.redoubt.client.text;

import im.redoubt.client.text.UrlReading.Refused;
import im.redoubt.client.text.UrlReading.Refused.Reason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Takes from the network an address that somebody may follow, if it is one that does what it shows (APP-03).
 *
 * <p>Guarantee: what comes out is ASCII, begins with a scheme of the list, and is read in one way only by every program: no
 * control character, space or backslash, no user name or password in front of the host, and a host that is a domain by the rules
 * of IDNA2008 or an IP address in its usual form. A host in other letters is written in A-labels, so that a look-alike shows. All
 * else is percent-encoded (RFC 3986 section 2.1).
 *
 * <pre>{@code
 * Url.encode(text).accepted().ifPresent(url -> page.link(url.attribute(), Html.encode(text)));
 * }</pre>
 */
public final class Url {
    /** The most characters of an address. */
    public static final int MOST_CHARS = 2048;

    private static final Url ANY = new Url(EnumSet.allOf(UrlScheme.class));

    private final Set<UrlScheme> schemes;

    private Url(Set<UrlScheme> schemes) {
        this.schemes = schemes;
    }

    /**
     * Returns the encoder that takes these schemes only.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Url only(Set<UrlScheme> schemes) {
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("at least one scheme");
        }
        return new Url(Collections.unmodifiableSet(EnumSet.copyOf(schemes)));
    }

    /** Encodes an address of any scheme of {@link UrlScheme}. */
    public static UrlReading encode(Unverified text) {
        return ANY.read(text);
    }

    /**
     * Encodes an address.
     *
     * @param text the address as received, without white space around it
     * @return the address to follow, or why it is none
     */
    public UrlReading read(Unverified text) {
        String url = text.characters();
        if (url.length() > MOST_CHARS) {
            return new Refused(Reason.TOO_LONG);
        }
        for (int i = 0; i < url.length(); i++) {
            if (isForbidden(url, i)) {
                return new Refused(Reason.FORBIDDEN_CHARACTER);
            }
        }
        int colon = url.indexOf(':');
        if (colon < 1 || !isScheme(url, colon)) {
            return new Refused(Reason.NO_SCHEME);
        }
        String name = url.substring(0, colon).toLowerCase(Locale.ROOT);
        for (UrlScheme scheme : schemes) {
            if (scheme.wireName().equals(name)) {
                return scheme.read(url.substring(colon + 1));
            }
        }
        return new Refused(Reason.SCHEME);
    }

    /** What one program drops, another one keeps, and a third one takes for a slash. */
    private static boolean isForbidden(String url, int at) {
        char c = url.charAt(at);
        if (Character.isSurrogate(c)) {
            boolean second = at > 0 && Character.isSurrogatePair(url.charAt(at - 1), c);
            boolean first = at + 1 < url.length() && Character.isSurrogatePair(c, url.charAt(at + 1));
            return !first && !second;
        }
        return c <= ' ' || (c >= 0x7F && c <= 0xA0) || c == '\\' || Character.isSpaceChar(c);
    }

    private static boolean isScheme(String url, int colon) {
        for (int i = 0; i < colon; i++) {
            char c = url.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !other)) {
                return false;
            }
        }
        return true;
    }
}
