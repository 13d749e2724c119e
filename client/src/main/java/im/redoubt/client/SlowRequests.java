package im.redoubt.client;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Requests of others, of one kind, whose answers take a while. Each is answered once (RFC 6120 section 8.2.3), and only so many wait. */
final class SlowRequests {
    private final AtomicInteger waiting = new AtomicInteger();
    private final Consumer<Stanza> answers;

    /**
     * Makes it.
     *
     * @param answers sends an answer, from any thread
     */
    SlowRequests(Consumer<Stanza> answers) {
        this.answers = answers;
    }

    /** Begins one, and returns its answer if there is one at once. */
    Optional<Stanza> begin(IqRequest request, Function<IqRequest, Pending<IqResponse>> handler) {
        if (waiting.get() >= Host.MOST_SLOW_REQUESTS) {
            return Optional.of(
                    StanzaError.of(StanzaCondition.RESOURCE_CONSTRAINT).answer(request));
        }
        Pending<IqResponse> answer = handler.apply(request);
        waiting.incrementAndGet();
        answer.whenDone((response, failure) -> {
            waiting.decrementAndGet();
            answers.accept(
                    response != null && failure == null
                            ? response
                            : StanzaError.of(StanzaCondition.INTERNAL_SERVER_ERROR)
                                    .answer(request));
        });
        return Optional.empty();
    }
}
