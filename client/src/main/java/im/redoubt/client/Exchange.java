package im.redoubt.client;

import im.redoubt.client.line.Outlet;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stanza.StanzaReading;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ResumptionOutcome;
import im.redoubt.protocol.stream.ServerFeatures;
import im.redoubt.protocol.stream.SessionFeature;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.StreamManagement;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What goes over a session's connections, whichever there is at the moment: stanzas out and in, counted on both sides, and
 * questions to a server that is silent. Everything happens in the loop.
 */
final class Exchange implements StanzaReading.Cases<Boolean> {
    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofSeconds(1);

    private final BareJid account;
    private final Environment environment;
    private final Counters counters = new Counters();
    private final Outbox outbox;
    private final Requests requests;
    private final Inbound inbound;
    private final KeepAlive keepAlive;
    private final Activity activity = new Activity();
    private final ServerOffer offer = new ServerOffer();
    private Counting counting = Counting.off();
    private Optional<Link> link = Optional.empty();
    private volatile String signedInBy = "nothing yet";

    Exchange(BareJid account, Environment environment, Loop loop) {
        this.account = account;
        this.environment = environment;
        this.outbox = new Outbox(
                this::echo, again -> environment.timeline().after(BEFORE_ASKING_AGAIN, () -> loop.run(again)));
        this.requests = new Requests(account, environment.timeline(), loop);
        this.inbound = new Inbound(
                account, requests, counters, answer -> outbox.submit(new Outgoing(answer, Outgoing.Fate.UNKNOWN)));
        this.keepAlive = new KeepAlive(environment.timeline(), loop, environment.pace(), new Pulse());
    }

    Counters counters() {
        return counters;
    }

    /** Returns by what the client signed in to the connection that there is, or was last. */
    String signedInBy() {
        return signedInBy;
    }

    Requests requests() {
        return requests;
    }

    Inbound inbound() {
        return inbound;
    }

    /** Returns whether the server offers this, or did on the last connection while it has not said so on this one. */
    boolean offers(String namespace, String local) {
        return offer.has(namespace, local);
    }

    /** Has new sessions begin with this, where it can be asked for with the sign-in. */
    void beginWith(SessionFeature feature) {
        offer.wish(feature);
    }

    /** Returns whether the session began with this, without being asked once more. */
    boolean begunWith(SessionFeature feature) {
        return offer.begunWith(feature);
    }

    /** Returns a context that asks for what new sessions are to begin with. */
    ClientContext wishing(ClientContext context) {
        return offer.wishing(context);
    }

    /** Returns what asks for the session to go on. */
    Optional<ClientResumption> resumption() {
        return counting.resumption();
    }

    /** Returns whether everything that was sent has reached the server. */
    boolean isIdle() {
        return outbox.isEmpty();
    }

    void submit(Outgoing outgoing) {
        int most = offer.mostBytes();
        if (outgoing.stanza().content().size() > most) {
            outgoing.fate().lost(new ClientException("larger than the server takes: " + most + " bytes at most"));
        } else if (!outbox.submit(outgoing)) {
            outgoing.fate().lost(new ClientException("too much waits to be sent; wait until some of it is accepted"));
        }
    }

    /**
     * A connection carries the session from now on.
     *
     * @return whether it does: a server that counts wrong is told so and left
     */
    boolean begin(Link over, ClientSession session) {
        link = Optional.of(over);
        signedInBy = session.mechanism().wireName()
                + session.binding().map(type -> " with " + type.wireName()).orElse("");
        offer.begin(session.features());
        Optional<StreamError> fault =
                over.outlet().map(outlet -> goOn(outlet, session)).orElse(Optional.empty());
        if (fault.isPresent()) {
            counting = Counting.off();
            violated(fault.get());
            return false;
        }
        over.outlet().ifPresent(outlet -> activity.begin(outlet, session));
        keepAlive.limit(offer.idle());
        keepAlive.begin();
        return true;
    }

    /** What the server has of an earlier session does not go again, whether that goes on or not (XEP-0198 section 5). */
    private Optional<StreamError> goOn(Outlet outlet, ClientSession session) {
        if (session.resumed().isPresent()) {
            return outbox.resume(outlet, session.resumed().getAsLong());
        }
        if (session.resumption() instanceof ResumptionOutcome.Gone gone) {
            gone.handled().ifPresent(outbox::acknowledgeLast);
        }
        counting = counting.next(session);
        offer.begunWith(session.begunWith());
        outbox.begin(outlet, counting.on());
        return Optional.empty();
    }

    /** The connection ended, and this is what the server said was wrong, if it said something. */
    void ended(Optional<StreamError> error) {
        error.ifPresent(said -> outbox.refused(said.condition()));
        disconnected();
    }

    /** The connection is gone. */
    void disconnected() {
        link = Optional.empty();
        outbox.disconnected();
        keepAlive.end();
    }

    /** The session is over. */
    void end(ClientException why) {
        disconnected();
        outbox.end(why);
        requests.end(why);
    }

    void flush() {
        outbox.flush();
    }

    /** Finds out whether the connection stands. */
    void doubt() {
        keepAlive.doubt();
    }

    void look(boolean nobodyDoes) {
        activity.become(nobodyDoes, link.flatMap(Link::outlet));
    }

    void received(ParsedElement element) {
        if (!isDeaf(element)) {
            keepAlive.heard();
        }
        if (StreamManagement.isOne(element)) {
            count(element);
            return;
        }
        Optional<ServerFeatures> features = ServerFeatures.read(element);
        if (features.isPresent() && offer.takeLate(features.get())) {
            activity.features(features.get(), link.flatMap(Link::outlet));
            keepAlive.limit(offer.idle());
            return;
        }
        StanzaCodec.read(element, Stanza.CLIENT_NAMESPACE, Optional.empty()).on(this);
    }

    /** What comes while the server was asked what it has shows one half of the connection only: that it is heard, and not that it hears. */
    private boolean isDeaf(ParsedElement element) {
        boolean answers =
                StreamManagement.isOne(element) && element.name().local().equals("a");
        return counting.on() && outbox.isAsking() && !answers;
    }

    @Override
    public Boolean valid(Stanza stanza) {
        counting.took();
        inbound.take(stanza);
        return true;
    }

    /** It was handled, by not believing it; not to count it would end every connection at the same stanza. */
    @Override
    public Boolean rejected(Stanza answer) {
        return ignored();
    }

    @Override
    public Boolean ignored() {
        counting.took();
        counters.count(Counters.Kind.MALFORMED_STANZAS);
        return false;
    }

    @Override
    public Boolean notAStanza() {
        violated(StreamError.of(StreamCondition.UNSUPPORTED_STANZA_TYPE));
        return false;
    }

    /**
     * What came cannot be read, and nothing behind it. If it is given up, the server hears so before it hears of the end: a session that
     * cannot be resumed has no other moment for it.
     */
    void unreadable(StreamError why) {
        if (counting.givesUp(why)) {
            counters.count(Counters.Kind.UNREADABLE_STANZAS);
            link.flatMap(Link::outlet).ifPresent(to -> to.send(StreamManagement.answer(counting.taken())));
        }
        link.ifPresent(open -> open.close(Optional.of(why)));
    }

    private void count(ParsedElement element) {
        if (element.name().local().equals("r")) {
            link.flatMap(Link::outlet).ifPresent(to -> to.send(StreamManagement.answer(counting.taken())));
            return;
        }
        Optional<StreamError> fault = element.name().local().equals("a")
                ? StreamManagement.handled(element)
                        .map(outbox::acknowledge)
                        .orElseGet(() -> Optional.of(StreamError.of(StreamCondition.INVALID_XML)))
                : Optional.of(StreamError.of(StreamCondition.UNSUPPORTED_STANZA_TYPE));
        fault.ifPresent(this::violated);
    }

    private void violated(StreamError error) {
        counters.count(Counters.Kind.FAULTS);
        link.ifPresent(open -> open.close(Optional.of(error)));
    }

    private boolean echo(Outlet to, Consumer<Boolean> answered) {
        IqRequest ping = ping();
        boolean room = expect(ping, answered);
        if (room) {
            to.send(ping);
        }
        return room;
    }

    /** An error is an answer as well (XEP-0199 section 4.2). */
    private boolean expect(IqRequest ping, Consumer<Boolean> answered) {
        Pending<IqResponse> answer = new Pending<>();
        answer.whenDone((pong, failure) -> answered.accept(failure == null || failure instanceof RefusedException));
        return requests.begin(
                ping.identifier(), ping.to(), answer, environment.pace().answer());
    }

    /** Its answer is an answer like any other; that something came is what counts (XEP-0199 section 4.2). */
    private IqRequest ping() {
        StanzaHeader header = StanzaHeader.EMPTY
                .withId(Identifiers.next(environment.random()))
                .withTo(BareJid.of("", account.domain()));
        return IqRequest.of(
                IqRequest.Action.GET,
                header,
                Element.named("urn:xmpp:ping", "ping").build());
    }

    /** How the server is asked whether it is there. */
    private final class Pulse implements KeepAlive.Pulse {
        @Override
        public void ask() {
            link.flatMap(Link::outlet).ifPresent(to -> {
                if (counting.on()) {
                    to.send(StreamManagement.request());
                } else {
                    to.send(ping());
                }
            });
        }

        /** By a ping, which the server counts: that it has it (XEP-0198 section 4) says as much as its answer. */
        @Override
        public void question(Runnable answered) {
            IqRequest ping = ping();
            expect(ping, was -> {
                if (was) {
                    answered.run();
                }
            });
            outbox.question(new Outgoing(ping, new Outgoing.Fate() {
                @Override
                public void accepted() {
                    answered.run();
                }
            }));
        }

        @Override
        public void dead() {
            link.ifPresent(Link::drop);
        }
    }
}
