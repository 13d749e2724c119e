package im.redoubt.app.command;

import im.redoubt.client.Client;
import im.redoubt.client.ClientException;
import im.redoubt.client.Session;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.credential.Password;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.locate.Place;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.receipt.Receipts;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.trust.Pins;
import im.redoubt.client.trust.PkixTrust;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A small client on the terminal, for people and for trying a server. */
@Command(
        name = "chat",
        description =
                "Signs in to an account on any XMPP server and chats. What is typed goes to the recipient; lines that begin"
                        + " with / are commands (/help shows them). Takes messages from a pipe too, one a line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt chat alice@example.org bob@example.org",
            "  redoubt chat alice@localhost --ca data/tls/ca.pem",
            "  redoubt chat carol@example.org --invite 'xmpp:example.org?register;preauth=…'",
            "  redoubt chat alice@example.org --server xmpp.example.org:5223 --direct-tls",
            "  (cat password; uptime) | redoubt chat bot@example.org admin@example.org --password-stdin"
        })
final class ChatCommand extends TerminalCommand {
    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Who signs in: name@domain.")
    private String account = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "RECIPIENT", description = "Whom lines go to at first.")
    private Optional<String> recipient = Optional.empty();

    @Option(
            names = "--invite",
            paramLabel = "LINK",
            description = "Has the server make the account first, with this invitation (xmpp:…?register;preauth=…).")
    private Optional<String> invite = Optional.empty();

    @Option(names = "--password-stdin", description = "Takes the password from the first line of standard input.")
    private boolean stdin;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Trusts this certificate authority instead of the public ones (redoubt ca exports ours).")
    private Optional<Path> authority = Optional.empty();

    @Option(
            names = "--pin",
            paramLabel = "PIN",
            description = "Takes the server's key only if it is one of these, at least two (redoubt pin shows them).")
    private List<String> pins = new ArrayList<>();

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            description = "Connects there instead of asking DNS. The certificate must be the domain's all the same.")
    private Optional<String> server = Optional.empty();

    @Option(names = "--direct-tls", description = "The port that --server names speaks TLS from the first byte.")
    private boolean direct;

    @Option(names = "--old-server", description = "Takes SCRAM-SHA-1 too, where a server has nothing better.")
    private boolean oldServer;

    @Option(
            names = "--no-channel-binding",
            description = "For servers that offer channel binding and do it wrong: they refuse the right password.")
    private boolean unbound;

    ChatCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        BareJid who = BareJid.parse(account)
                .filter(address -> !address.isDomain())
                .orElseThrow(() -> usage("The account is an address such as alice@example.org."));
        Client.Builder builder = Client.builder(who)
                .trust(trust())
                .place(place())
                .agent("Redoubt chat", System.getProperty("os.name", "a computer"))
                .with(Chat.FEATURE, Carbons.FEATURE, Archive.FEATURE)
                .with(Roster.FEATURE, Presences.FEATURE, Receipts.FEATURE);
        builder = oldServer ? builder.acceptScramSha1() : builder;
        builder = unbound ? builder.withoutChannelBinding() : builder;
        Optional<Invitation> invitation = invite.map(link -> invitation(link, who));
        try (Secret typed = invitation.isPresent()
                        ? PasswordSource.ask(terminal(), who.toString(), stdin)
                        : PasswordSource.known(terminal(), who.toString(), stdin);
                Password password = Password.prepared(typed)) {
            terminal().err().println((invitation.isPresent() ? "Opening " : "Signing in to ") + who + " …");
            Client client = builder.password(password).build();
            try (Session session =
                    invitation.map(client::register).orElseGet(client::connect).await()) {
                return new Conversation(terminal(), session).run(recipient);
            }
        } catch (ClientException refused) {
            throw new CommandException(String.valueOf(refused.getMessage()));
        }
    }

    private static Invitation invitation(String link, BareJid who) {
        return Invitation.read(Unverified.of(link))
                .filter(read -> read.opensAccount(who))
                .orElseThrow(() -> usage("--invite takes an invitation that opens " + who + ", such as 'xmpp:"
                        + who.domain() + "?register;preauth=…' (in quotes)."));
    }

    private Place place() {
        if (server.isEmpty()) {
            return Place.discovered();
        }
        int colon = server.get().lastIndexOf(':');
        try {
            String host = server.get().substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", "");
            int port = Integer.parseInt(server.get().substring(colon + 1));
            return direct ? Place.directTls(host, port) : Place.startTls(host, port);
        } catch (IllegalArgumentException e) {
            throw usage("--server takes a host and a port, such as xmpp.example.org:5222.");
        }
    }

    private Trust trust() {
        PkixTrust pkix = authority.map(this::read).map(Trust::pkix).orElseGet(Trust::pkix);
        if (pins.isEmpty()) {
            return pkix;
        }
        try {
            Pins.Builder all = Pins.builder();
            pins.forEach(all::pin);
            return pkix.pinned(all.build());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw usage("--pin: " + e.getMessage());
        }
    }

    private List<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(terminal().directory().resolve(file))) {
            List<X509Certificate> found = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(certificate -> found.add((X509Certificate) certificate));
            return found;
        } catch (IOException e) {
            throw new CommandException("The file of --ca cannot be read: " + file + ".");
        } catch (CertificateException e) {
            throw new CommandException("There is no certificate in " + file + "; it must be PEM or DER.");
        }
    }

    private static CommandException usage(String words) {
        return new CommandException(ExitCode.USAGE, words);
    }
}
