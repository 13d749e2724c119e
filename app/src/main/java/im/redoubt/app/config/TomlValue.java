package im.redoubt.app.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads single values of the command line in TOML's syntax, where a bare word counts as a string. */
final class TomlValue {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{M}\\p{N}.:/_@?&=~+-]+");

    private TomlValue() {}

    /**
     * Reads a value.
     *
     * @param text what follows {@code key=}
     * @return a String, Long, Boolean, List or other plain value; empty when it is neither TOML nor a bare word
     */
    static Optional<Object> parse(String text) {
        String value = text.strip();
        // The usual cases need no parser, which would take a third of the whole start.
        if (NUMBER.matcher(value).matches() && (value.length() == 1 || value.charAt(0) != '0')) {
            return Optional.of(Long.valueOf(value));
        }
        if (value.equals("true") || value.equals("false")) {
            return Optional.of(Boolean.valueOf(value));
        }
        if (BARE.matcher(value).matches()) {
            return Optional.of(value);
        }
        if (value.isEmpty() || value.lines().count() > 1) {
            return Optional.empty();
        }
        TomlParseResult toml = Toml.parse("value = " + value);
        if (toml.hasErrors() || toml.size() != 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(toml.get("value")).map(TomlValue::plain);
    }

    /** Turns arrays into lists, and tables in them into maps; everything else stays as it is. */
    static Object plain(@Nullable Object value) {
        if (value instanceof TomlArray array) {
            return array.toList().stream().map(TomlValue::plain).toList();
        }
        if (value instanceof TomlTable table) {
            Map<String, Object> fields = new LinkedHashMap<>();
            table.entrySet().forEach(entry -> fields.put(entry.getKey(), plain(entry.getValue())));
            return fields;
        }
        return value == null ? "" : value;
    }
}
