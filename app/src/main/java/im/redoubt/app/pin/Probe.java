package im.redoubt.app.pin;

import im.redoubt.client.locate.Candidate;
import im.redoubt.client.locate.Candidates;
import im.redoubt.client.locate.Encryption;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.Place;
import im.redoubt.client.locate.Target;
import im.redoubt.client.tls.HandshakeException;
import im.redoubt.client.tls.SecureChannel;
import im.redoubt.client.tls.TlsHandshake;
import im.redoubt.client.tls.TlsRequest;
import im.redoubt.client.trust.Trust;
import im.redoubt.client.trust.UntrustedException;
import im.redoubt.client.trust.Verdict;
import im.redoubt.protocol.address.BareJid;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Looks at whoever answers for a domain. */
public final class Probe {
    /** How long STARTTLS may keep one waiting for each answer, and TLS in all. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Locator locator;
    private final TlsHandshake handshake;

    /**
     * @param locator finds the server
     * @param handshake makes TLS with it
     */
    public Probe(Locator locator, TlsHandshake handshake) {
        this.locator = locator;
        this.handshake = handshake;
    }

    /**
     * What was seen.
     *
     * @param where where the server is
     * @param verdict what its certificates are, and whether it is trusted
     */
    public record Seen(Target where, Verdict verdict) {}

    /**
     * Looks at the first server that speaks TLS, trusted or not.
     *
     * @param domain the XMPP domain
     * @param place where to look for it
     * @param trust who may vouch for it
     * @return what was seen
     * @throws ProbeException if no server speaks TLS
     * @throws InterruptedException if the thread is interrupted
     */
    public Seen look(BareJid domain, Place place, Trust trust) throws ProbeException, InterruptedException {
        String last = "";
        try (Candidates candidates = locator.candidates(domain, place)) {
            while (true) {
                switch (candidates.next()) {
                    case Candidate.Exhausted none ->
                        throw new ProbeException(
                                last.isEmpty()
                                        ? "There is no connection to " + domain + " (" + none.reason() + ")."
                                        : "No TLS with " + last);
                    case Candidate.Connected(Socket connected, Target target) -> {
                        try (Socket socket = connected) {
                            return new Seen(target, verdict(socket, target, domain, trust));
                        } catch (IOException | HandshakeException e) {
                            last = target.host() + ": " + e.getMessage();
                        }
                    }
                }
            }
        }
    }

    private Verdict verdict(Socket socket, Target target, BareJid domain, Trust trust) throws IOException {
        TlsRequest request = TlsRequest.direct(domain, trust);
        if (target.encryption() == Encryption.STARTTLS) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            StartTls.agree(socket, domain);
            request = TlsRequest.startTls(domain, trust);
        }
        try (SecureChannel channel =
                handshake.secure(socket, request.at(target.host()).within(PATIENCE))) {
            return channel.verdict();
        } catch (UntrustedException e) {
            return e.verdict();
        }
    }
}
