package im.redoubt.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the assignments of a TOML file with their places. */
final class ConfigurationFile {
    /** Far more than all settings take. */
    private static final long MOST_BYTES = 1L << 20;

    private final Path file;
    private final TomlParseResult toml;
    private final List<Assignment> assignments = new ArrayList<>();

    private ConfigurationFile(Path file, TomlParseResult toml) {
        this.file = file;
        this.toml = toml;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param problems takes a line for everything that is wrong with it as a file or as TOML
     * @return what it assigns, in its order; empty when it is no TOML
     */
    static List<Assignment> read(Path file, List<String> problems) {
        String text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.add(file + ": has more than " + MOST_BYTES + " bytes. That is not a configuration file.");
                return List.of();
            }
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                problems.add(file + ": everybody on this machine can change it. Run chmod o-w " + file + ".");
            }
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            problems.add(file + ": is not there. Make it (redoubt config prints one), or leave --config out.");
            return List.of();
        } catch (CharacterCodingException e) {
            problems.add(file + ": is not UTF-8. Save it as UTF-8.");
            return List.of();
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getMessage() + "). Check that it is a file of yours.");
            return List.of();
        }
        TomlParseResult toml = Toml.parse(text);
        for (TomlParseError error : toml.errors()) {
            problems.add(
                    place(file, error.position()) + ": " + firstLine(error.getMessage()) + ". Mend the TOML there.");
        }
        if (toml.hasErrors()) {
            return List.of();
        }
        ConfigurationFile reader = new ConfigurationFile(file, toml);
        reader.collect(toml, List.of());
        return reader.assignments;
    }

    private void collect(TomlTable table, List<String> path) {
        for (Map.Entry<String, Object> entry : table.entrySet()) {
            List<String> full = new ArrayList<>(path);
            full.add(entry.getKey());
            if (entry.getValue() instanceof TomlTable inner && !inner.isEmpty()) {
                collect(inner, full);
            } else if (!(entry.getValue() instanceof TomlTable)) {
                String place = place(file, toml.inputPositionOf(full));
                assignments.add(new Assignment(
                        dotted(full), TomlValue.plain(entry.getValue()), place, within(entry.getValue())));
            }
        }
    }

    /** Where each table of a list of tables stands, and each of its fields. */
    private Map<String, String> within(Object value) {
        Map<String, String> places = new HashMap<>();
        if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TomlTable table) {
                    String name = "[" + (i + 1) + "]";
                    places.put(name, place(file, array.inputPositionOf(i)));
                    for (String field : table.keySet()) {
                        places.put(name + "." + field, place(file, table.inputPositionOf(List.of(field))));
                    }
                }
            }
        }
        return places;
    }

    /** Joins with dots; a part that has a dot itself is quoted, so that it cannot look like two. */
    private static String dotted(List<String> path) {
        return String.join(
                ".",
                path.stream()
                        .map(part -> part.indexOf('.') < 0 ? part : '"' + part + '"')
                        .toList());
    }

    private static String place(Path file, @org.jspecify.annotations.Nullable TomlPosition position) {
        return position == null ? file.toString() : file + ":" + position.line() + ":" + position.column();
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String message) {
        return message == null ? "is not TOML" : message.lines().findFirst().orElse("is not TOML");
    }
}
