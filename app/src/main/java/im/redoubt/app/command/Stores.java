package im.redoubt.app.command;

import im.redoubt.server.settings.AccountLimits;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.settings.StorageSettings;
import im.redoubt.server.settings.StoreUrl;
import im.redoubt.server.store.AccountQuotas;
import im.redoubt.server.store.DataLock;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoreSettings;
import im.redoubt.server.store.WorkLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store as the settings say. */
final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private Stores() {}

    /**
     * Opens the store.
     *
     * @param settings all settings
     * @param lock the lock of the data directory
     * @return the store, to be closed by the caller before the lock
     * @throws im.redoubt.server.store.StoreException when it cannot be opened
     */
    static Store open(Settings settings, DataLock lock) {
        AccountLimits limits = settings.limits().accounts();
        AccountQuotas quotas = new AccountQuotas(
                limits.offline().messages(),
                limits.offline().bytes(),
                limits.archiveBytes(),
                limits.rosterItems(),
                limits.subscriptionRequests(),
                limits.blockedAddresses(),
                limits.payloads().privateDataElements(),
                limits.payloads().privateDataBytes(),
                limits.payloads().vcardBytes(),
                settings.limits().signIn().knownAddresses(),
                new AccountQuotas.Nodes(
                        limits.events().nodes(),
                        limits.events().itemsPerNode(),
                        limits.events().itemBytes(),
                        limits.events().bytes(),
                        limits.events().affiliationsPerNode(),
                        limits.events().subscriptionsPerNode(),
                        limits.events().subscriptions()));
        StoreSettings store = new StoreSettings(
                im.redoubt.server.store.StoreUrl.of(address(settings.store())),
                WorkLimits.DEFAULT,
                quotas,
                damage -> LOG.error("A stored row is damaged and was left out: {}", damage));
        return Store.open(store, lock, InstantSource.system(), new SecureRandom());
    }

    /** The address as the driver wants it, with the password from its file. Never printed. */
    private static String address(StorageSettings settings) {
        return switch (settings.url()) {
            case StoreUrl.Sqlite sqlite -> sqlite.toString();
            case StoreUrl.Postgres postgres -> postgres.address(password(settings.passwordFile()));
        };
    }

    private static Optional<String> password(Optional<Path> file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Files.readString(file.get()).lines().findFirst();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.CONFIGURATION,
                    "store.password_file: " + file.get() + " cannot be read: " + e.getMessage());
        }
    }
}
