package im.redoubt.protocol.address;

import java.util.Arrays;

/** One label of a domain name: an LDH label or a U-label (RFC 5890 section 2.3, RFC 5891 section 5.4). */
final class DomainLabel {
    private static final String A_LABEL_PREFIX = "xn--";

    /** The most characters of a label in ASCII (RFC 1034 section 3.1). */
    private static final int MAX_CHARS = 63;

    private DomainLabel() {}

    /** Checks a label in lower case and NFC; an A-label becomes the U-label that it stands for. */
    static Outcome<int[]> prepare(int[] label) {
        if (label.length == 0) {
            return Outcome.refused("has an empty label");
        } else if (label.length > MAX_CHARS) {
            return tooLong();
        } else if (label[0] == '-' || label[label.length - 1] == '-') {
            return Outcome.refused("has a label that begins or ends with a hyphen");
        }
        String text = new String(label, 0, label.length);
        if (!isAscii(label)) {
            return uLabel(label);
        } else if (text.startsWith(A_LABEL_PREFIX)) {
            return aLabel(text.substring(A_LABEL_PREFIX.length()));
        }
        return checked(label);
    }

    /** Writes a prepared domain in ASCII: every U-label of it as an A-label. */
    static String ascii(String domain) {
        StringBuilder out = new StringBuilder(domain.length());
        for (String label : domain.split("\\.", -1)) {
            int[] codePoints = label.codePoints().toArray();
            out.append(out.length() == 0 ? "" : ".")
                    .append(isAscii(codePoints) ? label : A_LABEL_PREFIX + Punycode.encode(codePoints));
        }
        return out.toString();
    }

    private static Outcome<int[]> aLabel(String encoded) {
        int[] decoded = Punycode.decode(encoded);
        boolean canonical = decoded.length > 0
                && !isAscii(decoded)
                && Arrays.equals(Normalization.nfc(Mappings.lowerForDomain(decoded)), decoded)
                && Punycode.encode(decoded).equals(encoded);
        return canonical ? uLabel(decoded) : Outcome.refused("has an A-label that stands for no U-label");
    }

    private static Outcome<int[]> uLabel(int[] label) {
        if (CodePoints.has(label[0], CodePoints.MARK)) {
            return Outcome.refused("has a label that begins with a combining mark");
        } else if (A_LABEL_PREFIX.length() + Punycode.encode(label).length() > MAX_CHARS) {
            return tooLong();
        } else if (!ContextRules.allow(label)) {
            return Outcome.refused("holds a code point that may not stand where it does (RFC 5892 appendix A)");
        }
        return checked(label);
    }

    private static Outcome<int[]> checked(int[] label) {
        for (int codePoint : label) {
            boolean allowed = CodePoints.has(codePoint, CodePoints.IDNA_VALID)
                    || CodePoints.status(codePoint) == CodePoints.CONTEXT;
            if (!allowed) {
                return Outcome.refused(
                        "holds " + Printable.codePoint(codePoint) + ", which no domain name may (RFC 5892)");
            }
        }
        if (label.length > 3 && label[2] == '-' && label[3] == '-') {
            return Outcome.refused("has a label with hyphens in the third and fourth place");
        }
        return Outcome.accepted(label);
    }

    private static Outcome<int[]> tooLong() {
        return Outcome.refused("has a label longer than " + MAX_CHARS + " characters");
    }

    private static boolean isAscii(int[] label) {
        for (int codePoint : label) {
            if (codePoint >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
