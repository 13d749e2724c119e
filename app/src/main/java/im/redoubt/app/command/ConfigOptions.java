package im.redoubt.app.command;

import im.redoubt.app.config.Configuration;
import im.redoubt.app.config.ConfigurationReader;
import im.redoubt.app.config.ConfigurationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that needs the configuration. */
public final class ConfigOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:REDOUBT_CONFIG}",
            description = "The configuration file (TOML). The environment variable REDOUBT_CONFIG stands in for it.")
    private @Nullable String config;

    @Option(
            names = {"-d", "--domain"},
            paramLabel = "DOMAIN",
            description = "The XMPP domain; without it and a file: localhost.")
    private @Nullable String domain;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where everything is kept; without it and a file: ./data.")
    private @Nullable String data;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = {
                "Sets any key of the file, over the file; repeatable. The value is TOML, a bare word is a string:",
                "--set limits.connections=500 --set 'listen.tls=[\"127.0.0.1:5223\"]'"
            })
    private List<String> sets = new ArrayList<>();

    /**
     * Reads the configuration.
     *
     * @param terminal where relative paths start
     * @return the checked configuration
     * @throws im.redoubt.app.config.ConfigurationException when it is refused
     */
    Configuration read(Terminal terminal) {
        ConfigurationRequest request = new ConfigurationRequest(
                Optional.ofNullable(config), Optional.ofNullable(domain), Optional.ofNullable(data), sets);
        return ConfigurationReader.read(request, terminal.directory());
    }
}
