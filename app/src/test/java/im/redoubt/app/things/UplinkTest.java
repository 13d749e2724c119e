package im.redoubt.app.things;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.client.Clients;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.ClientException;
import im.redoubt.client.Session;
import im.redoubt.client.locate.Place;
import im.redoubt.things.Uplink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device comes back on line whatever ended its session, and whatever the application did when it heard of that. */
@Tag("IOT-06")
final class UplinkTest {
    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<ClientException> failures = new CopyOnWriteArrayList<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("lamp");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static <T> Consumer<T> failingAfter(List<T> heard) {
        return one -> {
            heard.add(one);
            throw new IllegalStateException("the application failed");
        };
    }

    private Uplink begin(int port, Consumer<Session> opened, Consumer<ClientException> failed) {
        ThreadFactory threads = work -> Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, failure) -> uncaught.add(failure))
                .unstarted(work);
        return Uplink.begin(
                Clients.of(service, "lamp")
                        .place(Place.startTls("127.0.0.1", port))
                        .build(),
                opened,
                failed,
                threads);
    }

    private void assertReported() {
        assertThat(uncaught)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).hasMessage("the application failed"));
    }

    /** Nothing that comes in it would be heard, so it does not stay there. */
    @Test
    void aSessionForWhichTheApplicationCouldNotPrepareIsClosedAndAnotherOneMade() {
        try (Uplink uplink = begin(service.starttlsPort(), failingAfter(sessions), failures::add)) {
            assertThat(uplink).isNotNull();
            Things.until("two sessions", () -> sessions.size() > 1);
            assertThat(sessions.get(0).over().isDone()).isTrue();
            assertReported();
        }
    }

    @Test
    void aListenerOfFailuresThatFailsEndsNothing() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        try (Uplink uplink = begin(nobody, sessions::add, failingAfter(failures))) {
            assertThat(uplink).isNotNull();
            Things.until("two failures", () -> failures.size() > 1);
            assertReported();
        }
    }

    @Test
    void aSessionThatIsOverIsFollowedByAnother() {
        try (Uplink uplink = begin(service.starttlsPort(), sessions::add, failures::add)) {
            assertThat(uplink).isNotNull();
            Things.until("a session", () -> !sessions.isEmpty());
            sessions.get(0).close();
            Things.until("another one", () -> sessions.size() > 1);
            assertThat(failures).hasSize(1);
            assertThat(sessions.get(1).over().isDone()).isFalse();
        }
        assertThat(sessions.get(sessions.size() - 1).over().isDone()).isTrue();
        assertThat(uncaught).isEmpty();
    }
}
