package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One table of a list of tables in the file, such as {@code [[alert]]}, while it is read: each field is asked for by its
 * name and type, and what nobody asked for is refused at the end.
 */
final class Table {
    private final Map<?, ?> fields;
    private final String place;
    private final Path base;
    private final Set<String> asked = new HashSet<>();

    /**
     * Begins to read.
     *
     * @param fields what the file has
     * @param place which table it is, for messages: {@code [2]} is the second
     * @param base the directory that relative paths start from
     */
    Table(Map<?, ?> fields, String place, Path base) {
        this.fields = fields;
        this.place = place;
        this.base = base;
    }

    /** Reads a field that must be there. */
    <T> T required(String name, SettingType<T> type) {
        return optional(name, type)
                .orElseThrow(() -> new SettingException(
                        place, "has no " + name, "Write " + name + " = …: expected " + type.expects() + "."));
    }

    /** Reads a field that may be left out. */
    <T> Optional<T> optional(String name, SettingType<T> type) {
        asked.add(name);
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.read(value, base));
        } catch (SettingException e) {
            throw e.of(place + "." + name);
        }
    }

    /** Makes a problem of the table itself. */
    SettingException problem(String problem, String mend) {
        return new SettingException(place, problem, mend);
    }

    /** Makes a problem of a field. */
    SettingException problem(String name, String problem, String mend) {
        return new SettingException(place + "." + name, problem, mend);
    }

    /** Refuses what was not asked for. */
    void end() {
        for (Object field : fields.keySet()) {
            if (!asked.contains(field.toString())) {
                List<String> known = asked.stream().sorted().toList();
                throw new SettingException(
                        place + "." + field, "is not a setting", "There are " + String.join(", ", known) + ".");
            }
        }
    }
}
