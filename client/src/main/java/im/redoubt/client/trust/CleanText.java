package im.redoubt.client.trust;

/** Text from a certificate as it may be shown: one line of printable ASCII, everything else as its number, cut if it is long. */
final class CleanText {
    private static final int LONGEST = 200;

    private CleanText() {}

    static String of(String received) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < received.length(); i++) {
            char c = received.charAt(i);
            if (shown.length() >= LONGEST) {
                return shown.append("...").toString();
            }
            if (c >= ' ' && c <= '~') {
                shown.append(c);
            } else {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        }
        return shown.toString();
    }
}
