package im.redoubt.server.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the clients of an account come back without its password.
 *
 * @param authorities PEM file with the authorities whose certificates clients may sign in with; empty: none
 */
public record ClientSettings(Optional<Path> authorities) {
    static final Key<Optional<Path>> AUTHORITIES = Key.of(
            "tls.client_authorities",
            Types.OPTIONAL_PATH,
            Optional.empty(),
            "PEM file with the authorities whose certificates clients may sign in with in place of a password, and their"
                    + " lists of revoked certificates. \"\": clients are not asked for certificates. A certificate must name"
                    + " the account (xmppAddr). A replaced file is taken up without a restart.");

    static ClientSettings from(SettingValues values) {
        return new ClientSettings(values.get(AUTHORITIES));
    }
}
