package im.redoubt.server.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL server is and how to talk to it. A server on another machine is only talked to over TLS with a
 * certificate that fits its name. Of the driver's many parameters only those about TLS can be set: some of the others run
 * code or write files.
 */
final class PostgresAddress {
    private static final int PORT = 5432;
    private static final int CONNECT_SECONDS = 10;
    private static final int SOCKET_SECONDS = 60;
    private static final String VERIFIED = "verify-full";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");

    private final URI uri;
    private final Map<String, String> parameters;

    private PostgresAddress(URI uri, Map<String, String> parameters) {
        this.uri = uri;
        this.parameters = parameters;
    }

    /** Reads {@code postgresql://[user[:password]@]host[:port]/database[?parameters]}. */
    static PostgresAddress of(StoreUrl url) {
        URI uri;
        try {
            uri = new URI("postgresql://" + url.rest());
        } catch (URISyntaxException e) {
            // The exception quotes the text, and with it perhaps a password.
            throw misconfigured("it cannot be read; characters such as @ in a password are written as %40");
        }
        String path = Optional.ofNullable(uri.getPath()).orElse("");
        if (uri.getHost() == null || path.length() < 2 || path.indexOf('/', 1) > 0) {
            throw misconfigured("it needs a host and a database");
        }
        Map<String, String> parameters =
                parameters(Optional.ofNullable(uri.getRawQuery()).orElse(""));
        String mode = parameters.getOrDefault("sslmode", VERIFIED);
        if (!LOOPBACK.contains(uri.getHost()) && !mode.equals(VERIFIED)) {
            throw misconfigured("a database on another machine needs sslmode=verify-full, which is the default");
        }
        return new PostgresAddress(uri, parameters);
    }

    /** Returns a source of new connections. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {uri.getHost()});
        source.setPortNumbers(new int[] {uri.getPort() < 0 ? PORT : uri.getPort()});
        source.setDatabaseName(uri.getPath().substring(1));
        source.setApplicationName("redoubt");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setTcpKeepAlive(true);
        source.setSslMode(parameters.getOrDefault("sslmode", isLoopback() ? "disable" : VERIFIED));
        Optional.ofNullable(parameters.get("sslrootcert")).ifPresent(source::setSslRootCert);
        Optional.ofNullable(parameters.get("sslcert")).ifPresent(source::setSslCert);
        Optional.ofNullable(parameters.get("sslkey")).ifPresent(source::setSslKey);
        String[] user = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        if (!user[0].isEmpty()) {
            source.setUser(decode(user[0]));
        }
        if (user.length > 1) {
            source.setPassword(decode(user[1]));
        }
        return source;
    }

    private boolean isLoopback() {
        return LOOPBACK.contains(uri.getHost());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            String[] pair = part.split("=", 2);
            if (pair.length < 2 || !PARAMETERS.contains(pair[0])) {
                throw misconfigured("the parameters it knows are sslmode, sslrootcert, sslcert and sslkey");
            }
            found.put(pair[0], decode(pair[1]));
        }
        return found;
    }

    private static String decode(String text) {
        // URLDecoder is for forms, where a plus is a space.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StoreException misconfigured(String reason) {
        return new StoreException(
                StoreProblem.MISCONFIGURED,
                "store.url must be \"postgresql://USER:PASSWORD@HOST:PORT/DATABASE\": " + reason + ".");
    }
}
