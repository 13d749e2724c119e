package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.testkit.peer.Backend;
import im.redoubt.testkit.peer.Link;
import im.redoubt.testkit.time.FakeClock;
import im.redoubt.testkit.time.FakeScheduler;
import im.redoubt.testkit.transcript.Transcript;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pure state machine as something that transcripts run on: no socket, no thread, and a clock that only tests move. */
final class NegotiationBackend implements Backend {
    private static final Duration NEGOTIATION = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 10_000;

    private final Set<String> accounts;
    private final Map<String, Optional<String>> invitations = new HashMap<>();
    private final FakeScheduler scheduler = new FakeScheduler(new FakeClock(Instant.EPOCH));
    private final ServerContext context;
    private final Duration deadline;
    private final int chunk;

    NegotiationBackend(Transcript.Setup setup, int chunk) {
        this.chunk = chunk;
        this.accounts = new HashSet<>(setup.accounts());
        this.deadline = setup.settings().stream()
                .filter(one -> one.startsWith("limits.negotiation_seconds="))
                .map(one -> Duration.ofSeconds(Long.parseLong(one.substring(one.indexOf('=') + 1))))
                .findFirst()
                .orElse(NEGOTIATION);
        ServerContext.StreamLimits limits = new ServerContext.StreamLimits(MAX_BYTES, deadline);
        this.context = new ServerContext(
                BareJid.of("localhost"),
                List.of(ScramHash.values()),
                setup.settings().contains("accounts.plain_within_tls=true"),
                3,
                true,
                limits,
                limits,
                new SecureRandom());
    }

    @Override
    public Link connect(boolean tls) {
        NegotiationLink link = new NegotiationLink(this, tls ? new AwaitingTls(context) : new AwaitingHeader(context));
        link.chunk(chunk);
        if (tls) {
            link.secure();
        }
        Runnable cancel = scheduler.schedule(link::late, deadline);
        link.whenBound(cancel);
        return link;
    }

    boolean exists(BareJid account) {
        return accounts.contains(account.local());
    }

    /** Returns whether the account was made: it was not there, and the invitation was good and is used up. */
    boolean register(String token, BareJid account) {
        return invitations.containsKey(token) && accounts.add(account.local()) && invitations.remove(token) != null;
    }

    ServerAnswer invitation(String token) {
        Optional<String> name = invitations.get(token);
        return new ServerAnswer.Invitation(name != null, name == null ? Optional.empty() : name);
    }

    static ChannelBindings bindings() {
        return ChannelBindings.none();
    }

    @Override
    public boolean hasSessions() {
        return false;
    }

    @Override
    public void advance(Duration time) {
        scheduler.advance(time);
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public String invite(Optional<String> name) {
        String token = "invitation-" + invitations.size();
        invitations.put(token, name);
        return token;
    }

    @Override
    public void close() {}
}
