package im.redoubt.app.attack;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.testkit.peer.RawWebSocket;
import im.redoubt.testkit.peer.SocketLink;
import im.redoubt.testkit.peer.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A service that takes WebSockets, with two accounts, and whoever comes over HTTPS. */
final class WebVisitor implements AutoCloseable {
    /** The whole of a frame without a mask, at which a service ends the connection (RFC 6455 section 5.1). */
    static final String UNMASKED = "\0\0";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningRedoubt service;

    WebVisitor(Path directory, String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = RunningRedoubt.HTTPS;
        this.service = new RunningRedoubt(directory, all).with("alice").with("bob");
    }

    RunningRedoubt service() {
        return service;
    }

    /** Connects with TLS. */
    SocketLink connect() {
        try {
            SocketLink link = SocketLink.to(service.httpsPort(), Trust.of(service.authority()));
            link.secure();
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a WebSocket. */
    RawWebSocket socket(String... headers) throws IOException {
        return RawWebSocket.over(connect(), headers);
    }

    /** Signs in over a WebSocket. */
    RawWebSocket signIn(String name) throws IOException {
        RawWebSocket socket = socket();
        socket.signIn(name, RunningRedoubt.PASSWORD);
        return socket;
    }

    /** Sends bytes, and returns everything up to the end of the connection. */
    String ask(String request) {
        try (SocketLink link = connect()) {
            link.send(request.getBytes(StandardCharsets.ISO_8859_1));
            return rest(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns everything up to the end of a connection. */
    static String rest(SocketLink link) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[4_096];
        try {
            for (int count = link.receive(chunk, PATIENCE); count >= 0; count = link.receive(chunk, PATIENCE)) {
                if (count == 0) {
                    throw new AssertionError("it stays open after: " + all.toString(StandardCharsets.UTF_8));
                }
                all.write(chunk, 0, count);
            }
        } catch (IOException reset) {
            // the end as well
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        service.close();
    }
}
