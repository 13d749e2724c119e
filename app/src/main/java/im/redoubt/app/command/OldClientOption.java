package im.redoubt.app.command;

import im.redoubt.server.admin.OldClients;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for programs that know SCRAM-SHA-1 only. */
final class OldClientOption {
    @Option(
            names = "--old-client",
            negatable = true,
            description =
                    "Lets the account also sign in with SCRAM-SHA-1, for programs that know nothing better (Smack,"
                            + " xmpp.js); --no-old-client does not.")
    private @Nullable Boolean oldClient;

    OldClients wish() {
        Boolean wish = oldClient;
        if (wish == null) {
            return OldClients.AS_CONFIGURED;
        }
        return wish ? OldClients.ALLOW : OldClients.FORBID;
    }
}
