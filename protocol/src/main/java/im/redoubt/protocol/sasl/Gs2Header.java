package im.redoubt.protocol.sasl;

import java.util.Optional;

/**
 * The header before a client's first message: RFC 5802 section 7, RFC 5801 section 4.
 *
 * @param flag what the client says about channel binding
 * @param bindingType the type that it chose, with {@link Flag#USED} only
 * @param authzid the authorization identity, without escapes, if there is one
 * @param raw the header as it was received, with both commas
 */
record Gs2Header(Flag flag, Optional<String> bindingType, Optional<String> authzid, String raw) {
    private static final int LONGEST_AUTHZID = 3071;
    private static final int LONGEST_TYPE = 64;

    /** What a client says about channel binding. */
    enum Flag {
        /** It has none. */
        NONE,
        /** It has, but thinks that the server has not. */
        SERVER_LACKS,
        /** It uses it. */
        USED
    }

    /** Reads the header at the beginning of a message. */
    static Gs2Header parse(String message) throws ScramSyntaxException {
        int first = message.indexOf(',');
        int second = message.indexOf(',', first + 1);
        if (first < 0 || second < 0) {
            throw ScramSyntaxException.grammar("no header");
        }
        String binding = message.substring(0, first);
        Optional<String> authzid = authzid(message.substring(first + 1, second));
        String raw = message.substring(0, second + 1);
        return switch (binding) {
            case "n" -> new Gs2Header(Flag.NONE, Optional.empty(), authzid, raw);
            case "y" -> new Gs2Header(Flag.SERVER_LACKS, Optional.empty(), authzid, raw);
            default -> new Gs2Header(Flag.USED, Optional.of(bindingType(binding)), authzid, raw);
        };
    }

    private static String bindingType(String binding) throws ScramSyntaxException {
        String name = binding.startsWith("p=") ? binding.substring(2) : "";
        boolean right = !name.isEmpty() && name.length() <= LONGEST_TYPE;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            right &= Attributes.letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
        }
        if (!right) {
            throw ScramSyntaxException.grammar("a channel binding flag that does not exist");
        }
        return name;
    }

    private static Optional<String> authzid(String field) throws ScramSyntaxException {
        if (field.isEmpty()) {
            return Optional.empty();
        }
        String name = field.startsWith("a=") ? SaslName.unescape(field.substring(2)) : "";
        if (name.isEmpty() || StrictUtf8.encode(name).length > LONGEST_AUTHZID) {
            throw ScramSyntaxException.grammar("an authorization identity without name, or too long");
        }
        return Optional.of(name);
    }
}
