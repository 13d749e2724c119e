package im.redoubt.protocol.stream;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.Arrays;
import java.util.List;

/**
 * A salt was sent, and what the client computes with it is awaited: SaltedPassword, from which the password does not follow
 * (XEP-0480 section 3).
 *
 * @param tasks the task, and what comes after it
 * @param salt the salt, in base64
 */
public record AwaitingSaltedPassword(UpgradeTasks tasks, String salt) implements OpenStream {
    private static final XmlName HASH = new XmlName(UpgradeTasks.SCRAM, "hash");

    @Override
    public ServerContext context() {
        return tasks.attempt().context();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        if (element.name().is(StreamNames.SASL2, "abort")) {
            return tasks.failed(SaslCondition.ABORTED, "the client gave up");
        }
        if (!element.name().is(StreamNames.SASL2, "task-data")) {
            return tooEarly();
        }
        if (!element.content().children().equals(List.of(HASH))) {
            return tasks.failed(SaslCondition.MALFORMED_REQUEST, "not one hash and nothing else");
        }
        return element.content()
                .first(HASH.namespace(), HASH.local())
                .filter(hash -> hash.children().isEmpty())
                .map(Element::text)
                .flatMap(CanonicalBase64::decode)
                .map(this::upgrade)
                .orElseGet(() -> tasks.failed(SaslCondition.INCORRECT_ENCODING, "not base64"));
    }

    private ServerStep upgrade(byte[] saltedPassword) {
        if (saltedPassword.length != tasks.hash().length()) {
            return tasks.failed(SaslCondition.MALFORMED_REQUEST, "not as long as the hash");
        }
        byte[] bytes = CanonicalBase64.decode(salt).orElseThrow(() -> new IllegalStateException("our own salt"));
        try (Secret secret = Secret.copyOf(saltedPassword)) {
            ScramVerifier made = ScramVerifier.salted(tasks.hash(), secret, bytes, tasks.iterations());
            return ServerStep.to(
                    new AwaitingUpgrade(tasks),
                    new ServerEffect.Upgrade(tasks.account(), tasks.proof().verifier(), made));
        } finally {
            Arrays.fill(saltedPassword, (byte) 0);
        }
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
