package im.redoubt.server.alert;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.EventLogSettings;
import im.redoubt.server.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/** What 10,000 security events a second cost who records them, with the rules that come with the product: a program, not a test. */
final class EventMeasurement {
    private static final int PER_SECOND = 10_000;
    private static final int SECONDS = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private EventMeasurement() {}

    private static final class Nobody implements Mailer {
        @Override
        public List<BareJid> administrators() {
            return List.of(BareJid.of("boss@localhost"));
        }

        @Override
        public CompletionStage<Delivery> send(BareJid account, Message message) {
            return CompletableFuture.completedFuture(Delivery.DELIVERED);
        }
    }

    /** Prints what it was. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("events");
        EventLogSettings settings = new EventLogSettings(directory.resolve("events"), 64 << 20, 4, 8_192, 10_000);
        try (EventLog log = EventLog.open(settings, InstantSource.system());
                Alerts alerts = new Alerts(new Alerts.Parts(
                        BareJid.of("localhost"),
                        Settings.defaults(directory).alerts().effective(),
                        log,
                        new Nobody(),
                        InstantSource.system(),
                        System::nanoTime))) {
            alerts.start();
            record(log);
            long before = processor();
            long begin = System.nanoTime();
            long[] nanos = record(log);
            System.out.printf(
                    Locale.ROOT,
                    "%,d a second, median %d ns, 99 %% %d ns, in all %.1f %% of a processor; %,d of %,d not written, %d unjudged%n",
                    (long) nanos.length * 1_000_000_000 / (System.nanoTime() - begin),
                    nanos[nanos.length / 2],
                    nanos[nanos.length * 99 / 100],
                    100.0 * (processor() - before) / (System.nanoTime() - begin),
                    log.lost(),
                    2L * nanos.length,
                    alerts.failures());
        }
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long[] record(EventLog log) {
        long[] nanos = new long[PER_SECOND * SECONDS];
        long start = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            long due = start + i * (1_000_000_000L / PER_SECOND);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(100_000);
            }
            String source = "198.51." + (i / 250) % 250 + "." + i % 250;
            long before = THREADS.getCurrentThreadCpuTime();
            log.record(Rules.failure(source, "user" + i % 1_000));
            nanos[i] = THREADS.getCurrentThreadCpuTime() - before;
        }
        Arrays.sort(nanos);
        return nanos;
    }
}
