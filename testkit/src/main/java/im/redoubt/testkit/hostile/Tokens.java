package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that were handed out (XEP-0484), and the mechanisms in which they are used. */
final class Tokens {
    static final String NAMESPACE = "urn:xmpp:fast:0";

    private static final Duration LIFE = Duration.ofDays(14);
    private static final String HMAC = "HmacSHA256";
    private static final Map<String, String> BOUND_TO =
            Map.of("HT-SHA-256-EXPR", TlsBindings.EXPORTER, "HT-SHA-256-ENDP", TlsBindings.END_POINT);

    private final Map<String, String> mechanisms = new ConcurrentHashMap<>();

    /** Returns the feature, for what a connection can bind to. */
    static String feature(Map<String, byte[]> bindings) {
        StringBuilder feature = new StringBuilder("<fast xmlns='" + NAMESPACE + "'>");
        BOUND_TO.forEach((name, type) ->
                feature.append(bindings.containsKey(type) ? "<mechanism>" + name + "</mechanism>" : ""));
        return feature.append("</fast>").toString();
    }

    /** Returns the element with a new token, if {@code authenticate} asks for one. */
    Optional<String> granted(Tree authenticate) {
        return Trees.child(authenticate, NAMESPACE, "request-token").map(request -> {
            String token = ServerScram.random();
            mechanisms.put(token, request.attribute("mechanism"));
            return "<token xmlns='" + NAMESPACE + "' token='" + token + "' expiry='"
                    + Instant.now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS) + "'/>";
        });
    }

    /**
     * Takes a client's proof.
     *
     * @return the answer, or nothing if no token fits
     */
    Optional<byte[]> prove(String mechanism, byte[] message, Map<String, byte[]> bindings) {
        byte[] binding = bindings.getOrDefault(BOUND_TO.getOrDefault(mechanism, ""), new byte[0]);
        int end = 0;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        byte[] proof = Arrays.copyOfRange(message, Math.min(end + 1, message.length), message.length);
        return mechanisms.entrySet().stream()
                .filter(one -> one.getValue().equals(mechanism))
                .filter(one -> Arrays.equals(proof, mac(one.getKey(), "Initiator", binding)))
                .map(one -> mac(one.getKey(), "Responder", binding))
                .findFirst();
    }

    private static byte[] mac(String token, String word, byte[] binding) {
        byte[] start = word.getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(start, start.length + binding.length);
        System.arraycopy(binding, 0, text, start.length, binding.length);
        return ServerScram.hmac(HMAC, token.getBytes(StandardCharsets.UTF_8), text);
    }
}
