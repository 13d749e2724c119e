package im.redoubt.app.command;

import im.redoubt.app.pin.PinReport;
import im.redoubt.app.pin.Probe;
import im.redoubt.app.pin.ProbeException;
import im.redoubt.client.dns.DnsResolver;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.Place;
import im.redoubt.client.tls.TlsHandshake;
import im.redoubt.client.tls.TlsProvider;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.tls.PemFiles;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the certificates of a server and what may be pinned. */
@Command(
        name = "pin",
        description =
                "Shows the certificates of any XMPP server, whether they are trusted, and their pins. Nothing is sent to it but"
                        + " the name of the domain. Exit code 1 when it is not trusted.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt pin example.org                     where DNS says that it is",
            "  redoubt pin example.org --direct --port 443 with TLS from the first byte, at that port",
            "  redoubt pin localhost --ca data/tls/ca.pem  one's own, by its own authority"
        })
final class PinCommand extends TerminalCommand {
    private static final int DIRECT_PORT = 5223;
    private static final int STARTTLS_PORT = 5222;
    private static final int MOST_PORTS = 65_535;

    @Parameters(paramLabel = "DOMAIN", description = "The XMPP domain: what stands behind the @ of an address.")
    private String domain = "";

    @Option(names = "--host", paramLabel = "HOST", description = "Where it is, instead of what DNS says.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "N", description = "The port; without: 5222, or 5223 with --direct.")
    private @Nullable Integer port;

    @Option(names = "--direct", description = "TLS begins with the first byte; without: by STARTTLS.")
    private boolean direct;

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM file of the authorities that may vouch for it.")
    private @Nullable String authority;

    PinCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        BareJid whom = BareJid.parse("", domain)
                .orElseThrow(() -> new CommandException(ExitCode.USAGE, "That is no domain of XMPP."));
        Optional<String> file = Optional.ofNullable(authority);
        PinReport report = new PinReport(seen(whom, place(whom), trust(file)), file);
        report.certificates().forEach(terminal().out()::println);
        terminal().out().println();
        Terminal.Style style = report.isTrusted() ? Terminal.Style.GOOD : Terminal.Style.BAD;
        terminal().out().println(terminal().paint(style, report.verdict()));
        terminal().out().println();
        report.trustLine().forEach(terminal().out()::println);
        return report.isTrusted() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private Trust trust(Optional<String> file) {
        try {
            return file.map(name ->
                            Trust.pkix(PemFiles.chain(terminal().directory().resolve(name))))
                    .orElseGet(Trust::pkix);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--ca: " + e.getMessage());
        }
    }

    /** Looks at the certificates of a server. */
    static Probe.Seen seen(BareJid whom, Place place, Trust trust) {
        SecureRandom random = new SecureRandom();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Locator locator = Locator.of(DnsResolver.ofSystem(), executor, SocketFactory.getDefault(), random);
            TlsHandshake handshake = new TlsHandshake(TlsProvider.platform(), Clock.systemUTC(), random);
            return new Probe(locator, handshake).look(whom, place, trust);
        } catch (ProbeException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Interrupted.");
        }
    }

    private Place place(BareJid whom) {
        Integer wanted = port;
        String where = host;
        if (wanted == null && where == null && !direct) {
            return Place.discovered();
        }
        int number = wanted == null ? (direct ? DIRECT_PORT : STARTTLS_PORT) : wanted;
        if (number < 1 || number > MOST_PORTS) {
            throw new CommandException(ExitCode.USAGE, "--port is a number from 1 to " + MOST_PORTS + ".");
        }
        String name = where == null ? whom.asciiDomain() : where;
        try {
            return direct ? Place.directTls(name, number) : Place.startTls(name, number);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--host: " + e.getMessage() + ".");
        }
    }
}
