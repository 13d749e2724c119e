package im.redoubt.server.settings;

import java.nio.file.Path;

/**
 * How the values of a setting are written in TOML.
 *
 * @param <T> the type of the value in the server
 */
public interface SettingType<T> {
    /**
     * Reads a value.
     *
     * @param value what the file has: a String, Long, Double, Boolean, a List of these, or a List of tables, which are Maps
     * @param base the directory that relative paths start from
     * @return the value
     * @throws SettingException when it is of another type or out of range
     */
    T read(Object value, Path base);

    /**
     * Writes a value so that {@link #read} gives an equal one.
     *
     * @param value the value
     * @return a TOML value on one line
     */
    String write(T value);

    /** What a value looks like, as the end of "expected …". */
    String expects();
}
