package im.redoubt.client.upload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import im.redoubt.client.trust.Draft;
import im.redoubt.client.trust.Issued;
import im.redoubt.client.trust.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A web server on loopback with a certificate of its own authority; the test says what it answers. */
final class FileServer implements AutoCloseable {
    private final Issued authority = Draft.authority("Files").selfSigned();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    FileServer(String name) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(context(Draft.server(name).signedBy(authority))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    private SSLContext context(Issued leaf) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = {leaf.certificate(), authority.certificate()};
            store.setKeyEntry("server", leaf.key().getPrivate(), new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    Trust trust() {
        return Trust.pkix(List.of(authority.certificate()));
    }

    FileServer answers(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    /** Answers with this status and nothing else. */
    static HttpHandler status(int status) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static HttpHandler redirect(int status, String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static void bytes(HttpExchange exchange, long declared, int written) throws IOException {
        exchange.sendResponseHeaders(200, declared);
        exchange.getResponseBody().write(new byte[written]);
    }

    /** Returns what was asked for. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    String url(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
