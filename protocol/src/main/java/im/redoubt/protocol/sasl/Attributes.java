package im.redoubt.protocol.sasl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the attributes of a SCRAM message in order: RFC 5802 section 5.1.
 *
 * <p>The required ones are taken by name, each at its place. What stands between them and the end are extensions: those
 * must be well-formed, must not repeat a name, and say something only to those who ask for them, except that {@code m} at its reserved
 * place is mandatory and thus refused.
 */
final class Attributes {
    /** The longest message of either side, in bytes: room for the longest names, all escaped, and a binding. */
    static final int LONGEST_MESSAGE = 8192;

    /** The names that RFC 5802 has given a meaning, which no extension may take. */
    private static final String RESERVED = "aceimnprsv";

    private final String[] parts;
    private final Set<Character> seen = new HashSet<>();
    private final Map<Character, String> extensions = new HashMap<>();
    private int next;

    private Attributes(String[] parts) {
        this.parts = parts;
    }

    static String text(byte[] message) throws ScramSyntaxException {
        if (message.length > LONGEST_MESSAGE) {
            throw ScramSyntaxException.grammar("a message of more than " + LONGEST_MESSAGE + " bytes");
        }
        String text = StrictUtf8.decode(message);
        if (text.indexOf('\0') >= 0) {
            throw ScramSyntaxException.grammar("a NUL");
        }
        return text;
    }

    static Attributes of(String text) {
        return new Attributes(text.split(",", -1));
    }

    /** Takes the attribute that must come next. */
    String take(char name) throws ScramSyntaxException {
        if (next == parts.length) {
            throw ScramSyntaxException.grammar("no attribute " + name);
        }
        String value = value(parts[next]);
        if (parts[next].charAt(0) != name) {
            throw ScramSyntaxException.grammar("another attribute where " + name + " belongs");
        }
        seen.add(name);
        next++;
        return value;
    }

    /** Takes bytes in base64. */
    byte[] takeBytes(char name) throws ScramSyntaxException {
        String value = take(name);
        return CanonicalBase64.decode(value)
                .orElseThrow(() -> ScramSyntaxException.grammar("the attribute " + name + " is not base64"));
    }

    /** Refuses the mandatory extension, which could come next. */
    void refuseMandatory() throws ScramSyntaxException {
        if (next < parts.length && parts[next].startsWith("m=")) {
            throw new ScramSyntaxException(ScramError.EXTENSIONS_NOT_SUPPORTED, "a mandatory extension");
        }
    }

    /** Whether the next attribute has this name. */
    boolean isNext(char name) {
        return next < parts.length
                && parts[next].length() > 1
                && parts[next].charAt(0) == name
                && parts[next].charAt(1) == '=';
    }

    /** Passes over extensions until only a number of attributes is left. */
    void extensions(int left) throws ScramSyntaxException {
        while (next < parts.length - left) {
            String value = value(parts[next]);
            char name = parts[next].charAt(0);
            if (RESERVED.indexOf(name) >= 0 || !seen.add(name)) {
                throw ScramSyntaxException.grammar("an attribute twice, or out of its place");
            }
            extensions.put(name, value);
            next++;
        }
    }

    /** Returns the value of an extension that was passed over. */
    Optional<String> extension(char name) {
        return Optional.ofNullable(extensions.get(name));
    }

    /** Returns everything but the last attribute and its comma, as it was received. */
    static String withoutLast(String text) {
        return text.substring(0, Math.max(0, text.lastIndexOf(',')));
    }

    private static String value(String part) throws ScramSyntaxException {
        if (part.length() < 3 || part.charAt(1) != '=' || !letter(part.charAt(0))) {
            throw ScramSyntaxException.grammar("not an attribute with a value");
        }
        return part.substring(2);
    }

    static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
