package im.redoubt.server.settings;

import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All settings of the server.
 *
 * @param domain the XMPP domain, prepared (RFC 7622)
 * @param data directory for everything that is kept; absolute
 * @param listen where the server listens
 * @param tls files of a certificate from elsewhere; empty for the server's own
 * @param store where everything is kept
 * @param accounts how accounts are made
 * @param clients how clients come back without a password
 * @param limits what anybody can take from the server
 * @param events where security events are written
 * @param alerts what the operator is told of
 * @param contact whom to write to about this service
 * @param filter what the operator keeps out
 * @param logLevel how much the server says
 */
public record Settings(
        String domain,
        Path data,
        ListenSettings listen,
        Optional<TlsFiles> tls,
        StorageSettings store,
        AccountSettings accounts,
        ClientSettings clients,
        Limits limits,
        EventSettings events,
        AlertSettings alerts,
        ContactSettings contact,
        FilterSettings filter,
        LogLevel logLevel) {

    /** The domain without any configuration. */
    public static final String LOCALHOST = "localhost";

    /** The XMPP domain. */
    public static final Key<String> DOMAIN = Key.of(
            "domain",
            Types.text("a domain like \"example.org\"", Settings::domain),
            LOCALHOST,
            "The XMPP domain: what stands after the @ in the addresses of its users.");

    /** The directory for everything that is kept. */
    public static final Key<Path> DATA = Key.derived(
            "data",
            Types.PATH,
            values -> values.base().resolve("data").toAbsolutePath().normalize(),
            "Directory for everything that is kept, made with mode 0700. A relative path starts from the directory of"
                    + " this file.");

    static final Key<LogLevel> LOG_LEVEL = Key.of(
            "log.level",
            Types.word(LogLevel.class),
            LogLevel.INFO,
            "How much the server says on its standard error. No level shows content or credentials.");

    static final List<Key<?>> FIRST = List.of(DOMAIN, DATA, AlertSettings.RULES, FilterSettings.RULES);
    static final List<Key<?>> LAST = List.of(LOG_LEVEL);

    /**
     * Puts the settings together.
     *
     * @param values what was set
     * @return all settings
     * @throws SettingException when two settings do not go together
     */
    public static Settings from(SettingValues values) {
        return new Settings(
                values.get(DOMAIN),
                values.get(DATA),
                ListenSettings.from(values),
                TlsFiles.from(values),
                StorageSettings.from(values),
                AccountSettings.from(values),
                ClientSettings.from(values),
                Limits.from(values),
                EventSettings.from(values),
                AlertSettings.from(values),
                ContactSettings.from(values),
                FilterSettings.from(values),
                values.get(LOG_LEVEL));
    }

    /**
     * The defaults for the domain localhost.
     *
     * @param base the directory that the data directory is made in
     * @return all settings
     */
    public static Settings defaults(Path base) {
        return from(SettingValues.defaults(base));
    }

    private static String domain(String text) {
        BareJid address = BareJid.of(text);
        if (!address.isDomain()) {
            throw new IllegalArgumentException("an address of an account, not of a domain");
        }
        return address.domain();
    }
}
