package im.redoubt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final Duration ONE_WAY = Duration.ofMillis(30);

    /** Three questions, each when the one before is answered, wait three times; what is asked at once waits once. */
    @Test
    void eachRoundTripTakesBothWaysAndIsCounted() throws IOException {
        try (ServerSocket echo = echo();
                Latency latency = Latency.to(echo.getLocalPort(), ONE_WAY);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), latency.port())) {
            long begin = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                ask(client, "one after another");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(ONE_WAY.multipliedBy(6));
            assertThat(latency.turns()).isEqualTo(3);
            client.getOutputStream().write("two ".getBytes(StandardCharsets.UTF_8));
            ask(client, "at once");
            assertThat(latency.turns()).isEqualTo(1);
        }
    }

    private static void ask(Socket client, String words) throws IOException {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        client.getOutputStream().write(bytes);
        assertThat(client.getInputStream().readNBytes(bytes.length)).hasSize(bytes.length);
    }

    private static ServerSocket echo() throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CompletableFuture<Void> forgotten = CompletableFuture.runAsync(() -> {
            try (Socket there = listener.accept()) {
                there.getInputStream().transferTo(there.getOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(forgotten).isNotNull();
        return listener;
    }
}
