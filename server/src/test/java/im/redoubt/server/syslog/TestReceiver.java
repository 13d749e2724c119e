package im.redoubt.server.syslog;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A receiver of RFC 5425, strict about frames, good or bad as a test wants it. */
final class TestReceiver implements Closeable {
    /** How it behaves on each connection. */
    enum Manner {
        READS,
        NEVER_READS,
        CLOSES_AT_ONCE,
        TALKS,
        READS_TEN_THEN_DIES
    }

    private static final int MOST_FRAME_BYTES = 64 << 10;

    private final SSLServerSocket server;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> peers = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Manner manner;

    private TestReceiver(SSLServerSocket server, Manner manner) {
        this.server = server;
        this.manner = manner;
        Thread.ofVirtual().start(this::accept);
    }

    static TestReceiver on(int port, Certificates identity, Optional<Certificates> client, Manner manner) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store(identity), Certificates.PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            if (client.isPresent()) {
                KeyStore anchors = KeyStore.getInstance("PKCS12");
                anchors.load(null, null);
                anchors.setCertificateEntry("client", store(client.get()).getCertificate("own"));
                trust.init(anchors);
            }
            context.init(keys.getKeyManagers(), client.isPresent() ? trust.getTrustManagers() : null, null);
            SSLServerSocket server = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(port, 50, InetAddress.getLoopbackAddress());
            server.setNeedClientAuth(client.isPresent());
            server.setReceiveBufferSize(8_192);
            return new TestReceiver(server, manner);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store(Certificates identity) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(identity.store())) {
            keys.load(in, Certificates.PASSWORD.toCharArray());
        }
        return keys;
    }

    int port() {
        return server.getLocalPort();
    }

    void manner(Manner next) {
        manner = next;
    }

    List<String> messages() {
        return messages;
    }

    /** The protocol and suite of each connection. */
    List<String> peers() {
        return peers;
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) server.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(SSLSocket socket) {
        try {
            if (manner == Manner.CLOSES_AT_ONCE) {
                socket.close();
                return;
            }
            socket.startHandshake();
            peers.add(socket.getSession().getProtocol() + " "
                    + socket.getSession().getCipherSuite());
            switch (manner) {
                case READS, CLOSES_AT_ONCE -> read(socket.getInputStream(), Integer.MAX_VALUE);
                case READS_TEN_THEN_DIES -> {
                    read(socket.getInputStream(), 10);
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
                case TALKS -> {
                    byte[] noise = "250 welcome, \u001b[2J\r\n".repeat(4_000).getBytes(StandardCharsets.UTF_8);
                    socket.getOutputStream().write(noise);
                    read(socket.getInputStream(), Integer.MAX_VALUE);
                }
                case NEVER_READS -> {}
            }
        } catch (IOException gone) {
            return;
        }
    }

    private void read(InputStream in, int most) throws IOException {
        for (int i = 0; i < most; i++) {
            int length = 0;
            int c = in.read();
            if (c < 0) {
                return;
            }
            while (c != ' ') {
                if (c < '0' || c > '9' || (length == 0 && c == '0')) {
                    throw new AssertionError("no length of a frame (RFC 5425 section 4.3): " + c);
                }
                length = length * 10 + c - '0';
                if (length > MOST_FRAME_BYTES) {
                    throw new AssertionError("too long a frame");
                }
                c = in.read();
            }
            byte[] frame = in.readNBytes(length);
            if (frame.length < length) {
                return;
            }
            messages.add(new String(frame, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException closed) {
                // It was closed already.
            }
        }
    }
}
