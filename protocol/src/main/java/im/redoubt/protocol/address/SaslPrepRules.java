package im.redoubt.protocol.address;

/** The five steps of RFC 4013 section 2. */
final class SaslPrepRules {
    private SaslPrepRules() {}

    static Outcome<String> prepare(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return Outcome.refused("is not printable ASCII");
            }
        }
        return Outcome.accepted(text);
    }
}
