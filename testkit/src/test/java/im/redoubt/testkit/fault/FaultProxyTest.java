package im.redoubt.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultProxyTest {
    private final ServerSocket echo;

    FaultProxyTest() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::echo);
        thread.setDaemon(true);
        thread.start();
    }

    private void echo() {
        try {
            while (true) {
                try (Socket socket = echo.accept()) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (IOException reset) {
                    if (echo.isClosed()) {
                        return;
                    }
                }
            }
        } catch (RuntimeException closed) { // the end of the test
            assertThat(echo.isClosed()).isTrue();
        }
    }

    @AfterEach
    void stop() throws IOException {
        echo.close();
    }

    private Socket through(FaultProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8_192})
    void letsEverythingThroughInPieces(int piece) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN.inPieces(piece));
                Socket socket = through(proxy)) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(proxy.sent()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void cutsBehindSoManyBytes(int bytes) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN.cutAfter(bytes));
                Socket socket = through(proxy)) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            // What got through may come back or not, since the cut goes both ways.
            assertThat(received(socket)).isLessThanOrEqualTo(bytes);
            assertThat(proxy.sent()).isEqualTo(bytes);
        }
    }

    @Test
    void cutsBehindSoManyBytesOfTheServers() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN.cutAfterAnswers(3));
                Socket socket = through(proxy)) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(received(socket)).isLessThanOrEqualTo(3);
            assertThat(proxy.sent()).isEqualTo(5);
        }
    }

    @Test
    void cutsWhatThereIsAndLetsOthersFollow() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN);
                Socket before = through(proxy)) {
            before.getOutputStream().write('a');
            assertThat(before.getInputStream().read()).isEqualTo('a');
            proxy.cut();
            assertThat(received(before)).isZero();
            try (Socket behind = through(proxy)) {
                behind.getOutputStream().write('b');
                assertThat(behind.getInputStream().read()).isEqualTo('b');
            }
        }
    }

    private static int received(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length;
        } catch (IOException reset) {
            return 0;
        }
    }

    @Test
    void aDeadConnectionStandsAndSaysNothing() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN.deadAfter(2));
                Socket socket = through(proxy)) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(2)).isEqualTo("he".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void delays() throws IOException {
        Duration delay = Duration.ofMillis(200);
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN.delayed(delay));
                Socket socket = through(proxy)) {
            long before = System.nanoTime();
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(delay.toNanos());
        }
    }

    /** Each outage does what it says to a connection that there was before, and is over when it is. */
    @ParameterizedTest
    @EnumSource
    void anOutageBefallsTheConnectionsThatThereAre(Outage outage) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN)) {
            befalls(outage, proxy);
            try (Socket behind = through(proxy)) {
                behind.getOutputStream().write('d');
                assertThat(behind.getInputStream().read()).isEqualTo('d');
            }
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    private void befalls(Outage outage, FaultProxy proxy) throws IOException {
        try (Socket before = through(proxy)) {
            before.getOutputStream().write('a');
            assertThat(before.getInputStream().read()).isEqualTo('a');
            proxy.strike(outage);
            if (outage.ends()) {
                assertThat(received(before)).isZero();
            } else {
                before.getOutputStream().write("bc".getBytes(StandardCharsets.US_ASCII));
                before.setSoTimeout(300);
                assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
                before.setSoTimeout(30_000);
            }
            if (outage == Outage.TRICKLES) {
                assertThat(before.getInputStream().read()).isEqualTo('b');
            }
            proxy.heal();
            if (outage == Outage.HOLDS) {
                assertThat(before.getInputStream().readNBytes(2)).isEqualTo("bc".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESETS", "CLOSES"})
    void whatEndsConnectionsEndsThoseThatFollow(Outage outage) throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN)) {
            proxy.strike(outage);
            try (Socket during = through(proxy)) {
                assertThat(received(during)).isZero();
            }
        }
    }

    @Test
    void cutsBehindSoManyBytesBothWays() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(echo.getLocalPort(), Network.CLEAN);
                Socket socket = through(proxy)) {
            socket.getOutputStream().write('a');
            assertThat(socket.getInputStream().read()).isEqualTo('a');
            proxy.cutBehind(3);
            socket.getOutputStream().write('b');
            assertThat(socket.getInputStream().read()).isEqualTo('b');
            socket.getOutputStream().write("cd".getBytes(StandardCharsets.US_ASCII));
            assertThat(received(socket)).isZero();
            assertThat(proxy.sent() + proxy.answered()).isEqualTo(5);
        }
    }

    @Test
    void aNetworkLetsSomethingThrough() {
        assertThatThrownBy(() -> Network.CLEAN.inPieces(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Network.CLEAN.cutAfter(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
