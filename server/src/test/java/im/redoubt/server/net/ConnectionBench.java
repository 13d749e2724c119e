package im.redoubt.server.net;

import static im.redoubt.server.fixture.Station.DOMAIN;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stream.ServerAnswer;
import im.redoubt.protocol.stream.ServerContext;
import im.redoubt.protocol.stream.ServerEffect;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.server.fixture.SignInBench;
import im.redoubt.server.guard.ConnectionLimit;
import im.redoubt.server.metric.LiveMetrics;
import im.redoubt.server.session.Debt;
import im.redoubt.server.session.Revocations;
import im.redoubt.server.settings.Limits;
import im.redoubt.server.settings.RateLimits;
import im.redoubt.server.settings.Settings;
import im.redoubt.server.stream.Beginning;
import im.redoubt.server.stream.SessionStart;
import im.redoubt.server.stream.StreamDriver;
import im.redoubt.server.stream.Wire;
import im.redoubt.server.tls.ClientAuthorities;
import im.redoubt.server.tls.TlsIdentity;
import im.redoubt.server.tls.TlsProvider;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlViolation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;

/** What a connection needs around it in its tests: nobody signs in, and a session is handed to it. */
final class ConnectionBench {
    /** Ten stanzas in a second, ten at once; ten thousand bytes may wait. */
    static final Limits LIMITS = small(Settings.defaults(Path.of("/base")).limits());

    private ConnectionBench() {}

    static ConnectionContext context(
            SignInBench bench, Limits limits, ConnectionLimit permits, Connections open, LongSupplier nanos) {
        ServerContext.StreamLimits told = new ServerContext.StreamLimits(10_000, Duration.ofMinutes(1));
        ServerContext stream =
                new ServerContext(DOMAIN, List.of(ScramHash.values()), false, 3, false, told, told, new SecureRandom());
        return new ConnectionContext(
                stream,
                limits,
                permits,
                open,
                new NoTls(),
                bench.service(),
                new NoSessions(),
                bench.log(),
                new LiveMetrics(),
                nanos,
                () -> Instant.ofEpochSecond(0, nanos.getAsLong()));
    }

    private static Limits small(Limits limits) {
        RateLimits rates = new RateLimits(1_000_000, 1_000_000, 10, 10, 10_000, 5_000, Duration.ofSeconds(60));
        return new Limits(
                limits.connections(),
                limits.stanzas(),
                rates,
                limits.signIn(),
                limits.accounts(),
                limits.capabilities());
    }

    /** What the driver of a session is told. */
    static final class Session implements StreamDriver {
        private final List<String> told = new ArrayList<>();

        Duration patience = Duration.ZERO;

        @Override
        public Duration lost() {
            return patience;
        }

        List<String> told() {
            return told;
        }

        @Override
        public void opened(XmlEvent.Opened header) {
            told.add("opened");
        }

        @Override
        public void element(ParsedElement element) {
            told.add(element.name().local());
            if (element.name().local().equals("fault")) {
                throw new IllegalStateException("a fault of the server");
            }
        }

        @Override
        public void footer() {
            told.add("footer");
        }

        @Override
        public void violation(XmlViolation violation) {
            told.add("violation");
        }

        @Override
        public void failed(StreamError error) {
            told.add("failed " + error.condition().wire());
        }

        @Override
        public void ending() {
            told.add("ending");
        }

        @Override
        public Stanza late(Stanza stanza, Instant sentAt) {
            return stanza.withHeader(stanza.header().withId(stanza.id().orElse("") + " of " + sentAt.getEpochSecond()));
        }

        @Override
        public void undelivered(Stanza stanza, Optional<Debt> debt) {
            told.add("undelivered " + stanza.id().orElse(""));
        }

        @Override
        public boolean ended(BooleanSupplier nothingUnderWay) {
            boolean over = nothingUnderWay.getAsBoolean();
            if (over) {
                told.add("ended");
            }
            return over;
        }
    }

    /** Nothing here gets as far as TLS. */
    private static final class NoTls implements TlsProvider {
        @Override
        public SSLEngine newEngine(Optional<String> alpn) {
            throw new AssertionError("nobody asked for TLS");
        }

        @Override
        public TlsIdentity identity() {
            throw new AssertionError("nobody asked for TLS");
        }

        @Override
        public void replace(TlsIdentity identity) {
            throw new AssertionError("nobody asked for TLS");
        }

        @Override
        public void replace(ClientAuthorities authorities) {
            throw new AssertionError("nobody asked for TLS");
        }

        @Override
        public Optional<byte[]> exporter(SSLEngine engine) {
            throw new AssertionError("nobody asked for TLS");
        }
    }

    /** Nothing here binds a resource. */
    private static final class NoSessions implements SessionStart {
        @Override
        public Revocations.Moment moment(BareJid account) {
            return Revocations.Moment.NEVER;
        }

        @Override
        public Optional<FullJid> bind(ServerEffect.Bind wish, Wire wire, Entry proof) {
            throw new AssertionError("nobody signed in");
        }

        @Override
        public Optional<Beginning> begin(ServerEffect.Begin wish, Wire wire, Entry proof) {
            throw new AssertionError("nobody signed in");
        }

        @Override
        public CompletionStage<ServerAnswer> resume(ServerEffect.Resume wish, Wire wire, Entry proof) {
            throw new AssertionError("nobody signed in");
        }

        @Override
        public StreamDriver established(FullJid address) {
            throw new AssertionError("nobody signed in");
        }
    }
}
