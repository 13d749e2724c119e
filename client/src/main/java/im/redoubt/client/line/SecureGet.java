package im.redoubt.client.line;

import im.redoubt.client.ClientException;
import im.redoubt.client.http.Fetching;
import im.redoubt.client.http.HttpsAddress;
import im.redoubt.client.http.HttpsGet;
import im.redoubt.client.http.Response;
import im.redoubt.client.http.ResponseException;
import im.redoubt.client.locate.Candidate;
import im.redoubt.client.locate.Candidates;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.Place;
import im.redoubt.client.time.Timeline;
import im.redoubt.client.tls.SecureChannel;
import im.redoubt.client.tls.TlsHandshake;
import im.redoubt.client.tls.TlsRequest;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;

/** Fetches by HTTPS from whoever proves to be the host, by the same trust as every other server; each time on a connection of its own. */
public final class SecureGet implements HttpsGet {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Locator locator;
    private final Trust trust;
    private final TlsHandshake tls;
    private final Timeline timeline;

    /**
     * Makes one.
     *
     * @param locator finds hosts
     * @param trust who may vouch for them
     * @param tls makes handshakes
     * @param timeline ends what takes longer than 15 seconds once it is connected
     */
    public SecureGet(Locator locator, Trust trust, TlsHandshake tls, Timeline timeline) {
        this.locator = locator;
        this.trust = trust;
        this.tls = tls;
        this.timeline = timeline;
    }

    @Override
    public Response get(HttpsAddress address, int maxBytes) throws IOException {
        BareJid host = BareJid.parse("", address.host())
                .orElseThrow(() -> new ResponseException("no certificate is for such a host"));
        try (Candidates candidates = locator.candidates(host, Place.directTls(address.host(), address.port()))) {
            Candidate candidate = candidates.next();
            if (candidate instanceof Candidate.Connected connected) {
                return over(connected.socket(), host, address, maxBytes);
            }
            throw new IOException(((Candidate.Exhausted) candidate).reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Response over(Socket connected, BareJid host, HttpsAddress address, int maxBytes) throws IOException {
        Runnable deadline = timeline.after(LONGEST, () -> close(connected));
        try (Socket socket = connected) {
            SecureChannel channel = tls.secure(socket, TlsRequest.webSocket(host, trust));
            return Fetching.over(address, channel.input(), channel.output(), maxBytes);
        } catch (ClientException refused) {
            throw new IOException(refused.getMessage(), refused);
        } finally {
            deadline.run();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is to be gone
        }
    }
}
