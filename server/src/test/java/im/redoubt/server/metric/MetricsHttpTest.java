package im.redoubt.server.metric;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.server.metric.HealthCheck.Weight;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("SRV-10")
class MetricsHttpTest {

    private Optional<String> storeProblem = Optional.empty();

    private EmbeddedChannel channel(Executor executor) {
        EmbeddedChannel channel = new EmbeddedChannel();
        HealthPage health = new HealthPage(List.of(
                HealthCheck.of("store", Weight.FAILS, () -> storeProblem),
                HealthCheck.of("events", Weight.FAILS, Optional::empty)));
        MetricsHttp.configure(channel.pipeline(), () -> "some_metric 1.0\n", health, executor);
        return channel;
    }

    private String answer(String request) {
        return answer(channel(Runnable::run), request);
    }

    private static String answer(EmbeddedChannel channel, String request) {
        channel.writeInbound(Unpooled.copiedBuffer(request, UTF_8));
        StringBuilder all = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.append(next.toString(UTF_8));
            next.release();
        }
        assertThat(channel.isOpen()).isEqualTo(all.isEmpty());
        channel.finishAndReleaseAll();
        return all.toString();
    }

    private static String get(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:9090", "127.0.0.1:9090", "[::1]:9090", "[::1]"})
    void showsTheMetricsToTheLoopbackHost(String host) {
        assertThat(answer(get("/metrics", host)))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: text/plain; version=0.0.4")
                .contains("connection: close")
                .endsWith("\r\n\r\nsome_metric 1.0\n");
    }

    @Test
    void showsTheHealth() {
        assertThat(answer(get("/health", "localhost")))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: application/json")
                .endsWith("\r\n\r\n{\"status\":\"ok\",\"checks\":{\"store\":\"ok\",\"events\":\"ok\"}}\n");
        storeProblem = Optional.of("no \"room\"\r\n");
        assertThat(answer(get("/health", "localhost")))
                .startsWith("HTTP/1.1 503 ")
                .contains("\"status\":\"failing\"", "\"store\":\"no \\\"room\\\"\\u000d\\u000a\"");
    }

    @Test
    void showsACheckThatFailsItselfAsAProblem() {
        HealthPage page = new HealthPage(List.of(HealthCheck.of("store", Weight.FAILS, () -> {
            throw new IllegalStateException("secret");
        })));
        assertThat(page.report().healthy()).isFalse();
        assertThat(page.report().json()).contains("IllegalStateException").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1:9090:1",
                        "user@localhost",
                "localhost:", "[::1", "0.0.0.0", "LOCALHOST.", "localhost:999999"
            })
    @Tag("SRV-03")
    void answersNoOtherHost(String host) {
        assertThat(answer(get("/metrics", host))).startsWith("HTTP/1.1 421 ").doesNotContain("some_metric");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /metrics HTTP/1.1~~|400",
                "GET /metrics HTTP/1.1~Host: localhost~Host: localhost~~|400",
                "GET /metrics HTTP/1.1~Host: evil~Host: localhost~~|400",
                "POST /metrics HTTP/1.1~Host: localhost~~|405",
                "DELETE /health HTTP/1.1~Host: localhost~~|405",
                "HEAD /metrics HTTP/1.1~Host: localhost~~|405",
                "GET / HTTP/1.1~Host: localhost~~|404",
                "GET /metrics/../../etc/passwd HTTP/1.1~Host: localhost~~|404",
                "GET /metrics?x=1 HTTP/1.1~Host: localhost~~|404",
                "GET http://localhost/metrics HTTP/1.1~Host: localhost~~|404",
                "GET /metrics HTTP/1.1~Host: localhost~Content-Length: 4~~abcd|400",
                "POST /metrics HTTP/1.1~Host: localhost~Content-Length: 99999~~|413",
                "NONSENSE|none"
            })
    void refusesWhatIsNoPlainRequest(String request, String status) {
        String answer = answer(request.replace("~", "\r\n"));
        if (status.equals("none")) {
            assertThat(answer).isEmpty();
        } else {
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("some_metric");
        }
    }

    @Test
    @Tag("R-82")
    void readsNoLongLinesAndHeaders() {
        assertThat(answer(get("/metrics?" + "x".repeat(10_000), "localhost"))).startsWith("HTTP/1.1 400 ");
        assertThat(answer("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(10_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void answersOnceAndCloses() {
        String twice = get("/metrics", "localhost") + get("/metrics", "localhost");
        assertThat(answer(twice).split("HTTP/1.1 200", -1)).hasSize(2);
    }

    @Test
    void closesOnAPeerThatIsLate() {
        EmbeddedChannel channel = channel(Runnable::run);
        channel.writeInbound(Unpooled.copiedBuffer("GET /met", US_ASCII));
        channel.advanceTimeBy(11, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void saysThatItIsBusyWhenNoThreadIsFree() {
        EmbeddedChannel channel = channel(task -> {
            throw new RejectedExecutionException();
        });
        assertThat(answer(channel, get("/metrics", "localhost"))).startsWith("HTTP/1.1 503 ");
    }

    /** Nobody should end a service because somebody else is away. */
    @Test
    @Tag("SRV-10")
    void whatIsOnlyANoteIsShownAndFailsNothing() {
        HealthPage page = new HealthPage(List.of(
                HealthCheck.of("store", Weight.FAILS, Optional::empty),
                HealthCheck.of("syslog", Weight.NOTE, () -> Optional.of("away"))));
        assertThat(page.report())
                .isEqualTo(new HealthPage.Report(
                        true, "{\"status\":\"ok\",\"checks\":{\"store\":\"ok\",\"syslog\":\"away\"}}"));
    }
}
