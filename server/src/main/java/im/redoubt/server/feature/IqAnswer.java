package im.redoubt.server.feature;

import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.xml.Element;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The answer to a request. */
public sealed interface IqAnswer {
    /**
     * It was done.
     *
     * @param payload what the result carries
     */
    record Result(Optional<Element> payload) implements IqAnswer {}

    /**
     * It was refused.
     *
     * @param error why
     */
    record Refusal(StanzaError error) implements IqAnswer {}

    /** Returns an empty result. */
    static IqAnswer done() {
        return new Result(Optional.empty());
    }

    /** Returns a result with a payload. */
    static IqAnswer of(Element payload) {
        return new Result(Optional.of(payload));
    }

    /** Returns a refusal. */
    static IqAnswer refuse(StanzaCondition condition) {
        return new Refusal(StanzaError.of(condition));
    }

    /** Returns a refusal with an explanation. */
    static IqAnswer refuse(StanzaCondition condition, String text) {
        return new Refusal(StanzaError.of(condition, text));
    }

    /** Returns this answer as a stage that is complete. */
    default CompletionStage<IqAnswer> now() {
        return CompletableFuture.completedFuture(this);
    }
}
