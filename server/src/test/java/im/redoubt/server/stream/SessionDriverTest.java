package im.redoubt.server.stream;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import im.redoubt.protocol.stream.UserAgent;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.NoCopies;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Dictation;
import im.redoubt.server.routing.Gate;
import im.redoubt.server.routing.Keeper.Kept;
import im.redoubt.server.routing.Router;
import im.redoubt.server.session.Session;
import im.redoubt.server.store.MemoryStreams;
import im.redoubt.server.store.StreamCount;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlEvent;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlViolation;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes on the stream of a session, one stanza after the other (RFC 6120 sections 4, 8.1 and 10.1). */
class SessionDriverTest {
    private final Station station = new Station();
    private final FakeWire wire = new FakeWire();
    private final Session session = new Session(
            ALICE.withResource("phone"),
            wire,
            new Session.Origin(wire.source(), "SCRAM-SHA-256", UserAgent.UNKNOWN, Instant.EPOCH));
    private final List<Stanza> routed = new ArrayList<>();
    private final List<String> watched = new ArrayList<>();
    private final NotingKeeper keeper = new NotingKeeper();
    private boolean fault;
    private CompletableFuture<Void> effect = CompletableFuture.completedFuture(null);
    private final Router router = new Router(new Router.Parts(
            Gate.OPEN,
            DOMAIN,
            station.sessions(),
            keeper,
            Dictation.NONE,
            new NoCopies(),
            station.blocklists(),
            (sender, presence) -> {
                if (fault) {
                    throw new IllegalStateException("as the test wants it");
                }
                routed.add(presence);
                return effect;
            },
            (one, with) -> CompletableFuture.completedFuture(false),
            List.of(),
            station.questions()));
    private final MemoryStreams counts = new MemoryStreams();
    private final Resumptions resumptions = new Resumptions(new SecureRandom(), Duration.ofMinutes(5), counts);
    private final SessionDriver driver = new SessionDriver(
            session,
            wire,
            router,
            DOMAIN,
            new SessionDriver.Watcher() {
                @Override
                public void received(Stanza stanza) {
                    watched.add(stanza.kind());
                }

                @Override
                public void resumed() {
                    watched.add("resumed");
                }

                @Override
                public void ended() {
                    watched.add("ended");
                }
            },
            resumptions);

    private static Element.Builder presence() {
        return Element.named("jabber:client", "presence");
    }

    private void comes(Element.Builder element) {
        driver.element(element.build().toParsed());
    }

    private static Message message() {
        return new Message(
                new StanzaHeader(
                        Optional.of("m"),
                        Optional.of(ALICE.withResource("phone")),
                        Optional.of(BOB.withResource("home")),
                        Optional.empty()),
                MessageType.CHAT,
                XmlContent.empty("jabber:client"));
    }

    /** RFC 6120 section 8.1.2.1: its own addresses only, and stamped with the full one whatever it wrote. */
    @ParameterizedTest
    @CsvSource({
        "'',true",
        "alice@localhost,true",
        "alice@localhost/phone,true",
        "alice@localhost/desk,false",
        "bob@localhost,false",
        "localhost,false",
        "alice@example.net/phone,false"
    })
    @Tag("R-70")
    void theSenderIsWhoSignedIn(String from, boolean own) {
        comes(presence().attribute("from", Optional.of(from).filter(text -> !text.isEmpty())));
        assertThat(wire.done).isEqualTo(own ? List.of() : List.of("end invalid-from"));
        assertThat(watched).isEqualTo(own ? List.of("presence") : List.of());
        assertThat(routed).hasSize(own ? 1 : 0);
        routed.forEach(one -> assertThat(one.from()).contains(session.address()));
    }

    /** XEP-0203 section 4: nobody stamps a delay in the name of the server. */
    @Test
    void aForgedStampNeverReachesTheRouter() {
        comes(presence()
                .child(Element.named("urn:xmpp:delay", "delay")
                        .attribute("from", "localhost")
                        .build()));
        assertThat(routed.getFirst().content().elements()).isEmpty();
    }

    /** RFC 6120 section 10.1: nothing is read before the last stanza took effect, and that is noticed on the event loop. */
    @Test
    @Tag("SRV-09")
    void theNextStanzaIsReadWhenTheLastTookEffect() {
        effect = new CompletableFuture<>();
        comes(presence());
        assertThat(wire.done).containsExactly("suspend");
        effect.complete(null);
        assertThat(wire.isSuspended()).isTrue();
        wire.loop.run();
        assertThat(wire.done).containsExactly("suspend", "resume");
    }

    @Test
    void whatTookEffectAtOnceHoldsNothingUp() {
        comes(presence());
        assertThat(wire.done).isEmpty();
    }

    /** A stanza without effect must not look as if it had one: the stream ends, before anything else is read. */
    @Test
    void whatCouldNotTakeEffectEndsTheStream() {
        effect = new CompletableFuture<>();
        comes(presence());
        effect.completeExceptionally(new IllegalStateException("no disk"));
        wire.loop.run();
        assertThat(wire.done).containsExactly("suspend", "end internal-server-error", "resume");
    }

    /** XEP-0352 section 6.1: what the client says of itself counts in its place among the stanzas, and is none of them. */
    @Test
    @Tag("X-93")
    void whetherSomebodyLooksCountsInItsPlace() {
        effect = new CompletableFuture<>();
        comes(presence());
        driver.element(Element.named("urn:xmpp:csi:0", "inactive").build().toParsed());
        driver.element(Element.named("urn:xmpp:csi:0", "active").build().toParsed());
        assertThat(wire.done).containsExactly("suspend", "INACTIVE", "ACTIVE");
        assertThat(watched).containsExactly("presence");
        driver.element(Element.named("urn:xmpp:csi:0", "csi").build().toParsed());
        assertThat(wire.done).last().isEqualTo("end unsupported-stanza-type");
    }

    @Test
    void whatIsNoStanzaEndsTheStream() {
        driver.element(Element.named("urn:example", "x").build().toParsed());
        assertThat(wire.done).containsExactly("end unsupported-stanza-type");
        assertThat(watched).isEmpty();
    }

    /** A stanza that breaks a rule is answered by the server, on the same stream; an answer that does is dropped. */
    @Test
    void whatBreaksARuleIsAnsweredOrDroppedAndNotRouted() {
        comes(Element.named("jabber:client", "iq").attribute("type", "get").attribute("id", "q"));
        assertThat(wire.done).containsExactly("send");
        assertThat(wire.sent.getFirst().isError()).isTrue();
        assertThat(wire.sent.getFirst().id()).contains("q");
        wire.done.clear();
        comes(Element.named("jabber:client", "iq").attribute("type", "result"));
        assertThat(wire.done).isEmpty();
        assertThat(watched).isEmpty();
    }

    @Test
    void aSecondHeaderEndsTheStream() {
        driver.opened(new XmlEvent.Opened(
                new XmlName("http://etherx.jabber.org/streams", "stream"), "jabber:client", List.of()));
        assertThat(wire.done).containsExactly("end bad-format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_WELL_FORMED", "RESTRICTED_XML", "POLICY_VIOLATION"})
    void bytesThatAreRefusedEndTheStreamWithTheirCondition(XmlViolation.Kind kind) {
        driver.violation(new XmlViolation(kind, "detail"));
        assertThat(wire.done).containsExactly("end " + kind.condition());
    }

    @Test
    void aFooterIsAnsweredAndAFailureIsTold() {
        driver.footer();
        driver.failed(StreamError.of(StreamCondition.SYSTEM_SHUTDOWN));
        assertThat(wire.done).containsExactly("leave", "end system-shutdown");
        assertThat(session.ended()).isFalse();
    }

    /** First the session counts no more, then what was held back for it goes elsewhere, then others are told. */
    @Test
    void aSessionEndsInOrder() {
        session.catchUp();
        session.send(message());
        driver.ending();
        assertThat(session.ended()).isTrue();
        assertThat(wire.sent).isEmpty();
        assertThat(watched).isEmpty();
        assertThat(driver.ended(() -> false)).isFalse();
        assertThat(wire.sent).containsExactly(message());
        assertThat(watched).isEmpty();
        assertThat(driver.ended(() -> true)).isTrue();
        assertThat(watched).containsExactly("ended");
    }

    /** XEP-0203: a message that comes late says since when; presence is only ever of now. */
    @Test
    void aLateMessageSaysSo() {
        Instant sentAt = Instant.parse("2026-11-22T10:00:00.5Z");
        assertThat(driver.late(message(), sentAt).content().first("urn:xmpp:delay", "delay"))
                .contains(Element.named("urn:xmpp:delay", "delay")
                        .attribute("from", "localhost")
                        .attribute("stamp", "2026-11-22T10:00:00.500Z")
                        .build());
        Stanza presence = Presence.of(PresenceType.AVAILABLE, StanzaHeader.EMPTY);
        assertThat(driver.late(presence, sentAt)).isSameAs(presence);
    }

    /** Messages go on, requests are refused to who asked, and nobody misses anything else. */
    @Test
    void whatWasNotWrittenGoesOnByItsKind() {
        Client bob = station.client(BOB, "home");
        driver.ending();
        driver.undelivered(message(), Optional.empty());
        assertThat(keeper.waiting()).hasSize(1).allMatch(one -> one.startsWith("alice@localhost"));
        IqRequest request = IqRequest.of(
                IqRequest.Action.GET,
                message().header(),
                Element.named("urn:xmpp:ping", "ping").build());
        driver.undelivered(request, Optional.empty());
        assertThat(bob.words()).containsExactly("service-unavailable alice@localhost/phone > bob@localhost/home");
        driver.undelivered(request.result(), Optional.empty());
        driver.undelivered(Presence.of(PresenceType.AVAILABLE, message().header()), Optional.empty());
        assertThat(keeper.waiting()).hasSize(1);
        assertThat(bob.received()).hasSize(1);
    }

    private static Element.Builder chat(String id) {
        return Element.named("jabber:client", "message")
                .attribute("to", "bob@localhost")
                .attribute("type", "chat")
                .attribute("id", id)
                .child("jabber:client", "body", "x");
    }

    private CompletableFuture<Kept> sends(String id) {
        CompletableFuture<Kept> commit = new CompletableFuture<>();
        keeper.committing(commit);
        comes(chat(id));
        return commit;
    }

    private static void commit(CompletableFuture<Kept> one, Client to) {
        Message message =
                message().withHeader(message().header().withTo(to.session().address()));
        one.complete(new Kept.Done(() -> message, () -> message, Optional.empty()));
    }

    /** What is behind a message is handed to the store before it is on disk; the count follows the stream, and so does what is told. */
    @Test
    @Tag("SRV-09")
    @Tag("N-118")
    void messagesAreWithTheStoreAtOnceAndCountInOrder() {
        Client bob = station.client(BOB, "home").available(0);
        driver.element(Element.named("urn:xmpp:sm:3", "enable").build().toParsed());
        wire.done.clear();
        CompletableFuture<Kept> first = sends("1");
        CompletableFuture<Kept> second = sends("2");
        assertThat(keeper.live()).hasSize(2);
        assertThat(wire.isSuspended()).isFalse();
        commit(second, bob);
        assertThat(bob.received()).as("before the event loop's turn").isEmpty();
        wire.loop.run();
        driver.element(Element.named("urn:xmpp:sm:3", "r").build().toParsed());
        assertThat(wire.written.getLast().attribute("h")).contains("0");
        first.complete(new Kept.Failed());
        wire.loop.run();
        assertThat(wire.sent).extracting(one -> one.id().orElseThrow()).containsExactly("1");
        assertThat(bob.received()).hasSize(1);
        assertThat(wire.written.getLast().attribute("h")).contains("2");
        assertThat(wire.done).containsExactly("linger", "write a", "send", "write a", "settled");
    }

    /** A message that nobody keeps is behind those that are kept; what comes behind it waits for it. */
    @Test
    @Tag("SRV-09")
    void whatIsNotKeptWaitsForWhatIs() {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> commit = sends("1");
        keeper.keepsNothing();
        comes(chat("2"));
        assertThat(bob.received()).isEmpty();
        assertThat(wire.isSuspended()).isTrue();
        commit(commit, bob);
        wire.loop.run();
        assertThat(wire.isSuspended()).isFalse();
        assertThat(bob.received()).hasSize(2);
        assertThat(bob.received().getLast().id()).contains("2");
    }

    /** Our own fault in what begins late ends the stream, and does not leave it suspended for ever. */
    @Test
    void aFaultInWhatBeginsLateEndsTheStream() {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> commit = sends("1");
        fault = true;
        comes(presence());
        assertThat(wire.isSuspended()).isTrue();
        commit(commit, bob);
        wire.loop.run();
        assertThat(wire.isSuspended()).isFalse();
        assertThat(wire.done).containsExactly("linger", "suspend", "end internal-server-error", "resume", "settled");
    }

    /** RFC 6120 section 10.1: what is no message waits until all messages before it have arrived; nothing is read meanwhile. */
    @Test
    @Tag("SRV-09")
    void anythingElseWaitsForTheMessagesBeforeIt() {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> commit = sends("1");
        comes(presence());
        assertThat(routed).isEmpty();
        assertThat(wire.isSuspended()).isTrue();
        commit(commit, bob);
        wire.loop.run();
        assertThat(routed).hasSize(1);
        assertThat(bob.received()).hasSize(1);
        assertThat(wire.done).containsExactly("linger", "suspend", "resume", "settled");
    }

    /** So does the end of the stream, and an error that ends it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "leave",
                "end restricted-xml",
                "end bad-format",
                "end unsupported-stanza-type",
                "end invalid-from"
            })
    @Tag("SRV-09")
    void theEndOfTheStreamWaits(String end) {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> commit = sends("1");
        switch (end) {
            case "leave" -> driver.footer();
            case "end restricted-xml" -> driver.violation(new XmlViolation(XmlViolation.Kind.RESTRICTED_XML, "x"));
            case "end bad-format" ->
                driver.opened(new XmlEvent.Opened(
                        new XmlName("http://etherx.jabber.org/streams", "stream"), "jabber:client", List.of()));
            case "end invalid-from" -> comes(presence().attribute("from", "bob@localhost"));
            default -> driver.element(Element.named("urn:example", "x").build().toParsed());
        }
        assertThat(wire.done).containsExactly("linger", "suspend");
        commit(commit, bob);
        wire.loop.run();
        assertThat(bob.received()).hasSize(1);
        assertThat(wire.done).containsExactly("linger", "suspend", end, "resume", "settled");
    }

    /** XEP-0198: a count is told at once, and no sooner than it is true; counting itself begins with what comes behind. */
    @Test
    @Tag("N-118")
    void theCountStopsBeforeWhatIsNotOnDisk() {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> before = sends("0");
        driver.element(Element.named("urn:xmpp:sm:3", "enable").build().toParsed());
        commit(before, bob);
        wire.loop.run();
        CompletableFuture<Kept> commit = sends("1");
        driver.element(Element.named("urn:xmpp:sm:3", "r").build().toParsed());
        assertThat(wire.written.getLast().attribute("h")).contains("0");
        commit(commit, bob);
        wire.loop.run();
        assertThat(wire.written.getLast().attribute("h")).contains("1");
    }

    /** As many as the store can take; where it cannot take any more, each waits for the one before. */
    @ParameterizedTest
    @CsvSource({"false,64", "true,1"})
    @Tag("D-102")
    void onlySoManyAreUnderWay(boolean busy, int most) {
        Client bob = station.client(BOB, "home").available(0);
        keeper.busy(busy);
        CompletableFuture<Kept> commit = new CompletableFuture<>();
        keeper.committing(commit);
        for (int count = 0; count < most; count++) {
            assertThat(wire.isSuspended()).isFalse();
            comes(chat("m" + count));
        }
        assertThat(wire.isSuspended()).isTrue();
        commit(commit, bob);
        wire.loop.run();
        assertThat(wire.isSuspended()).isFalse();
        assertThat(bob.received()).hasSize(most);
    }

    /** What must be read before a message can be handed over lets nothing pass meanwhile. */
    @Test
    @Tag("SRV-09")
    void whatCannotBeHandedOverYetHoldsUpTheRest() {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> first = sends("1");
        CompletableFuture<Void> turn = new CompletableFuture<>();
        keeper.handing(turn);
        CompletableFuture<Kept> second = sends("2");
        assertThat(wire.isSuspended()).isTrue();
        turn.complete(null);
        commit(first, bob);
        commit(second, bob);
        wire.loop.run();
        assertThat(wire.isSuspended()).isFalse();
        assertThat(bob.received()).hasSize(2);
        turn.complete(null);
        keeper.handing(CompletableFuture.failedFuture(new IllegalStateException("no disk")));
        comes(chat("3"));
        wire.loop.run();
        assertThat(wire.done).endsWith("suspend", "end internal-server-error", "resume");
    }

    /** What was sent to an account that had somebody there is not overtaken by what waits for it. */
    @Test
    @Tag("SRV-13")
    void whatIsBehindLiveMessagesIsLive() {
        Client bob = station.client(BOB, "home").available(0);
        CompletableFuture<Kept> first = sends("1");
        station.gone(bob);
        CompletableFuture<Kept> second = sends("2");
        assertThat(keeper.live()).hasSize(2);
        first.complete(new Kept.Done(() -> message(), () -> message(), Optional.empty()));
        second.complete(new Kept.Done(() -> message(), () -> message(), Optional.empty()));
        wire.loop.run();
        assertThat(keeper.waiting()).as("both wait, each in its turn").hasSize(2);
        comes(chat("3"));
        assertThat(keeper.live()).as("nothing is ahead any more").hasSize(2);
    }

    /** Behind the end of a stream nothing more is written, an answer that is owed neither. */
    @Test
    @Tag("N-118")
    void nothingIsToldBehindTheEnd() {
        station.client(BOB, "home").available(0);
        driver.element(Element.named("urn:xmpp:sm:3", "enable").build().toParsed());
        CompletableFuture<Kept> commit = sends("1");
        driver.element(Element.named("urn:xmpp:sm:3", "r").build().toParsed());
        driver.ending();
        int written = wire.written.size();
        commit.complete(new Kept.Failed());
        wire.loop.run();
        assertThat(wire.written).hasSize(written);
    }

    /** The session's end does not let what was read behind a message take effect, which it could not have before. */
    @Test
    void whatWaitedWhenTheStreamWasEndedIsNotDone() {
        station.client(BOB, "home").available(0);
        CompletableFuture<Kept> commit = sends("1");
        comes(presence());
        driver.ending();
        commit.complete(new Kept.Failed());
        wire.loop.run();
        assertThat(routed).isEmpty();
    }

    /** Each message takes along which of its stream it is, those in front of it included. */
    @Test
    @Tag("SRV-13")
    @Tag("N-118")
    void messagesTakeTheirCountsAlong() {
        Client bob = station.client(BOB, "home").available(0);
        commit(sends("uncounted"), bob);
        wire.loop.run();
        driver.element(Element.named("urn:xmpp:sm:3", "enable")
                .attribute("resume", "true")
                .build()
                .toParsed());
        CompletableFuture<Kept> first = sends("1");
        CompletableFuture<Kept> second = sends("2");
        commit(first, bob);
        commit(second, bob);
        wire.loop.run();
        comes(presence());
        var _ = sends("4");
        assertThat(keeper.counted()).extracting(StreamCount::handled).containsExactly(1L, 2L, 4L);
    }
}
