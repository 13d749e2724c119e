package im.redoubt.server.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * A process that appends messages as fast as it can and prints the id of each as soon as it is acknowledged, until it is
 * killed or the store fails. Its arguments are the data directory, how many to append at most, and how many may be in flight.
 */
final class Appender {
    private static final AccountQuotas NO_QUOTA = new AccountQuotas(
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            10,
            10,
            10,
            10,
            10_000,
            1_000,
            3,
            AccountQuotas.Nodes.DEFAULT);

    private Appender() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        int most = Integer.parseInt(arguments[1]);
        int inFlight = Integer.parseInt(arguments[2]);
        try (DataLock lock = DataLock.take(data);
                Store store = open(lock, InstantSource.system())) {
            Semaphore slots = new Semaphore(inFlight);
            for (int i = 0; i < most && store.health().writes(); i++) {
                slots.acquire();
                var _ = store.messages()
                        .append(TestMessages.waiting(StoreContract.BOB, StoreContract.ALICE, "message " + i))
                        .whenComplete((outcome, error) -> {
                            if (outcome instanceof Outcome.Done<MessageId>(MessageId id)) {
                                print("ack " + id);
                            } else {
                                print("failed " + error);
                            }
                            slots.release();
                        });
            }
            slots.acquire(inFlight);
            print(store.health().writes() ? "done" : "read-only");
        }
    }

    static Store open(DataLock lock, InstantSource clock) {
        StoreSettings settings =
                new StoreSettings(StoreUrl.of("sqlite:redoubt.db"), WorkLimits.DEFAULT, NO_QUOTA, damage -> {});
        return Store.open(settings, lock, clock, new SecureRandom());
    }

    /** One write for each line, so that a kill does not tear a line that was promised. */
    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
