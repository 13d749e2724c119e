package im.redoubt.app.config;

/**
 * A value that somebody gave a setting.
 *
 * @param name the dotted name of the setting, as written
 * @param value a String, Long, Double, Boolean, a List of these, or something that no setting takes
 * @param place where it stands: {@code file:line:column} or the option
 */
record Assignment(String name, Object value, String place) {}
