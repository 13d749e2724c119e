package im.redoubt.app.command;

import im.redoubt.app.tls.OwnAuthority;
import im.redoubt.server.admin.InvitationLink;
import im.redoubt.server.settings.ListenAddress;
import im.redoubt.server.settings.Settings;
import java.io.PrintStream;
import java.net.IDN;
import java.util.List;
import java.util.Optional;

/** What {@code up} prints: where the service is, what must be trusted, and what is to be done next. */
final class Welcome {
    private final Settings settings;
    private final Terminal terminal;
    private final Optional<OwnAuthority> own;

    Welcome(Settings settings, Terminal terminal, Optional<OwnAuthority> own) {
        this.settings = settings;
        this.terminal = terminal;
        this.own = own;
    }

    /**
     * Prints.
     *
     * @param service the service, which accepts connections
     * @param first whether there was no data before
     */
    void print(ServiceStarter.RunningService service, boolean first) {
        PrintStream out = terminal.out();
        out.println(terminal.paint(Terminal.Style.STRONG, "Redoubt serves " + settings.domain()));
        service.addresses().forEach(address -> out.println("  " + address));
        out.println("  data           " + settings.data());
        own.ifPresent(authority -> out.println(
                "  CA certificate " + authority.certificate() + "  (clients must trust it; redoubt ca exports it)"));
        if (!settings.domain().equals(Settings.LOCALHOST)) {
            dns(out);
        }
        if (first) {
            InvitationLink link = service.administration().invite(Optional.empty());
            out.println("  invitation     " + link.link());
            out.println("                 makes the first account, until " + link.expiresAt()
                    + "; or: redoubt user add NAME");
        }
        out.println("ready");
        out.flush();
    }

    private void dns(PrintStream out) {
        String domain = IDN.toASCII(settings.domain());
        out.println("  DNS records    (HOST is the name of this machine; redoubt doctor checks them)");
        service(out, "_xmpp-client._tcp.", domain, settings.listen().starttls());
        service(out, "_xmpps-client._tcp.", domain, settings.listen().tls());
        out.println("    HOST IN A      its IPv4 address");
        out.println("    HOST IN AAAA   its IPv6 address");
        out.println("    " + domain + ". IN CAA 0 issue \"the authority you take certificates from\"");
        out.println("    _5222._tcp.HOST IN TLSA 3 1 1 the hash of the key, where the zone is signed (DANE)");
        own.ifPresent(_ -> out.println("  public certificate: name its files with tls.certificate and tls.key (for "
                + domain + "), and no client needs the CA."));
    }

    private static void service(PrintStream out, String service, String domain, List<ListenAddress> addresses) {
        int port = addresses.isEmpty() ? 0 : addresses.getFirst().port();
        out.println("    " + service + domain + ". IN SRV "
                + (addresses.isEmpty() ? "0 0 0 .          (not offered)" : "0 5 " + port + " HOST."));
    }
}
