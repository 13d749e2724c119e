package im.redoubt.client.capabilities;

import im.redoubt.client.ClientException;
import im.redoubt.client.Pending;
import im.redoubt.client.disco.DiscoInfo;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.disco.Announcement;
import im.redoubt.protocol.disco.CapabilityHash;
import im.redoubt.protocol.stanza.IqResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked. Guarantees: of all who announce one hash one is asked at first, and the others are if he does not give the answer
 * that it is of: whoever answers wrongly holds up others once. So many are asked at once and no more. In the session's loop.
 */
final class Inquiries {
    /** The most that are asked at once. */
    static final int MOST_ASKED = 8;

    /** The most who wait for answers. */
    static final int MOST_OPEN = 1_000;

    private final KnownCapabilities known;
    private final Function<Question, Pending<IqResponse>> asking;
    private final Map<FullJid, Question> open = new HashMap<>();
    private final Map<CapabilityHash, Question> first = new HashMap<>();
    private final ArrayDeque<Question> queue = new ArrayDeque<>();
    private final AtomicInteger waiting = new AtomicInteger(); // an application may give up on any thread
    private int asked;
    private boolean proceeding;

    Inquiries(KnownCapabilities known, Function<Question, Pending<IqResponse>> asking) {
        this.known = known;
        this.asking = asking;
    }

    /** Finds out what a client's announcement means. */
    void begin(FullJid client, Announcement about, Pending<DiscoInfo> result) {
        if (waiting.get() >= MOST_OPEN) {
            result.completeExceptionally(
                    new ClientException("too many clients are asked what they can do; wait for some"));
            return;
        }
        waiting.incrementAndGet();
        result.whenDone((info, failure) -> waiting.decrementAndGet());
        Question question = open.get(client);
        if (question == null) {
            question = new Question(client, about);
            open.put(client, question);
            question.awaited(result);
            place(question);
            proceed();
        } else {
            question.awaited(result);
        }
    }

    /** Behind the first about the same hash; whoever is the first, or says what nobody else can answer, is asked. */
    private void place(Question question) {
        Question before = question.hash().map(first::get).orElse(null);
        if (before != null) {
            before.followers().add(question);
        } else {
            question.hash().ifPresent(hash -> first.put(hash, question));
            queue.add(question);
        }
    }

    private void proceed() {
        if (proceeding) { // a request that fails at once gets here again
            return;
        }
        proceeding = true;
        while (asked < MOST_ASKED && !queue.isEmpty()) {
            Question next = queue.remove();
            Optional<DiscoInfo> meanwhile = known.find(next.client(), next.about());
            if (meanwhile.isPresent()) {
                open.remove(next.client());
                release(next, meanwhile);
                next.answer(meanwhile.get());
            } else {
                asked++;
                next.ask();
                asking.apply(next).whenDone((response, failure) -> answered(next, response, failure));
            }
        }
        proceeding = false;
    }

    private void answered(Question question, @Nullable IqResponse response, @Nullable Throwable failure) {
        asked--;
        Optional<KnownCapabilities.Learnt> learnt =
                response == null ? Optional.empty() : known.learn(question.client(), question.about(), response);
        if (!question.isOver()) {
            open.remove(question.client());
            release(question, learnt.filter(KnownCapabilities.Learnt::verified).map(KnownCapabilities.Learnt::info));
            if (learnt.isPresent()) {
                question.answer(learnt.get().info());
            } else if (failure != null) {
                question.fail(failure);
            } else {
                question.fail("what this client answered is no answer that can be believed");
            }
        }
        proceed();
    }

    /** Lets go who waited for the answer to another question: with what was verified, or to be asked themselves. */
    private void release(Question question, Optional<DiscoInfo> verified) {
        question.hash().ifPresent(hash -> first.remove(hash, question));
        List<Question> followers = new ArrayList<>(question.followers());
        question.followers().clear();
        for (Question follower : followers) {
            if (verified.isPresent()) {
                open.remove(follower.client());
                follower.answer(verified.get());
            } else {
                queue.add(follower);
            }
        }
    }

    /** A client announces something else now. Of one that was asked already the answer is waited for. */
    void changed(FullJid client, Announcement now) {
        Question question = open.get(client);
        if (question != null && !question.isAsked() && !question.about().equals(now)) {
            withdraw(question);
            question.about(now);
            place(question);
            proceed();
        }
    }

    /** A client is gone, and will not answer. */
    void gone(FullJid client) {
        Question question = open.remove(client);
        if (question != null) {
            withdraw(question);
            question.fail("this client is not there any more");
            proceed();
        }
    }

    /** Whoever waited for it has another one in its place. */
    private void withdraw(Question question) {
        queue.remove(question);
        question.hash().map(first::get).ifPresent(before -> before.followers().remove(question));
        question.hash().ifPresent(hash -> first.remove(hash, question));
        List<Question> followers = new ArrayList<>(question.followers());
        question.followers().clear();
        followers.forEach(this::place);
    }

    /** Returns how many are being asked. */
    int asked() {
        return asked;
    }
}
