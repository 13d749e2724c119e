package im.redoubt.protocol.sasl;

/** The escapes of a name in SCRAM: {@code =2C} for a comma, {@code =3D} for an equals sign. RFC 5802 section 5.1. */
final class SaslName {
    private SaslName() {}

    static String escape(String name) {
        return name.replace("=", "=3D").replace(",", "=2C");
    }

    static String unescape(String escaped) throws ScramSyntaxException {
        StringBuilder name = new StringBuilder(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            char c = escaped.charAt(i);
            if (c != '=') {
                name.append(c);
                i++;
            } else if (escaped.startsWith("=2C", i)) {
                name.append(',');
                i += 3;
            } else if (escaped.startsWith("=3D", i)) {
                name.append('=');
                i += 3;
            } else {
                throw new ScramSyntaxException(
                        ScramError.INVALID_USERNAME_ENCODING, "an escape that is neither =2C nor =3D");
            }
        }
        return name.toString();
    }
}
