package im.redoubt.protocol.address;

/**
 * Recognises IP addresses where a domain is expected (RFC 3986 section 3.2.2). They are not brought to one form: RFC 7622
 * does not, so {@code [::1]} and {@code [0::1]} are two domains.
 */
final class IpLiterals {
    private static final int IPV6_GROUPS = 8;

    private IpLiterals() {}

    /** Prepares {@code [...]}: an IPv6 address in lower case. Zones and future versions are refused. */
    static Outcome<String> bracketed(String raw) {
        boolean closed = raw.length() > 2 && raw.charAt(raw.length() - 1) == ']';
        if (!closed || !isIpv6(raw.substring(1, raw.length() - 1))) {
            return Outcome.refused("is not an IPv6 address in brackets");
        }
        StringBuilder lower = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            lower.append(c >= 'A' && c <= 'F' ? (char) (c + ('a' - 'A')) : c);
        }
        return Outcome.accepted(lower.toString());
    }

    /** Returns whether the last label is a number, so that some would read the name as an IPv4 address. */
    static boolean looksNumeric(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean hex = last.startsWith("0x");
        for (int i = hex ? 2 : 0; i < last.length(); i++) {
            char c = last.charAt(i);
            if (!isDigit(c) && !(hex && isHex(c))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether this is four numbers from 0 to 255 without leading zeros. */
    static boolean isIpv4(String text) {
        int numbers = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (!isByte(text, start, i)) {
                    return false;
                }
                numbers++;
                start = i + 1;
            }
        }
        return numbers == 4;
    }

    private static boolean isByte(String text, int from, int to) {
        if (to - from < 1 || to - from > 3 || (text.charAt(from) == '0' && to - from > 1)) {
            return false;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
            value = 10 * value + text.charAt(i) - '0';
        }
        return value <= 255;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == IPV6_GROUPS;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int left = before.isEmpty() ? 0 : groups(before, false);
        int right = after.isEmpty() ? 0 : groups(after, true);
        return left >= 0 && right >= 0 && left + right < IPV6_GROUPS;
    }

    /** Counts groups of 16 bits, an IPv4 address at the end as two; -1 if something else is among them. */
    private static int groups(String text, boolean mayEndInIpv4) {
        int count = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ':') {
                String group = text.substring(start, i);
                boolean ipv4 = mayEndInIpv4 && i == text.length() && isIpv4(group);
                if (!ipv4 && !isGroup(group)) {
                    return -1;
                }
                count += ipv4 ? 2 : 1;
                start = i + 1;
            }
        }
        return count;
    }

    private static boolean isGroup(String group) {
        for (int i = 0; i < group.length(); i++) {
            if (!isHex(group.charAt(i))) {
                return false;
            }
        }
        return !group.isEmpty() && group.length() <= 4;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
