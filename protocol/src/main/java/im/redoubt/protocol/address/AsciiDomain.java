package im.redoubt.protocol.address;

/** A domain as DNS, TLS and certificates write it: each U-label as its A-label (RFC 5890 section 2.3.2.1). */
public final class AsciiDomain {
    private static final String A_LABEL_PREFIX = "xn--";

    private AsciiDomain() {}

    /**
     * Returns the name in ASCII. IP literals and names of letters, digits and hyphens are what they were.
     *
     * @param domain a prepared domain, as {@link Jid#domain()} gives it
     */
    public static String of(String domain) {
        StringBuilder ascii = new StringBuilder(domain.length());
        int start = 0;
        for (int i = 0; i <= domain.length(); i++) {
            if (i == domain.length() || domain.charAt(i) == '.') {
                ascii.append(start > 0 ? "." : "").append(label(domain.substring(start, i)));
                start = i + 1;
            }
        }
        return ascii.toString();
    }

    private static String label(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) >= 0x80) {
                return A_LABEL_PREFIX + Punycode.encode(label.codePoints().toArray());
            }
        }
        return label;
    }
}
