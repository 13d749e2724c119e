package im.redoubt.app.command;

import im.redoubt.protocol.address.AddressException;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.admin.RemoteAdministration;
import im.redoubt.server.settings.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that needs the configuration, and perhaps the accounts. */
abstract class ServiceCommand extends TerminalCommand {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    private @Nullable Settings settings;

    ServiceCommand(Terminal terminal) {
        super(terminal);
    }

    /** The settings; read when first asked for. */
    final Settings settings() {
        Settings read = settings;
        if (read == null) {
            read = options.read(terminal()).settings();
            settings = read;
        }
        return read;
    }

    /** The way to the accounts, to be closed by the caller. */
    final Access access() {
        return Access.to(settings());
    }

    /** The domain of the service that runs with the data, or of the settings when none does. */
    private String domain() {
        Optional<RemoteAdministration> service =
                RemoteAdministration.connect(settings().data());
        if (service.isEmpty()) {
            return settings().domain();
        }
        try (RemoteAdministration running = service.get()) {
            return running.domain().toString();
        }
    }

    /**
     * Reads the name of an account.
     *
     * @param name a localpart, or a whole address of our domain
     * @return its address
     * @throws CommandException when it is none
     */
    final BareJid account(String name) {
        String domain = domain();
        try {
            BareJid address = name.indexOf('@') < 0 ? BareJid.of(name, domain) : BareJid.of(name);
            if (!address.domain().equals(domain) || address.isDomain()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        address + " is no account of " + domain + "; write NAME or NAME@" + domain + ".");
            }
            return address;
        } catch (AddressException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage() + ". Choose another name.");
        }
    }
}
