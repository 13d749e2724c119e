package im.redoubt.app.config;

import java.util.List;
import java.util.Optional;

/**
 * What the command line says about the configuration.
 *
 * @param file the configuration file
 * @param domain {@code --domain}
 * @param data {@code --data}
 * @param sets each {@code --set}, as {@code key=value}
 */
public record ConfigurationRequest(
        Optional<String> file, Optional<String> domain, Optional<String> data, List<String> sets) {
    /** Nothing but defaults. */
    public static final ConfigurationRequest NONE =
            new ConfigurationRequest(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
}
