package im.redoubt.server.alert;

import im.redoubt.server.event.AlertFailure;
import im.redoubt.server.settings.AlertCommand;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The command of one rule. It runs once at a time; {@value #MOST_WAITING} alerts may wait for it. */
final class CommandWay implements AutoCloseable {
    static final int MOST_WAITING = 16;

    private final CommandRun run;
    private final String name;
    private final ThreadPoolExecutor thread;

    CommandWay(AlertCommand command) {
        this.run = new CommandRun(command);
        this.name = command.words().getFirst();
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofVirtual().name("redoubt-alert-command").factory());
    }

    /** Runs it for an alert; complete when it has ended. */
    CompletionStage<Outcome> send(Alert alert) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    outcome.complete(run.run(AlertLine.of(alert)));
                } finally {
                    outcome.complete(Outcome.failed(name, AlertFailure.COMMAND_FAILED, "it could not be run"));
                }
            });
        } catch (RejectedExecutionException full) {
            outcome.complete(Outcome.failed(
                    name, AlertFailure.COMMAND_BUSY, MOST_WAITING + " alerts wait for it already; this one does not"));
        }
        return outcome;
    }

    /** Ends what runs and forgets what waits. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
