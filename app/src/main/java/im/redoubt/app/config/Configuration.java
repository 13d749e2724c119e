package im.redoubt.app.config;

import im.redoubt.server.settings.SettingValues;
import im.redoubt.server.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration that a command works with.
 *
 * @param settings all settings, checked
 * @param values which of them somebody set
 * @param file the file they came from, if there was one
 */
public record Configuration(Settings settings, SettingValues values, Optional<Path> file) {}
