package im.redoubt.client.tls;

import im.redoubt.client.trust.Issued;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** A server on loopback, which the test plays, for one connection or a few, one after the other. */
final class LoopbackServer implements Closeable {
    private static final int SECONDS = 10;

    private final ServerSocket listening;
    private final CompletableFuture<String> outcome;

    /** What a server does with its connection. It returns what the test wants to know. */
    interface Part<S extends Socket> {
        String play(S socket) throws IOException, GeneralSecurityException;
    }

    private LoopbackServer(ServerSocket listening, Part<Socket> part, int connections) {
        this.listening = listening;
        this.outcome = CompletableFuture.supplyAsync(
                () -> {
                    List<String> outcomes = new ArrayList<>();
                    for (int i = 0; i < connections; i++) {
                        try (Socket socket = listening.accept()) {
                            socket.setSoTimeout(SECONDS * 1_000);
                            outcomes.add(part.play(socket));
                        } catch (IOException | GeneralSecurityException e) {
                            throw new CompletionException(e);
                        }
                    }
                    return String.join("|", outcomes);
                },
                task -> new Thread(task, "loopback server").start());
    }

    /** One that does not speak TLS by itself. */
    static LoopbackServer plain(Part<Socket> part) throws IOException {
        return new LoopbackServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), part, 1);
    }

    /** One that speaks TLS. */
    static LoopbackServer tls(SSLContext context, Part<SSLSocket> part) throws IOException {
        return tls(context, 1, part);
    }

    /** One that speaks TLS on several connections; outcomes are joined by bars. */
    static LoopbackServer tls(SSLContext context, int connections, Part<SSLSocket> part) throws IOException {
        SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        return new LoopbackServer(listening, socket -> part.play((SSLSocket) socket), connections);
    }

    /** Makes the context of a server that shows this chain, the first with its key. */
    static SSLContext context(TrustManager[] clients, Issued... chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] certificates =
                    Stream.of(chain).map(Issued::certificate).toArray(Certificate[]::new);
            store.setKeyEntry("server", chain[0].key().getPrivate(), new char[0], certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), clients, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns what is received until the end, or until the connection breaks. */
    static String received(Socket socket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                bytes.write(b);
            }
        } catch (IOException e) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Returns where it listens. */
    int port() {
        return listening.getLocalPort();
    }

    /** Connects to it. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
        socket.setSoTimeout(SECONDS * 1_000);
        return socket;
    }

    /** Returns what its part returned. */
    String outcome() throws ExecutionException, InterruptedException, TimeoutException {
        return outcome.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
