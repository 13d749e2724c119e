package im.redoubt.app.command;

import im.redoubt.client.Client;
import im.redoubt.client.invitation.Invitation;
import im.redoubt.client.locate.Place;
import im.redoubt.client.text.Unverified;
import im.redoubt.client.trust.Pins;
import im.redoubt.client.trust.PkixTrust;
import im.redoubt.client.trust.Trust;
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
import picocli.CommandLine.Option;

/** Where the server of an account is, whom to trust for it, and what to put up with: the same for every command that signs in. */
final class ServerOptions {
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

    /** Returns a client that goes there, and trusts whom these say. */
    Client.Builder applyTo(Client.Builder builder, Terminal terminal) {
        Client.Builder all = builder.trust(trust(terminal)).place(place());
        all = oldServer ? all.acceptScramSha1() : all;
        return unbound ? all.withoutChannelBinding() : all;
    }

    /** Returns the invitation in a link, if it opens this account. */
    static Invitation invitation(String link, BareJid who) {
        return Invitation.read(Unverified.of(link))
                .filter(read -> read.opensAccount(who))
                .orElseThrow(() -> usage("--invite takes an invitation that opens " + who + ", such as 'xmpp:"
                        + who.domain() + "?register;preauth=…' (in quotes)."));
    }

    /** Returns where to look for the server. */
    Place place() {
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

    /** Returns who may vouch for the server. */
    Trust trust(Terminal terminal) {
        PkixTrust pkix = authority
                .map(file -> Trust.pkix(read(terminal.directory().resolve(file))))
                .orElseGet(Trust::pkix);
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

    private static List<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
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
