package im.redoubt.app.command;

import im.redoubt.app.log.QuickLogging;
import im.redoubt.server.store.StoreException;
import im.redoubt.server.store.StoreProblem;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the service and keeps it until somebody stops it. */
@Command(
        name = "up",
        description =
                "Starts the service. Without any option it serves localhost and keeps everything in ./data. Ctrl-C"
                        + " stops it (code 130), and so does SIGTERM (143): streams are closed, nothing is lost.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt up",
            "  redoubt up --domain chat.example.org --data /var/lib/redoubt",
            "  redoubt up --config redoubt.toml --set limits.connections=500",
            "  redoubt up --config redoubt.toml --check"
        })
final class UpCommand extends ServiceCommand {
    private final ServiceStarter starter;

    @Option(
            names = "--check",
            description = "Start everything and stop as soon as it is ready, to try a configuration.")
    private boolean check;

    UpCommand(Terminal terminal, ServiceStarter starter) {
        super(terminal);
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        QuickLogging.level(settings().logLevel());
        Up up = start();
        if (check) {
            up.close();
            return ExitCode.OK;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        // The hook closes; the process ends when it is through. exit() waits for it, so nothing is cut off.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            up.close();
                            stopped.countDown();
                        },
                        "stop"));
        stopped.await();
        return ExitCode.OK;
    }

    private Up start() {
        try {
            return Up.start(settings(), terminal(), starter);
        } catch (StoreException e) {
            int code = e.problem() == StoreProblem.IN_USE ? ExitCode.IN_USE : ExitCode.FAILURE;
            throw new CommandException(code, String.valueOf(e.getMessage()));
        }
    }
}
