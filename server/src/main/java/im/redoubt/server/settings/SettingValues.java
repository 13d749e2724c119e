package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was set, by key; whatever was not set has its default. Immutable.
 *
 * <p>Relative defaults (the data directory) start from {@link #base()}, as relative paths of the file do.
 */
public final class SettingValues {
    private final Path base;
    private final Map<String, Object> set;

    private SettingValues(Path base, Map<String, Object> set) {
        this.base = base;
        this.set = set;
    }

    /**
     * Nothing set.
     *
     * @param base the directory that relative paths start from
     * @return defaults only
     */
    public static SettingValues defaults(Path base) {
        return new SettingValues(base, Map.of());
    }

    /**
     * The same with one value more, or another.
     *
     * @param key the setting
     * @param value its value, not checked against the range
     * @param <T> its type
     * @return new values
     */
    public <T> SettingValues with(Key<T> key, T value) {
        Map<String, Object> more = new LinkedHashMap<>(set);
        more.put(key.name(), value);
        return new SettingValues(base, more);
    }

    /**
     * The same with one value more, read and checked as from the file.
     *
     * @param key the setting
     * @param value a String, Long, Double, Boolean, a List of these, or a List of tables, which are Maps
     * @param from the directory that a relative path starts from
     * @return new values
     * @throws SettingException when it is of another type or out of range
     */
    public SettingValues withRead(Key<?> key, Object value, Path from) {
        Map<String, Object> more = new LinkedHashMap<>(set);
        Object read = key.read(value, from);
        more.put(key.name(), read);
        return new SettingValues(base, more);
    }

    /**
     * The effective value.
     *
     * @param key the setting
     * @param <T> its type
     * @return what was set, or the default
     */
    public <T> T get(Key<T> key) {
        Object value = set.get(key.name());
        if (value == null) {
            return key.standard(this);
        }
        // Only with(Key<T>, T) and withRead, which asks the key itself, put values in.
        @SuppressWarnings("unchecked")
        T typed = (T) value;
        return typed;
    }

    /** The directory that relative paths start from. */
    public Path base() {
        return base;
    }
}
