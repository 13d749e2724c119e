package im.redoubt.testkit.hostile;

import im.redoubt.testkit.stream.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt to sign in, by either profile. */
final class SaslExchange {
    private final HonestService service;
    private final HonestStream stream;
    private final Tree attempt;
    private final Map<String, byte[]> bindings;
    private final ServerScram scram;

    SaslExchange(HonestService service, HonestStream stream, Tree attempt, Map<String, byte[]> bindings) {
        this.service = service;
        this.stream = stream;
        this.attempt = attempt;
        this.bindings = bindings;
        this.scram = new ServerScram(attempt.attribute("mechanism"), service.password(), bindings);
    }

    private boolean extensible() {
        return attempt.is(Names.SASL2, "authenticate");
    }

    void begin() throws IOException {
        String mechanism = attempt.attribute("mechanism");
        String initial = extensible()
                ? Trees.child(attempt, Names.SASL2, "initial-response")
                        .map(Tree::text)
                        .orElse("")
                : attempt.text();
        byte[] message = decode(initial);
        if (mechanism.startsWith("SCRAM-")) {
            challenge(new String(message, StandardCharsets.UTF_8));
        } else if (mechanism.startsWith("HT-")) {
            finish(service.tokens().prove(mechanism, message, bindings).map(SaslExchange::encode));
        } else {
            finish(Optional.of("")); // a client that says its password to this server is let in, and recorded
        }
    }

    private void challenge(String message) throws IOException {
        String honest = scram.first(message, service.manner().iterations(), protection());
        stream.began(scram.nonce());
        String said = stream.bent(Moment.CHALLENGE, honest);
        scram.said(said);
        stream.say(
                Moment.CHALLENGE_ELEMENT,
                "<challenge xmlns='" + namespace() + "'>" + encode(Octets.of(said)) + "</challenge>");
    }

    /** XEP-0474 section 5.1: a hash over what was offered. */
    private String protection() {
        if (service.manner().protection() == Manner.Protection.NONE) {
            return "";
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        List<String> names = Features.mechanisms(service.manner(), bindings);
        append(text, names);
        if (names.stream().anyMatch(name -> name.endsWith("-PLUS"))) {
            text.write(0x1f);
            append(text, new ArrayList<>(bindings.keySet()));
        }
        return ",h=" + scram.hashed(text.toByteArray());
    }

    private static void append(ByteArrayOutputStream text, List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        Collections.sort(sorted);
        text.writeBytes(String.join("\u001e", sorted).getBytes(StandardCharsets.UTF_8));
    }

    void respond(Tree response) throws IOException {
        finish(scram.last(new String(decode(response.text()), StandardCharsets.UTF_8))
                .map(signature -> encode(Octets.of(stream.bent(Moment.SIGNATURE, signature)))));
    }

    private void finish(Optional<String> data) throws IOException {
        if (data.isEmpty()) {
            stream.say(
                    Moment.SUCCESS,
                    "<failure xmlns='" + namespace() + "'><not-authorized xmlns='" + Names.SASL + "'/></failure>");
        } else if (extensible()) {
            stream.completed(
                    attempt, data.get().isEmpty() ? "" : "<additional-data>" + data.get() + "</additional-data>");
        } else {
            stream.say(Moment.SUCCESS, "<success xmlns='" + namespace() + "'>" + data.get() + "</success>");
        }
    }

    private String namespace() {
        return extensible() ? Names.SASL2 : Names.SASL;
    }

    private static byte[] decode(String text) {
        return text.equals("=") ? new byte[0] : Base64.getDecoder().decode(text);
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
