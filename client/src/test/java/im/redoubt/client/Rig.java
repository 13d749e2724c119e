package im.redoubt.client;

import im.redoubt.client.line.Arrivals;
import im.redoubt.client.line.DialFailure;
import im.redoubt.client.line.Dialer;
import im.redoubt.client.line.Outlet;
import im.redoubt.client.line.Secrets;
import im.redoubt.client.rule.Rules;
import im.redoubt.client.time.Timeline;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCodec;
import im.redoubt.protocol.stream.ClientContext;
import im.redoubt.protocol.stream.ClientResumption;
import im.redoubt.protocol.stream.ClientSession;
import im.redoubt.protocol.stream.ClientWishes;
import im.redoubt.protocol.stream.CountingWish;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.testkit.time.FakeClock;
import im.redoubt.testkit.time.FakeScheduler;
import im.redoubt.xml.Element;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A session of {@code alice@example.org} in a test: time stands still until the test moves it, the server says what the test says,
 * and everything happens in the test's own thread. Only the network is missing; all else is what ships.
 *
 * <pre>{@code
 * Rig rig = new Rig();
 * Roster roster = rig.attach(Roster.FEATURE);
 * rig.connect();
 * rig.says("<iq .../>");
 * assertThat(rig.sent()).containsExactly("<iq ...>");
 * }</pre>
 */
public final class Rig {
    /** The account. */
    public static final BareJid ALICE = BareJid.of("alice@example.org");

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-29T10:00:00Z"));
    private final FakeScheduler scheduler = new FakeScheduler(clock);
    private final List<Throwable> thrown = new ArrayList<>();
    private final Environment environment;
    private final Lasting lasting;
    private final Attachment attachment;
    private final List<String> sent = new ArrayList<>();
    private final ArrayDeque<DialFailure> failures = new ArrayDeque<>();
    private Optional<Call> call = Optional.empty();
    private int calls;
    private boolean flushed = true;
    private Consumer<String> server = nobody -> {};
    private boolean echoes = true;
    private boolean unanswered;
    private Handshake.ServerWords words = new Plain();
    private Optional<Element> resume = Optional.empty();
    private String offered = "";
    private boolean hangs;
    private Optional<Arrivals> hanging = Optional.empty();
    private Duration slept = Duration.ZERO;

    /** Makes one that is not connected. */
    public Rig() {
        this(Pace.STANDARD);
    }

    /** Makes one that is as patient as this. */
    public Rig(Pace pace) {
        environment =
                new Environment(new Time(), new SerialCallbacks(Runnable::run, thrown::add), new SecureRandom(), pace);
        lasting = new Lasting(environment, new Phone(), new TestSignIn());
        attachment = new Attachment(ALICE, environment, lasting);
    }

    /** Attaches a feature. */
    public <H> H attach(Feature<H> feature) {
        return attachment.require(feature);
    }

    /** Has rules decide what comes in, as {@link Client.Builder#rules} does. */
    public Rig obeying(Rules rules) {
        attachment.obey(rules);
        return this;
    }

    /** Returns what features use. */
    public Host host() {
        return attachment;
    }

    Lasting lasting() {
        return lasting;
    }

    /** Returns the session's counters. */
    public Counters counters() {
        return lasting.exchange().counters();
    }

    /** The server counts stanzas, and lets sessions go on (XEP-0198). */
    public Rig counting() {
        words = new Counts("<resumed xmlns='urn:xmpp:sm:3' previd='the-id' h='0'/>");
        return this;
    }

    /** The server has so many stanzas of a session that is to go on. */
    public Rig resuming(long handled) {
        words = new Counts("<resumed xmlns='urn:xmpp:sm:3' previd='the-id' h='" + handled + "'/>");
        return this;
    }

    /** The server does not know the session any more that is to go on, but how many stanzas it had of it. */
    public Rig forgetting(long handled) {
        words = new Counts("<failed xmlns='urn:xmpp:sm:3' h='" + handled
                + "'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        return this;
    }

    /** Returns what was last asked to go on, as it was asked. */
    public Optional<Element> resume() {
        return resume;
    }

    /** The test is the server that is asked behind messages; otherwise it answers by itself, and that is not among what was sent. */
    public Rig mute() {
        echoes = false;
        return this;
    }

    /** The server will offer these elements to a session. */
    public Rig offering(String features) {
        offered = features;
        return this;
    }

    /** Signs in. */
    public Rig connect() {
        lasting.begin().await();
        return this;
    }

    /** The server says this, one or more elements inside the stream. */
    public Rig says(String text) {
        for (Element element : Words.elements(text)) {
            call.orElseThrow().arrivals.element(element.toParsed());
        }
        return this;
    }

    /** The server says something whenever a request or an answer comes: what {@code words} has this rig say. */
    public Rig answering(Consumer<String> words) {
        server = words;
        return this;
    }

    /** Answers the last request that was sent: {@code payload} is what is inside the result. */
    public Rig answers(String payload) {
        return says("<iq type='result' id='" + lastId() + "' " + lastTo() + ">" + payload + "</iq>");
    }

    /** Refuses the last request that was sent. */
    public Rig refuses(String condition) {
        return says("<iq type='error' id='" + lastId() + "' " + lastTo() + "><error type='cancel'><" + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    /** Returns the id of the last stanza that was sent. */
    public String lastId() {
        return lastStanza().attribute("id").orElseThrow();
    }

    private String lastTo() {
        return lastStanza().attribute("to").map(to -> "from='" + to + "'").orElse("");
    }

    private Element lastStanza() {
        for (int i = sent.size() - 1; i >= 0; i--) {
            Element element = Words.element(sent.get(i)).toElement();
            if (element.name().namespace().equals(Stanza.CLIENT_NAMESPACE)) {
                return element;
            }
        }
        throw new AssertionError("nothing was sent");
    }

    /** Returns what was sent since this was last asked, each element in its canonical form. */
    public List<String> sent() {
        List<String> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    /** Returns the last that was sent, which may be asked about again. */
    public Element lastSent() {
        return Words.element(sent.get(sent.size() - 1)).toElement();
    }

    /** Time passes. */
    public Rig advance(Duration by) {
        scheduler.advance(by);
        return this;
    }

    /** The machine sleeps: the time of day goes on, and the clock that timers go by does not. */
    public Rig sleeps(Duration time) {
        slept = slept.plus(time);
        return this;
    }

    /** The program stands still: both clocks go on, and what was due meanwhile is late. */
    public Rig standsStill(Duration time) {
        clock.advance(time);
        return advance(Duration.ZERO);
    }

    /** What the server says cannot be read, and this is what it is told. */
    public Rig garbles(StreamError error) {
        Call current = call.orElseThrow();
        current.arrivals.unreadable(error);
        current.end(Optional.empty());
        return this;
    }

    /** The connection is lost. */
    public Rig cut() {
        call.orElseThrow().end(Optional.empty());
        return this;
    }

    /** The server ends the stream with an error. */
    public Rig ends(StreamError error) {
        call.orElseThrow().end(Optional.of(error));
        return this;
    }

    /** The next attempts to connect fail. */
    public Rig failing(DialFailure... next) {
        failures.addAll(List.of(next));
        return this;
    }

    /** The next attempt to connect comes to nothing, and nobody says so. */
    public Rig hanging() {
        hangs = true;
        return this;
    }

    /** The attempt that hangs fails. */
    public Rig hangsNoMore() {
        hanging.orElseThrow().failed(new DialFailure.Unreachable("no answer"));
        return this;
    }

    /** Returns how often it was tried to connect. */
    public int calls() {
        return calls;
    }

    /** Returns whether there is a connection. */
    public boolean connected() {
        return call.isPresent();
    }

    /** Returns whether everything that was written was flushed. */
    public boolean flushed() {
        return flushed;
    }

    /** Returns what listeners threw. */
    public List<Throwable> thrown() {
        return thrown;
    }

    /** The time that the test moves. */
    private final class Time implements Timeline {
        @Override
        public Instant now() {
            return clock.instant().plus(slept);
        }

        @Override
        public long nanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public Runnable after(Duration delay, Runnable work) {
            return scheduler.schedule(work, delay);
        }
    }

    /** A network that connects at once. */
    private final class Phone implements Dialer {
        @Override
        public Runnable dial(ClientContext context, Secrets secrets, Arrivals arrivals) {
            calls++;
            DialFailure failure = failures.poll();
            if (failure != null) {
                arrivals.failed(failure);
                return () -> {};
            }
            if (hangs) {
                hangs = false;
                hanging = Optional.of(arrivals);
                return () -> {};
            }
            Call made = new Call(arrivals);
            call = Optional.of(made);
            arrivals.opened(made, Handshake.of(context, words));
            return made::drop;
        }
    }

    /** A server without anything. */
    private final class Plain implements Handshake.ServerWords {
        @Override
        public String features() {
            return offered;
        }

        @Override
        public String answer(Element asked) {
            throw new AssertionError("nothing was offered: " + asked);
        }
    }

    /** A server that counts. */
    private final class Counts implements Handshake.ServerWords {
        private final String resumption;

        Counts(String resumption) {
            this.resumption = resumption;
        }

        @Override
        public String features() {
            return "<sm xmlns='urn:xmpp:sm:3'/>" + offered;
        }

        @Override
        public String answer(Element asked) {
            if (asked.name().local().equals("enable")) {
                return "<enabled xmlns='urn:xmpp:sm:3' id='the-id' resume='true' max='300'/>";
            }
            resume = Optional.of(asked);
            return resumption;
        }
    }

    /** A connection. */
    private final class Call implements Outlet {
        private final Arrivals arrivals;
        private boolean ended;

        Call(Arrivals arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        public void send(Stanza stanza) {
            send(StanzaCodec.tree(stanza));
        }

        @Override
        public void send(Element element) {
            if (echoes && unanswered && element.first("urn:xmpp:ping", "ping").isPresent()) {
                unanswered = false;
                says("<iq type='result' from='example.org' id='"
                        + element.attribute("id").orElseThrow() + "'/>");
                return;
            }
            unanswered = unanswered || (words instanceof Plain && element.is(Stanza.CLIENT_NAMESPACE, "message"));
            sent.add(element.toString());
            flushed = false;
            if (element.is(Stanza.CLIENT_NAMESPACE, "iq")) {
                server.accept(element.toString());
            }
        }

        @Override
        public void flush() {
            flushed = true;
        }

        @Override
        public void close(Optional<StreamError> error) {
            error.ifPresent(words -> sent.add(words.toElement().toString()));
            end(Optional.empty());
        }

        @Override
        public void drop() {
            end(Optional.empty());
        }

        @Override
        public long writingSince() {
            return 0;
        }

        void end(Optional<StreamError> error) {
            if (!ended) {
                ended = true;
                call = Optional.empty();
                arrivals.ended(error);
            }
        }
    }

    /** A password. */
    private static final class TestSignIn implements SignIn {
        @Override
        public BareJid account() {
            return ALICE;
        }

        @Override
        public ClientContext context(Optional<ClientResumption> earlier) {
            ClientWishes wishes = ClientWishes.NONE.with(CountingWish.RESUMABLE);
            return ClientContext.of(ALICE, new SecureRandom())
                    .with(earlier.map(wishes::after).orElse(wishes));
        }

        @Override
        public boolean possible() {
            return true;
        }

        @Override
        public void succeeded(ClientSession session) {}

        @Override
        public Optional<Secret> password() {
            return Optional.empty();
        }

        @Override
        public void dropToken() {}

        @Override
        public void registered() {}

        @Override
        public Optional<Secret> key(KeyQuestion question) {
            throw new AssertionError("the handshake of tests has the key");
        }
    }
}
