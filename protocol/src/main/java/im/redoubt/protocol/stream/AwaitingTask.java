package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.xml.ParsedElement;

/**
 * A {@code <continue/>} was sent, and the client is to begin the task in it (XEP-0388 section 2.6.3).
 *
 * @param tasks the task, and what comes after it
 */
public record AwaitingTask(UpgradeTasks tasks) implements OpenStream {
    @Override
    public ServerContext context() {
        return tasks.attempt().context();
    }

    @Override
    public ServerStep element(ParsedElement element) {
        if (element.name().is(StreamNames.SASL2, "abort")) {
            return tasks.failed(SaslCondition.ABORTED, "the client gave up");
        }
        if (!element.name().is(StreamNames.SASL2, "next")) {
            return tooEarly();
        }
        if (!tasks.isTask(element.attribute("task"))) {
            return tasks.failed(SaslCondition.MALFORMED_REQUEST, "not the task that was asked for");
        }
        byte[] bytes = new byte[ScramVerifier.SALT_BYTES];
        context().random().nextBytes(bytes);
        String salt = CanonicalBase64.encode(bytes);
        return ServerStep.to(new AwaitingSaltedPassword(tasks, salt), new ServerEffect.Send(tasks.salt(salt)));
    }

    @Override
    public ServerStep answered(ServerAnswer answer) {
        return unasked(answer);
    }
}
