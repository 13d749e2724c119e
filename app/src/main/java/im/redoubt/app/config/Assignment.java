package im.redoubt.app.config;

import java.util.Map;

/**
 * A value that somebody gave a setting.
 *
 * @param name the dotted name of the setting, as written
 * @param value a String, Long, Double, Boolean, a List of these, a List of tables as Maps, or something that no setting takes
 * @param place where it stands: {@code file:line:column} or the option
 * @param within where the tables and fields of a list of tables stand, by their names behind {@code name}: {@code [1]},
 *     {@code [1].on}
 */
record Assignment(String name, Object value, String place, Map<String, String> within) {
    Assignment(String name, Object value, String place) {
        this(name, value, place, Map.of());
    }
}
