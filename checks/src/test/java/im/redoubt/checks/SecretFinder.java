package im.redoubt.checks;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises secrets, keys, certificates and key stores by name, by their first bytes, and by their text. */
final class SecretFinder {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*\\.(p12|pfx|jks|jceks|bcfks|keystore|pem|key|crt|cer|der|kdbx|ppk)|.*(^|/)id_(rsa|ed25519|ecdsa)");

    // The header alone may be a constant of a program that writes such files; with a body it is one.
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z0-9 ]+-----[\\\\nr\\s]*[A-Za-z0-9+/=\\s]{64,}");

    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)(password|passwd|secret|token|api_?key|private_?key|credential)[a-z_]*\"?\\s*[=:]\\s*[\"']?([A-Za-z0-9+/=_-]{16,})[\"']?");

    /** Bits per character; words stay below, random text in base 64 lies above. */
    private static final double RANDOM = 3.8;

    private SecretFinder() {}

    /**
     * Looks at one file.
     *
     * @param name its name
     * @param bytes its contents
     * @param assignments whether values that look random and are called a secret count; they are test vectors in tests
     * @return what was found
     */
    static Optional<String> find(String name, byte[] bytes, boolean assignments) {
        if (NAME.matcher(name).matches()) {
            return Optional.of("its name is that of a key or certificate");
        }
        if (startsWith(bytes, 0xFE, 0xED, 0xFE, 0xED) || startsWith(bytes, 0xCE, 0xCE, 0xCE, 0xCE)) {
            return Optional.of("a Java key store");
        }
        if (bytes.length > 7
                && startsWith(bytes, 0x30, 0x82)
                && bytes[4] == 2
                && bytes[5] == 1
                && (bytes[6] == 3 || bytes[6] == 0)) {
            return Optional.of("a PKCS#12 store or a private key");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (PEM.matcher(text).find()) {
            return Optional.of("a key or certificate in PEM");
        }
        return assignments ? assigned(text) : Optional.empty();
    }

    private static Optional<String> assigned(String text) {
        Matcher found = ASSIGNED.matcher(text);
        while (found.find()) {
            String value = found.group(2);
            boolean mixed = value.matches(".*[0-9].*") && value.matches(".*[A-Za-z].*");
            if (mixed && bitsPerCharacter(value) > RANDOM) {
                return Optional.of("a random value called " + found.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static double bitsPerCharacter(String value) {
        Map<Integer, Integer> counts = new HashMap<>();
        value.chars().forEach(character -> counts.merge(character, 1, Integer::sum));
        double bits = 0;
        for (int count : counts.values()) {
            double share = (double) count / value.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
