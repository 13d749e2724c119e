package im.redoubt.server.settings;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Where everything is kept: a SQLite file in the data directory, or a PostgreSQL database. Never holds a password. */
public sealed interface StoreUrl {
    /** The scheme of the embedded store. */
    String SQLITE = "sqlite:";

    /**
     * The embedded store.
     *
     * @param file the file, relative to the data directory or absolute
     */
    record Sqlite(String file) implements StoreUrl {
        @Override
        public String toString() {
            return SQLITE + file;
        }
    }

    /**
     * A PostgreSQL database.
     *
     * @param uri {@code postgresql://user@host:port/database?options}
     */
    record Postgres(URI uri) implements StoreUrl {
        /**
         * The address with the password in it, which the file of settings must not hold. Not for printing.
         *
         * @param password the password, if the database asks for one
         * @return {@code postgresql://user:password@host:port/database?options}
         */
        public String address(Optional<String> password) {
            String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            String secret = password.map(text -> ":"
                            + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"))
                    .orElse("");
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String who = user.isEmpty() && secret.isEmpty() ? "" : user + secret + "@";
            return "postgresql://" + who + uri.getHost() + port + uri.getRawPath() + query;
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /**
     * Reads an address of a store.
     *
     * @param text {@code sqlite:FILE} or {@code postgresql://…}
     * @return the address
     * @throws IllegalArgumentException with the mend when it cannot be used, carries a password, or would sign in to
     *     another machine without checking its certificate
     */
    static StoreUrl parse(String text) {
        if (text.startsWith(SQLITE) && text.length() > SQLITE.length()) {
            return new Sqlite(text.substring(SQLITE.length()));
        }
        if (!text.startsWith("postgresql://")) {
            throw new IllegalArgumentException("Write \"sqlite:redoubt.db\" or \"postgresql://user@host/database\".");
        }
        URI uri = URI.create(text);
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException("Write \"postgresql://user@host/database\".");
        }
        String user = uri.getUserInfo();
        List<String> options =
                uri.getQuery() == null ? List.of() : List.of(uri.getQuery().split("&", -1));
        if ((user != null && user.indexOf(':') >= 0) || options.stream().anyMatch(o -> o.startsWith("password="))) {
            throw new IllegalArgumentException("Take the password out of the address and put it into a file of mode"
                    + " 0600 that store.password_file names.");
        }
        if (!isLoopback(uri.getHost()) && !verifies(options)) {
            throw new IllegalArgumentException("The database is on another machine: add ?sslmode=verify-full (and"
                    + " sslrootcert=FILE for a private authority), or nobody checks whom the password goes to.");
        }
        return new Postgres(uri);
    }

    /** Said once and not taken back: drivers differ in which of two they believe. */
    private static boolean verifies(List<String> options) {
        List<String> modes =
                options.stream().filter(option -> option.startsWith("sslmode=")).toList();
        return modes.equals(List.of("sslmode=verify-full"));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
