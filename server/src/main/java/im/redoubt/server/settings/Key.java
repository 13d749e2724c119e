package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * One setting: its name in the file, its type with the range, its default and its meaning.
 *
 * @param <T> the type of its value
 */
public final class Key<T> {
    private final String name;
    private final SettingType<T> type;
    private final Function<SettingValues, T> standard;
    private final String meaning;

    private Key(String name, SettingType<T> type, Function<SettingValues, T> standard, String meaning) {
        this.name = name;
        this.type = type;
        this.standard = standard;
        this.meaning = meaning;
    }

    /** A setting with a fixed default. */
    static <T> Key<T> of(String name, SettingType<T> type, T standard, String meaning) {
        return new Key<>(name, type, values -> standard, meaning);
    }

    /** A setting whose default follows from other settings. */
    static <T> Key<T> derived(String name, SettingType<T> type, Function<SettingValues, T> standard, String meaning) {
        return new Key<>(name, type, standard, meaning);
    }

    /** The dotted name, for example {@code limits.stanza_bytes}. */
    public String name() {
        return name;
    }

    /** The table of the file that it stands in; empty for the top. */
    public String table() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** The name within its table. */
    public String shortName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** How its values are written. */
    public SettingType<T> type() {
        return type;
    }

    /** What it does, in whole sentences. */
    public String meaning() {
        return meaning;
    }

    /**
     * The default.
     *
     * @param values the other settings, since some defaults follow from them
     * @return the value it has when the file says nothing
     */
    public T standard(SettingValues values) {
        return standard.apply(values);
    }

    /**
     * Reads a value and names this key when it cannot be used.
     *
     * @param value what the file has
     * @param base the directory that relative paths start from
     * @return the value
     * @throws SettingException when it is of another type or out of range
     */
    public T read(Object value, Path base) {
        try {
            return type.read(value, base);
        } catch (SettingException e) {
            throw e.of(name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
