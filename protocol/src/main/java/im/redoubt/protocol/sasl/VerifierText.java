package im.redoubt.protocol.sasl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a verifier. */
final class VerifierText {
    private static final Pattern FORM =
            Pattern.compile("(SCRAM-SHA-[0-9]{1,3})\\$([1-9][0-9]{3,7}):([^$:]{1,96})\\$([^$:]{1,96}):([^$:]{1,96})");

    private VerifierText() {}

    static String encode(ScramVerifier verifier) {
        return verifier.hash().scheme()
                + '$'
                + verifier.iterations()
                + ':'
                + CanonicalBase64.encode(verifier.salt())
                + '$'
                + CanonicalBase64.encode(verifier.storedKey())
                + ':'
                + CanonicalBase64.encode(verifier.serverKey());
    }

    static Optional<ScramVerifier> decode(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<ScramHash> hash = hash(form.group(1));
        Optional<byte[]> salt = CanonicalBase64.decode(form.group(3));
        Optional<byte[]> stored = CanonicalBase64.decode(form.group(4));
        Optional<byte[]> server = CanonicalBase64.decode(form.group(5));
        if (!hash.isPresent() || !salt.isPresent() || !stored.isPresent() || !server.isPresent()) {
            return Optional.empty();
        }
        try {
            int iterations = Integer.parseInt(form.group(2));
            return Optional.of(ScramVerifier.of(hash.get(), iterations, salt.get(), stored.get(), server.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // out of the bounds of the constructor
        }
    }

    private static Optional<ScramHash> hash(String scheme) {
        for (ScramHash hash : ScramHash.values()) {
            if (hash.scheme().equals(scheme)) {
                return Optional.of(hash);
            }
        }
        return Optional.empty();
    }
}
