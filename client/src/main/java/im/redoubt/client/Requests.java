package im.redoubt.client;

import im.redoubt.client.time.Timeline;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.StanzaError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests that are under way. An answer is one only if it has the id of a request and comes from whom that was sent to
 * (RFC 6120 section 8.1.2.1); whatever else comes is not looked at.
 */
final class Requests {
    /** How many may be under way. */
    static final int MOST = 1_000;

    private final BareJid account;
    private final Timeline timeline;
    private final Loop loop;
    private final Map<String, Open> open = new HashMap<>();

    /** A request. */
    private record Open(Optional<Jid> to, Pending<IqResponse> result, Runnable deadline) {}

    Requests(BareJid account, Timeline timeline, Loop loop) {
        this.account = account;
        this.timeline = timeline;
        this.loop = loop;
    }

    /**
     * Remembers a request.
     *
     * @param id its id
     * @param to whom it asks, nobody for the account itself
     * @param within how long an answer may take
     * @return whether there was room
     */
    boolean begin(String id, Optional<Jid> to, Pending<IqResponse> result, Duration within) {
        if (open.size() >= MOST) {
            return false;
        }
        Runnable deadline = timeline.after(
                within, () -> loop.run(() -> fail(id, new DisconnectedException("no answer within " + within))));
        open.put(id, new Open(to, result, deadline));
        return true;
    }

    /**
     * Takes an answer.
     *
     * @return whether somebody asked for it
     */
    boolean answer(IqResponse response) {
        Open request = open.get(response.identifier());
        if (request == null || !isFrom(response.from(), request.to())) {
            return false;
        }
        open.remove(response.identifier());
        request.deadline().run();
        if (response.isError()) {
            request.result()
                    .completeExceptionally(new RefusedException(
                            StanzaError.conditionIn(response), StanzaError.applicationIn(response)));
        } else {
            request.result().complete(response);
        }
        return true;
    }

    /** The account itself answers in its own bare name, in its server's, or in nobody's; everybody else in his own, exactly. */
    private boolean isFrom(Optional<Jid> from, Optional<Jid> to) {
        Jid asked = to.orElse(account);
        if (asked.equals(account)) {
            return !from.isPresent()
                    || from.get().equals(account)
                    || (!to.isPresent() && from.get().equals(BareJid.of("", account.domain())));
        }
        return from.isPresent() && from.get().equals(asked);
    }

    /** A request has no answer. */
    void fail(String id, ClientException why) {
        Open request = open.remove(id);
        if (request != null) {
            request.deadline().run();
            request.result().completeExceptionally(why);
        }
    }

    /** No request has an answer any more. */
    void end(ClientException why) {
        List<String> all = new ArrayList<>(open.keySet());
        all.forEach(id -> fail(id, why));
    }
}
