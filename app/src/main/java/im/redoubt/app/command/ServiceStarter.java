package im.redoubt.app.command;

import im.redoubt.server.admin.Administration;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.store.Store;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.tls.TlsProvider;
import java.util.List;

/** Starts the service: the one call behind which the server stands. */
@FunctionalInterface
public interface ServiceStarter {
    /**
     * Starts the service.
     *
     * @param parts what it is made of
     * @return the service, which accepts connections on all its listeners
     */
    RunningService start(Parts parts);

    /**
     * What a service is made of.
     *
     * @param settings all settings
     * @param tls its engines; identities are replaced in it while it runs
     * @param store the open store, which the caller closes after the service
     * @param administration administration of the store alone
     */
    record Parts(Settings settings, TlsProvider tls, Store store, Administration administration) {}

    /** A service that runs. */
    interface RunningService extends AutoCloseable {
        /** What it listens on, one line for each listener: what for, and the address with its real port. */
        List<String> addresses();

        /** Administration with its live sessions, for the socket. */
        Administration administration();

        /**
         * Takes other authorities of clients: whoever signed in by a certificate does so anew.
         *
         * @param found the authorities, and what they have revoked
         */
        void replace(ClientAuthorities found);

        /** Takes note of something that happened to the service, for the security events. */
        void happened(SecurityEvent event);

        /** Closes the streams with {@code system-shutdown} and lets go of everything but the store. Blocks. */
        @Override
        void close();
    }
}
