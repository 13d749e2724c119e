package im.redoubt.client.line;

import im.redoubt.client.locate.Candidate;
import im.redoubt.client.locate.Candidates;
import im.redoubt.client.locate.Encryption;
import im.redoubt.client.locate.HostMeta;
import im.redoubt.client.locate.Locator;
import im.redoubt.client.locate.Place;
import im.redoubt.client.time.Timeline;
import im.redoubt.client.tls.SecureChannel;
import im.redoubt.client.tls.TlsHandshake;
import im.redoubt.client.tls.TlsProvider;
import im.redoubt.client.tls.TlsRequest;
import im.redoubt.client.websocket.WebSocketWire;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientFailure;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.SeeOtherHost;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamNames;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlLimits;
import im.redoubt.xml.XmlViolation;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Connects by TCP, each time on a thread of its own, which then reads the connection. Where a host is not the server, or not
 * as it must be, the next one is tried; where a server refuses the account, none is. A session that is to go on is looked for first where
 * its server said, and then where every other one is.
 */
public final class StreamDialer implements Dialer {
    private static final Duration NEGOTIATION = Duration.ofSeconds(30);

    private final Locator locator;
    private final Place place;
    private final Security security;
    private final Timeline timeline;
    private final ThreadFactory threads;
    private volatile Encryption latest = Encryption.DIRECT_TLS;
    private volatile Optional<SeeOtherHost> sentTo = Optional.empty();
    private final SecureRandom random = new SecureRandom();
    private final TlsHandshake tls = new TlsHandshake(TlsProvider.best(), Clock.systemUTC(), random);

    /**
     * Makes one.
     *
     * @param locator finds hosts
     * @param place where to look
     * @param security whom to trust
     * @param timeline ends negotiations that take too long
     * @param threads makes the thread of each connection
     */
    public StreamDialer(Locator locator, Place place, Security security, Timeline timeline, ThreadFactory threads) {
        this.locator = locator;
        this.place = place;
        this.security = security;
        this.timeline = timeline;
        this.threads = threads;
    }

    @Override
    public Runnable dial(ClientContext context, Secrets secrets, Arrivals arrivals) {
        Call call = new Call(secrets, arrivals);
        threads.newThread(() -> call.run(context)).start();
        return call::hangUp;
    }

    /** One attempt, over as many hosts as it takes, and the connection that comes of it. */
    private final class Call {
        private final Secrets secrets;
        private final Arrivals arrivals;
        private Optional<AutoCloseable> open = Optional.empty();
        private boolean over;

        Call(Secrets secrets, Arrivals arrivals) {
            this.secrets = secrets;
            this.arrivals = arrivals;
        }

        void run(ClientContext context) {
            try {
                for (Optional<Attempt> next = Optional.of(first(context)); next.isPresent(); ) {
                    next = follow(next.get());
                }
            } catch (RuntimeException fault) { // of this library or of a store of secrets: nobody is to wait for ever
                arrivals.failed(new DialFailure.Unreachable(
                        "something is wrong here: " + fault.getClass().getSimpleName()));
                throw fault;
            }
        }

        /**
         * The server may have ended a session by sending its client elsewhere (RFC 6120 section 4.9.3.19), or prefer to have it back at a
         * place of its own (XEP-0198 section 5).
         */
        private Attempt first(ClientContext context) {
            Attempt usual = new Attempt(context, place, Optional.empty(), Optional.empty());
            Optional<SeeOtherHost> told = sentTo;
            sentTo = Optional.empty(); // once: where nobody is, or he who sends it back, is not looked at again
            return (told.isPresent() ? told : context.wishes().resumption().flatMap(ClientResumption::location))
                    .flatMap(where -> Place.named(where, latest))
                    .map(preferred -> new Attempt(context, preferred, Optional.empty(), Optional.of(usual)))
                    .orElse(usual);
        }

        /** Goes through the hosts; returns where to go on, if there is somewhere. */
        private Optional<Attempt> follow(Attempt attempt) {
            Optional<DialFailure> last = Optional.empty();
            try (Candidates candidates = locator.candidates(attempt.context().account(), attempt.place())) {
                while (true) {
                    keep(candidates);
                    Candidate candidate = candidates.next();
                    if (candidate instanceof Candidate.Exhausted none) {
                        Optional<Attempt> other =
                                last.isPresent() || attempt.otherwise().isPresent()
                                        ? attempt.otherwise()
                                        : webSocket(attempt);
                        if (!other.isPresent()) {
                            arrivals.failed(last.orElseGet(() -> new DialFailure.Unreachable(none.reason())));
                        }
                        return other;
                    }
                    Tried tried = attempt(attempt, (Candidate.Connected) candidate);
                    if (tried.redirected().isPresent() || !tried.failure().isPresent()) {
                        return tried.redirected();
                    }
                    // What says most about what is wrong: not that another host cannot be reached either.
                    last = last.isPresent() ? last : tried.failure();
                    if (!isOfHost(tried.failure().get())) {
                        arrivals.failed(tried.failure().get());
                        return Optional.empty();
                    }
                }
            } catch (IOException ended) {
                arrivals.failed(new DialFailure.Unreachable("the attempt was ended"));
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                arrivals.failed(new DialFailure.Unreachable("interrupted"));
                return Optional.empty();
            }
        }

        /**
         * What is left where nothing that DNS names can be reached: the WebSocket that the domain's own web server names (XEP-0156). It is
         * the domain that says so, over HTTPS, so the certificate may be that of the WebSocket's host.
         */
        private Optional<Attempt> webSocket(Attempt attempt) {
            if (!attempt.place().isDiscovered()) {
                return Optional.empty();
            }
            HostMeta meta = new HostMeta(new SecureGet(locator, security.trust(), tls, timeline));
            return meta.webSockets(attempt.context().account()).stream()
                    .findFirst()
                    .flatMap(address -> BareJid.parse("", address.request().host())
                            .map(host -> new Attempt(
                                    attempt.context(), Place.webSocket(address), Optional.of(host), Optional.empty())));
        }

        private Tried attempt(Attempt attempt, Candidate.Connected host) {
            boolean direct = host.target().encryption() == Encryption.DIRECT_TLS;
            ClientContext context = attempt.context();
            TlsRequest request = request(attempt, direct).at(host.target().host());
            try (Socket socket = host.socket()) {
                keep(socket);
                Wire wire = wire(attempt.place(), socket, plain -> secure(plain, request, security.binding()));
                Runnable deadline = timeline.after(NEGOTIATION, wire::drop);
                Negotiation.Outcome outcome =
                        new Negotiation(wire, secrets).run(direct ? context.directTls() : context.startTls());
                deadline.run();
                if (outcome instanceof Negotiation.Outcome.Session session) {
                    latest = host.target().encryption();
                    serve(wire, session);
                    return Tried.SERVED;
                }
                DialFailure why = ((Negotiation.Outcome.Failure) outcome).why();
                return redirection(why)
                        .flatMap(where -> Place.named(where, host.target().encryption()))
                        .map(elsewhere -> Tried.redirected(
                                new Attempt(context.redirected(), elsewhere, Optional.empty(), attempt.otherwise())))
                        .orElseGet(() -> Tried.failed(why));
            } catch (IOException e) {
                return Tried.failed(new DialFailure.Unreachable("the connection ended before anything was said"));
            }
        }

        private void serve(Wire wire, Negotiation.Outcome.Session negotiated) {
            wire.limits(XmlLimits.DELIVERED);
            Outlet outlet = new StreamOutlet(wire);
            arrivals.opened(outlet, negotiated.session());
            Reading reading = new Reading(outlet, arrivals);
            try {
                while (wire.read().on(reading)) {
                    // each element was taken by the reading
                }
            } catch (IOException gone) {
                // that is how connections end
            } finally { // also where something here is wrong: then the thread says so, and the session is not left
                // waiting
                wire.drop();
                sentTo = reading.elsewhere;
                arrivals.ended(reading.error);
            }
        }

        private synchronized void keep(AutoCloseable what) throws IOException {
            if (over) {
                throw new IOException("the attempt was ended");
            }
            open = Optional.of(what);
        }

        synchronized void hangUp() {
            over = true;
            if (open.isPresent()) {
                try {
                    open.get().close();
                } catch (Exception gone) { // it is to be gone, whatever it says
                    open = Optional.empty();
                }
            }
        }
    }

    private TlsRequest request(Attempt attempt, boolean direct) {
        BareJid domain = attempt.delegate().orElse(attempt.context().domain());
        TlsRequest request = attempt.place().webSocket().isPresent()
                ? TlsRequest.webSocket(domain, security.trust())
                : direct ? TlsRequest.direct(domain, security.trust()) : TlsRequest.startTls(domain, security.trust());
        return security.key().map(request::with).orElse(request);
    }

    private Wire wire(Place place, Socket socket, Tls tls) throws IOException {
        return place.webSocket().isPresent()
                ? new WebSocketWire(socket, tls, place.webSocket().get(), random)
                : new SocketWire(socket, tls);
    }

    private Tls.Secured secure(Socket plain, TlsRequest request, Security.Binding binding) throws IOException {
        SecureChannel channel = tls.secure(plain, request);
        ChannelBindings bindings =
                binding == Security.Binding.NEVER ? ChannelBindings.over(channel.version()) : channel.bindings();
        return new Tls.Secured(channel.input(), channel.output(), bindings);
    }

    private static Optional<SeeOtherHost> redirection(DialFailure failure) {
        return failure instanceof DialFailure.Failed failed
                        && failed.why() instanceof ClientFailure.Redirected elsewhere
                ? Optional.of(elsewhere.where())
                : Optional.empty();
    }

    /** Returns whether another host of the same domain may be better. */
    private static boolean isOfHost(DialFailure failure) {
        return !(failure instanceof DialFailure.Failed failed) || failed.why().on(OfHost.INSTANCE);
    }

    /**
     * Whom to connect as, and where.
     *
     * @param delegate whose certificate is expected, if the domain named another host by its own
     * @param otherwise what is tried if nobody is there who is the domain's server
     */
    private record Attempt(
            ClientContext context, Place place, Optional<BareJid> delegate, Optional<Attempt> otherwise) {}

    /** What came of a host. */
    private record Tried(Optional<DialFailure> failure, Optional<Attempt> redirected) {
        static final Tried SERVED = new Tried(Optional.empty(), Optional.empty());

        static Tried failed(DialFailure why) {
            return new Tried(Optional.of(why), Optional.empty());
        }

        static Tried redirected(Attempt next) {
            return new Tried(Optional.empty(), Optional.of(next));
        }
    }

    /** Takes what a session's stream brings; false ends the reading. */
    private static final class Reading implements XmlEvent.Cases<Boolean> {
        private final Outlet outlet;
        private final Arrivals arrivals;
        private Optional<StreamError> error = Optional.empty();
        private Optional<SeeOtherHost> elsewhere = Optional.empty();

        Reading(Outlet outlet, Arrivals arrivals) {
            this.outlet = outlet;
            this.arrivals = arrivals;
        }

        @Override
        public Boolean opened(XmlEvent.Opened opened) {
            throw new IllegalStateException("the parser took a second header");
        }

        @Override
        public Boolean element(ParsedElement element) {
            if (element.name().is(StreamNames.STREAMS, "error")) {
                error = Optional.of(StreamError.read(element));
                elsewhere = SeeOtherHost.in(element);
                return false;
            }
            arrivals.element(element);
            return true;
        }

        @Override
        public Boolean closed() {
            outlet.close(Optional.empty());
            return false;
        }

        @Override
        public Boolean violation(XmlViolation violation) {
            arrivals.unreadable(StreamError.of(violation));
            return false;
        }

        @Override
        public Boolean starved() {
            throw new IllegalStateException("a wire waits for the next event");
        }
    }
}
