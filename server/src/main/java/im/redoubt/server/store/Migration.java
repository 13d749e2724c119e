package im.redoubt.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * One step of the schema.
 *
 * @param version its number, counting from 1
 * @param name what it is about
 * @param script SQL in which each statement ends with a semicolon at the end of a line
 */
record Migration(int version, String name, String script) {
    /** The steps in order. Add at the end; a step that was released never changes. */
    private static final List<String> NAMES = List.of(
            "base",
            "blocking",
            "archive",
            "streams",
            "tokens",
            "hibernation",
            "nodes",
            "archive_sizes",
            "repetitions",
            "quarantine",
            "underway",
            "node_subscriptions",
            "numbers",
            "admission");

    /** What a step does behind its script that SQL cannot. */
    private static final Map<String, Move> MOVES = Map.of("numbers", NumberedMessages::move);

    /** Moves rows from one form to another. */
    interface Move {
        /** Reads the old rows, writes the new ones, and removes the old. */
        void run(SqlSession db) throws SQLException;
    }

    /** Reads the steps of an engine from the folder of that name. */
    static List<Migration> load(String folder) {
        List<Migration> steps = new ArrayList<>();
        for (String name : NAMES) {
            int version = steps.size() + 1;
            steps.add(new Migration(version, name, read(folder + "/V" + version + "__" + name + ".sql")));
        }
        return List.copyOf(steps);
    }

    /** Returns the statements without comment lines. */
    List<String> statements() {
        List<String> found = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : script.split("\n", -1)) {
            if (!line.startsWith("--") && !line.isBlank()) {
                statement.append(line).append('\n');
            }
            if (line.endsWith(";")) {
                found.add(statement.toString());
                statement.setLength(0);
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalStateException("migration " + version + " does not end with a semicolon");
        }
        return found;
    }

    /** Returns what is to be done behind the statements. */
    Move move() {
        return MOVES.getOrDefault(name, db -> {});
    }

    /** Returns the SHA-256 of the script. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String read(String resource) {
        try (InputStream in = Migration.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own file " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program's own file cannot be read: " + resource, e);
        }
    }
}
