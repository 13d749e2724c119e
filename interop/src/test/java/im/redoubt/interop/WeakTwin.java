package im.redoubt.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server that speaks STARTTLS and then TLS as nobody should: version 1.0, 3DES, no encryption at all. It shows that
 * the scanner looks. It runs in a process of its own, since what the JDK refuses is decided once per process.
 */
final class WeakTwin {
    private static final char[] PASSWORD = "weak".toCharArray();
    private static final String[] PROTOCOLS = {"TLSv1", "TLSv1.1", "TLSv1.2"};
    private static final String[] CIPHERS = {
        "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_ECDHE_ECDSA_WITH_NULL_SHA",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
    };
    private static final String FEATURES = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0' id='weak' from='interop.test'>"
            + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
            + "</stream:features>";
    private static final String PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

    private WeakTwin() {}

    /** The twin while it runs. */
    record Running(ServerProcess process, int port) implements AutoCloseable {
        @Override
        public void close() {
            process.stop();
        }
    }

    static Running start(Path directory, TestCa ca) throws IOException {
        TestCa.Identity identity = ca.issue(RunningServer.DOMAIN);
        Path store = directory.resolve("weak.p12");
        Command.of(
                        directory,
                        List.of(
                                "openssl",
                                "pkcs12",
                                "-export",
                                "-in",
                                identity.chain().toString(),
                                "-inkey",
                                identity.key().toString(),
                                "-out",
                                store.toString(),
                                "-passout",
                                "pass:" + new String(PASSWORD)))
                .run()
                .orThrow();
        Path security = directory.resolve("weak.security");
        Files.writeString(security, "jdk.tls.disabledAlgorithms=\njdk.tls.legacyAlgorithms=\n");
        int port = RunningServer.freePort();
        ServerProcess process = ServerProcess.start(
                directory.resolve("weak.log"),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.security.properties=" + security,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WeakTwin.class.getName(),
                        Integer.toString(port),
                        store.toString()));
        process.awaitReady(() -> process.printedLineBeginning("ready"));
        return new Running(process, port);
    }

    /**
     * Serves until it is ended.
     *
     * @param arguments the port, and a PKCS12 file with key and certificate
     * @throws IOException when the port is taken or the file cannot be read
     * @throws GeneralSecurityException when the file is not what it should be
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        SSLContext tls = context(Path.of(arguments[1]));
        int port = Integer.parseInt(arguments[0]);
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("ready");
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(tls, socket));
            }
        }
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void serve(SSLContext tls, Socket socket) {
        try (socket) {
            awaitText(socket.getInputStream(), "<stream:stream");
            answer(socket.getOutputStream(), FEATURES);
            awaitText(socket.getInputStream(), "<starttls");
            answer(socket.getOutputStream(), PROCEED);
            try (SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, false)) {
                secured.setUseClientMode(false);
                secured.setEnabledProtocols(PROTOCOLS);
                secured.setEnabledCipherSuites(CIPHERS);
                secured.startHandshake();
                secured.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            System.out.println("the scanner left: " + e);
        }
    }

    private static void answer(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Reads to the end of the tag that begins so, and no further: what comes next may be TLS. */
    private static void awaitText(InputStream in, String beginning) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(beginning) < 0 || seen.charAt(seen.length() - 1) != '>') {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed before " + beginning);
            }
            seen.append((char) next);
        }
    }
}
