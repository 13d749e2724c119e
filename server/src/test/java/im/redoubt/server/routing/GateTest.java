package im.redoubt.server.routing;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.IqResponse;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Presence;
import im.redoubt.protocol.stanza.PresenceType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.protocol.stanza.StanzaError;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.carbons.Carbons;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.NotingKeeper;
import im.redoubt.server.fixture.Station;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate says of each kind of stanza is what becomes of it, and before it has said so nothing does. */
@Tag("SRV-08")
class GateTest {
    private static final Element MARK = Element.named("urn:x:mark", "mark").build();
    private static final StanzaError ERROR = StanzaError.of(StanzaCondition.POLICY_VIOLATION);

    private final Station station = new Station();
    private final NotingKeeper keeper = new NotingKeeper();
    private final List<Presence> presences = new ArrayList<>();
    private final Client alice = station.client(ALICE, "phone");
    private final Client bob = station.client(BOB, "desk").available(0);
    private final CompletableFuture<Optional<StanzaError>> disk = new CompletableFuture<>();
    private int asked;

    private Router router(Gate.Entry entry) {
        Gate gate = (sender, stanza) -> {
            asked++;
            assertThat(sender).isSameAs(alice.session());
            return entry;
        };
        return new Router(new Router.Parts(
                gate,
                DOMAIN,
                station.sessions(),
                keeper,
                Dictation.NONE,
                new Carbons(station.sessions()),
                station.blocklists(),
                (session, presence) -> {
                    presences.add(presence);
                    return Router.DONE;
                },
                (session, with) -> CompletableFuture.completedFuture(true),
                List.of(),
                new Questions(DOMAIN, new SecureRandom(), Duration.ofMinutes(1))));
    }

    private void enter(Router router, Stanza stanza) {
        Passage passage = router.begin(alice.session(), stanza, Optional.empty(), Runnable::run)
                .toCompletableFuture()
                .join();
        switch (passage) {
            case Passage.Unkept unkept ->
                unkept.effect().get().toCompletableFuture().join();
            case Passage.Kept kept -> kept.done().join();
        }
    }

    private Stanza stanza(String kind) {
        StanzaHeader header = new StanzaHeader(
                Optional.of("1"),
                Optional.<Jid>of(bob.session().address()),
                Optional.of(alice.session().address()),
                Optional.empty());
        XmlContent content = XmlContent.of(
                Stanza.CLIENT_NAMESPACE, List.of(Element.named("urn:x", "x").build()));
        return switch (kind) {
            case "message" -> new Message(header, MessageType.CHAT, content);
            case "error message" -> new Message(header, MessageType.ERROR, content);
            case "presence" -> new Presence(header, PresenceType.AVAILABLE, content);
            case "request" -> new IqRequest(header, IqRequest.Action.GET, content);
            case "error" -> new IqResponse(header, true, content);
            default -> new IqResponse(header, false, content);
        };
    }

    private Gate.Entry entry(String word) {
        return switch (word) {
            case "open" -> new Gate.Entry.Open();
            case "marked" -> new Gate.Entry.Marked(MARK);
            case "closed" -> new Gate.Entry.Closed();
            case "refused" -> new Gate.Entry.Refused(ERROR);
            default -> new Gate.Entry.KeptAside(counted -> disk);
        };
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "open, message, chat, -",
                "open, error message, undefined-condition, -",
                "open, request, get, -",
                "open, result, result, -",
                "open, error, undefined-condition, -",
                "marked, message, chat, -",
                "closed, message, -, -",
                "closed, error message, -, -",
                "closed, presence, -, -",
                "closed, request, -, service-unavailable",
                "closed, result, service-unavailable, -",
                "closed, error, service-unavailable, -",
                "refused, message, -, policy-violation",
                "refused, error message, -, -",
                "refused, presence, -, policy-violation",
                "refused, request, -, policy-violation",
                "refused, result, service-unavailable, -",
                "refused, error, service-unavailable, -",
                "aside, message, -, -"
            })
    @Tag("R-80")
    void decides(String word, String kind, String atBob, String atAlice) {
        disk.complete(Optional.empty());
        Stanza stanza = stanza(kind);
        enter(router(entry(word)), stanza);
        assertThat(bob.words().stream().map(words -> words.split(" ", -1)[0])).isEqualTo(listOf(atBob));
        assertThat(alice.words().stream().map(words -> words.split(" ", -1)[0])).isEqualTo(listOf(atAlice));
        assertThat(presences).isEmpty();
        assertThat(keeper.waiting()).isEmpty();
        assertThat(asked).isEqualTo(1);
        boolean marked = word.equals("marked");
        assertThat(bob.received())
                .allSatisfy(got ->
                        assertThat(got.content().has("urn:x:mark", "mark")).isEqualTo(marked));
    }

    /** What is known later is done later, on the loop of the stream, and nothing before. */
    @ParameterizedTest
    @CsvSource({"message, chat", "request, get", "result, result", "presence, -"})
    @Tag("D-103")
    void waitsForWhatTakesLonger(String kind, String atBob) {
        CompletableFuture<Gate.Entry> known = new CompletableFuture<>();
        List<Runnable> loop = new ArrayList<>();
        CompletableFuture<Void> done = router(new Gate.Entry.Later(known))
                .begin(alice.session(), stanza(kind), Optional.empty(), loop::add)
                .thenCompose(passage -> switch (passage) {
                    case Passage.Unkept unkept -> unkept.effect().get();
                    case Passage.Kept kept -> kept.done();
                })
                .toCompletableFuture();
        known.complete(new Gate.Entry.Open());
        assertThat(bob.received()).as("it is the turn of the loop").isEmpty();
        assertThat(presences).isEmpty();
        assertThat(keeper.live()).isEmpty();
        assertThat(done).isNotDone();
        while (!loop.isEmpty()) {
            loop.removeFirst().run();
        }
        assertThat(done).isCompleted();
        assertThat(bob.words().stream().map(words -> words.split(" ", -1)[0]))
                .isEqualTo(atBob.equals("-") ? List.of() : List.of(atBob));
        assertThat(presences).hasSize(atBob.equals("-") ? 1 : 0);
        assertThat(asked).isEqualTo(1);
    }

    private static List<String> listOf(@org.jspecify.annotations.Nullable String word) {
        return word == null ? List.of() : List.of(word);
    }

    /** Of an answer that is not let through nothing reaches who asked but that there is none. */
    @Test
    void sendsNothingOfAnAnswerThatIsKeptOut() {
        enter(router(entry("closed")), stanza("result"));
        assertThat(bob.received()).hasSize(1).allSatisfy(got -> {
            assertThat(got.content().has("urn:x", "x")).isFalse();
            assertThat(got.from()).contains(alice.session().address());
            assertThat(got.id()).contains("1");
        });
    }

    @Test
    void letsPresenceThroughWithItsMark() {
        enter(router(entry("open")), stanza("presence"));
        enter(router(entry("marked")), stanza("presence"));
        assertThat(presences).hasSize(2);
        assertThat(presences.getFirst()).isEqualTo(stanza("presence"));
        assertThat(presences.getLast().content())
                .isEqualTo(stanza("presence").content().plus(MARK));
    }

    /** XEP-0198: acknowledged when it is on disk, and not before. */
    @Test
    @Tag("SRV-13")
    void hasHandledWhatIsKeptAsideWhenItIsOnDisk() {
        Message message = (Message) stanza("message");
        Passage passage = router(entry("aside"))
                .begin(alice.session(), message, Optional.empty(), Runnable::run)
                .toCompletableFuture()
                .join();
        assertThat(passage).isInstanceOfSatisfying(Passage.Kept.class, kept -> {
            assertThat(kept.done()).isNotDone();
            disk.complete(Optional.of(ERROR));
            assertThat(kept.done()).isCompleted();
        });
        assertThat(alice.words()).containsExactly("policy-violation bob@localhost/desk > alice@localhost/phone");
    }

    @ParameterizedTest
    @CsvSource({"marked, request", "marked, result", "aside, request", "aside, result", "aside, presence"})
    void isWrongWhenItWantsWhatCannotBeDone(String word, String kind) {
        Router router = router(entry(word));
        assertThatThrownBy(() -> enter(router, stanza(kind))).isInstanceOf(IllegalStateException.class);
    }
}
