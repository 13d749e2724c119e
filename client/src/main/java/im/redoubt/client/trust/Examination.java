package im.redoubt.client.trust;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;

/**
 * The look at one server in one handshake, on the thread that does the handshake:
 *
 * <ol>
 *   <li>{@link #of} says whom the server must be and who may vouch for it;
 *   <li>{@link #trustManagers} go into the context of the one connection;
 *   <li>{@link #verdict} says what came of it; without one the handshake never came so far.
 * </ol>
 *
 * The handshake fails before anything is written to a server that is refused. A second handshake on the connection is refused.
 */
public final class Examination {
    private final Judge judge;
    private final ServerIdentity identity;
    private final Clock clock;
    private volatile Optional<Verdict> verdict = Optional.empty();

    private Examination(Judge judge, ServerIdentity identity, Clock clock) {
        this.judge = judge;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Begins a look. With DANE it asks DNS, and blocks as long as that takes.
     *
     * @param trust who may vouch
     * @param destination whom the server must be, whatever host the connection leads to
     * @param clock what time it is; the platform's part of the look goes by its own
     * @return the look
     */
    public static Examination of(Trust trust, Destination destination, Clock clock) {
        return new Examination(trust.judge(destination), new ServerIdentity(destination.domain()), clock);
    }

    /** Returns what an {@link javax.net.ssl.SSLContext} is made with, for one connection. */
    public TrustManager[] trustManagers() {
        return new TrustManager[] {new JudgingTrustManager(this)};
    }

    /** Returns what came of it, if the server has shown its certificates. */
    public Optional<Verdict> verdict() {
        return verdict;
    }

    /** Looks, and keeps the verdict. */
    synchronized Verdict judge(X509Certificate[] chain, Peer.Question question) {
        List<X509Certificate> sent = Arrays.asList(chain).subList(0, Math.min(chain.length, CertificatePath.MOST_SENT));
        Verdict found = sent.isEmpty()
                ? refused(Reason.UNREADABLE, "The server showed no certificate.")
                : judge(new Peer(identity, sent, clock.instant(), question));
        verdict = Optional.of(found);
        return found;
    }

    private Verdict judge(Peer peer) {
        if (verdict.isPresent()) {
            return refused(Reason.SECOND_HANDSHAKE, "The server began a second handshake.");
        }
        try {
            return judge.judge(peer);
        } catch (IllegalArgumentException e) {
            // A key or a certificate whose encoding the platform read and cannot write again.
            return refused(Reason.UNREADABLE, "The certificate cannot be read.");
        }
    }

    private Verdict refused(Reason reason, String words) {
        Problem problem = new Problem(reason, words);
        return new Verdict.Refused(identity.ascii(), Collections.singletonList(problem), Collections.emptyList());
    }
}
