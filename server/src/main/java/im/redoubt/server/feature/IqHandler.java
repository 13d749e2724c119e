package im.redoubt.server.feature;

import java.util.concurrent.CompletionStage;

/** Answers a kind of request, exactly once. The host sends the answer, and an error if this fails. */
@FunctionalInterface
public interface IqHandler {
    /**
     * Answers a request. Runs on an event loop: it must not block. What waits for the store returns a stage.
     *
     * @param request the request and who sent it
     * @return the answer, at once or later
     */
    CompletionStage<IqAnswer> handle(Request request);
}
