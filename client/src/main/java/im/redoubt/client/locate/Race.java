package im.redoubt.client.locate;

import im.redoubt.client.dns.Answer;
import im.redoubt.client.locate.Attempt.Endpoint;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Connections in a race (RFC 8305): the addresses of a target in turn of IPv6 and IPv4, one attempt 250 ms after the other and
 * at most two at once; whichever is there first wins and the other one is closed. What the domain put behind (a higher
 * priority of RFC 2782) starts only when what is before it has failed or has kept us waiting.
 *
 * <p>Who lost by a winner that proved to be of no use takes part again. Belongs to the thread that waits; what happens in the
 * executor comes to it as a note in the {@link Mailbox}.
 */
final class Race {
    private static final int MAX_RUNNING = 2;
    private static final int MAX_FAILURES = 8;

    private final Dialling dialling;
    private final Mailbox mailbox;
    private final Deque<List<Target>> groups = new ArrayDeque<>();
    private final Deque<Target> unresolved = new ArrayDeque<>();
    private final Deque<Endpoint> ready = new ArrayDeque<>();
    private final Deque<Attempt> running = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();
    private Optional<Attempt> winner = Optional.empty();
    private int pending;
    private int rank;
    private long notBefore;

    Race(Dialling dialling, Mailbox mailbox) {
        this.dialling = dialling;
        this.mailbox = mailbox;
    }

    /** Asks something in the executor and goes on with the answer in the thread that waits. */
    <T> void ask(Supplier<Answer<T>> question, Consumer<Answer<T>> then) {
        pending++;
        execute(
                () -> {
                    Answer<T> answer = answer(question);
                    mailbox.post(() -> {
                        pending--;
                        then.accept(answer);
                    });
                },
                () -> {
                    pending--;
                    then.accept(Answer.failed("the executor takes nothing more"));
                });
    }

    private static <T> Answer<T> answer(Supplier<Answer<T>> question) {
        try {
            return question.get();
        } catch (
                RuntimeException
                        broken) { // A resolver may be the application's: its fault is no answer, not a wait for ever.
            return Answer.failed("the resolver failed with " + broken.getClass().getName());
        }
    }

    private void execute(Runnable task, Runnable refused) {
        try {
            dialling.executor().execute(task);
        } catch (RejectedExecutionException full) {
            refused.run();
        }
    }

    /** Adds these targets behind all others. */
    void enter(Plan plan) {
        groups.addAll(plan.groups());
        if (!plan.refusal().isEmpty()) {
            failed(plan.refusal());
        }
    }

    /** Starts what is due at this moment. */
    void proceed(long now) {
        if (ready.isEmpty() && pending == 0) {
            lookUp();
        }
        while (!ready.isEmpty() && !winner.isPresent() && dueNanos(now) <= now) {
            start(ready.remove(), now);
        }
        if (ready.isEmpty() && pending == 0) {
            lookUp();
        }
    }

    /** Returns when something will be due; for ever if only a note can bring that about. */
    long dueNanos(long now) {
        Endpoint next = ready.peek();
        Attempt last = running.peekLast();
        if (next == null || last == null) {
            return next == null ? Long.MAX_VALUE : now;
        }
        long patience = dialling.pace().patience().toNanos();
        long due = next.rank() > last.endpoint().rank() ? last.startedNanos() + patience : notBefore;
        return running.size() < MAX_RUNNING
                ? due
                : Math.max(due, running.getFirst().startedNanos() + patience);
    }

    private void lookUp() {
        if (unresolved.isEmpty() && !groups.isEmpty()) {
            unresolved.addAll(groups.remove());
            rank++;
        }
        Target target = unresolved.poll();
        if (target != null) {
            int its = rank;
            ask(() -> dialling.resolver().addresses(target.host()), answer -> resolved(target, its, answer));
        }
    }

    private void resolved(Target target, int its, Answer<InetAddress> answer) {
        if (answer.records().isEmpty()) {
            boolean silent = answer.status() == Answer.Status.FAILED;
            failed(target.host() + ": " + (silent ? answer.reason() : "no addresses"));
        }
        Deque<InetAddress> six = new ArrayDeque<>();
        Deque<InetAddress> four = new ArrayDeque<>();
        answer.records().forEach(address -> (address instanceof Inet6Address ? six : four).add(address));
        while (!six.isEmpty() || !four.isEmpty()) {
            Optional.ofNullable(six.poll()).ifPresent(address -> ready.add(new Endpoint(target, address, its)));
            Optional.ofNullable(four.poll()).ifPresent(address -> ready.add(new Endpoint(target, address, its)));
        }
    }

    private void start(Endpoint endpoint, long now) {
        if (running.size() == MAX_RUNNING) {
            Attempt oldest = running.remove();
            oldest.cancel();
            failed(oldest.endpoint() + ": no answer");
        }
        notBefore = now + dialling.pace().stagger().toNanos();
        Attempt attempt;
        try {
            attempt = new Attempt(endpoint, dialling.sockets().createSocket(), now);
        } catch (IOException none) {
            failed(endpoint + ": " + none.getMessage());
            return;
        }
        running.add(attempt);
        execute(() -> run(attempt), () -> lost(attempt, "the executor takes nothing more"));
    }

    private void run(Attempt attempt) {
        try {
            attempt.connect(dialling.pace().attempt());
            mailbox.post(() -> connected(attempt));
        } catch (IOException e) {
            attempt.cancel();
            mailbox.post(() -> lost(attempt, String.valueOf(e.getMessage())));
        }
    }

    private void lost(Attempt attempt, String why) {
        if (running.remove(attempt)) {
            failed(attempt.endpoint() + ": " + why);
            notBefore = 0;
        }
        attempt.cancel();
    }

    private void connected(Attempt attempt) {
        if (!running.remove(attempt) || winner.isPresent()) {
            attempt.cancel();
            return;
        }
        winner = Optional.of(attempt);
        while (!running.isEmpty()) {
            Attempt other = running.removeLast();
            other.cancel();
            ready.addFirst(other.endpoint());
        }
    }

    private void failed(String what) {
        if (failures.size() < MAX_FAILURES) {
            failures.add(what);
        }
    }

    /** Returns the connection that won, once. */
    Optional<Attempt> takeWinner() {
        Optional<Attempt> taken = winner;
        winner = Optional.empty();
        return taken;
    }

    /** Returns whether there is nothing to wait for. */
    boolean isOver() {
        return pending == 0
                && running.isEmpty()
                && ready.isEmpty()
                && unresolved.isEmpty()
                && groups.isEmpty()
                && !winner.isPresent();
    }

    /** Closes everything. */
    void abandon() {
        running.forEach(Attempt::cancel);
        winner.ifPresent(Attempt::cancel);
        running.clear();
        ready.clear();
        unresolved.clear();
        groups.clear();
        winner = Optional.empty();
    }

    /** Returns in words what failed. */
    String failures() {
        return String.join("; ", failures);
    }
}
