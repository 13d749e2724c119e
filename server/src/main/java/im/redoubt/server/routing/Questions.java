package im.redoubt.server.routing;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.session.Session;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What the server asks clients. Guarantee: an answer counts if it comes in time, with an id that nobody can guess, from the
 * session that was asked; any other is dropped (RFC 6120 section 8.2.3). Whoever asks a session asks it one thing at a time, which
 * bounds what is open. Any thread may call.
 */
public final class Questions {
    private static final int ID_BYTES = 12;

    private final ConcurrentHashMap<String, Question> open = new ConcurrentHashMap<>();
    private final BareJid domain;
    private final SecureRandom random;
    private final Duration deadline;

    private record Question(Session asked, CompletableFuture<IqResponse> answer) {}

    /**
     * Asks in the name of the server.
     *
     * @param domain the domain served
     * @param random where ids come from
     * @param deadline how long an answer may take
     */
    public Questions(BareJid domain, SecureRandom random, Duration deadline) {
        this.domain = domain;
        this.random = random;
        this.deadline = deadline;
    }

    /**
     * Asks a session something.
     *
     * @param session whom
     * @param payload what
     * @return the answer, a result or an error; fails if it does not come in time. Who wants it no more cancels it
     */
    public CompletableFuture<IqResponse> ask(Session session, Element payload) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        CompletableFuture<IqResponse> answer = new CompletableFuture<>();
        open.put(id, new Question(session, answer));
        var _ = answer.orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((response, failure) -> open.remove(id));
        StanzaHeader header = StanzaHeader.EMPTY.withId(id).withFrom(domain).withTo(session.address());
        session.send(IqRequest.of(IqRequest.Action.GET, header, payload));
        return answer;
    }

    /** An answer came to the server. */
    void answered(Session sender, IqResponse response) {
        Question question = open.get(response.header().id().orElseThrow());
        if (question != null && question.asked() == sender) {
            question.answer().complete(response);
        }
    }

    /** Returns how many questions are open. */
    public int count() {
        return open.size();
    }
}
