package im.redoubt.server.archive;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.protocol.payload.ResultSet;
import im.redoubt.protocol.stanza.IqRequest;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.feature.IqAnswer;
import im.redoubt.server.feature.Request;
import im.redoubt.server.feature.Route;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.store.Blob;
import im.redoubt.server.store.MemoryArchive;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.server.store.MessageHeader;
import im.redoubt.server.store.MessageKind;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoredMessage;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much of an archive goes out at once, and in which order. */
class MessageArchiveTest {
    private static final String NAMESPACE = "urn:xmpp:mam:2";

    private final Station station = new Station();
    private final MemoryArchive archive = new MemoryArchive();
    private final Store store = MemoryLog.storeOf(Map.of("archive", archive, "rosters", station.rosters()));
    private final MessageArchive feature =
            new MessageArchive(archive, new ArchivePreferences(store, station.sessions(), station.queues()));
    private final Client alice = station.client(ALICE, "phone");

    private void holds(int count, int bytes) {
        for (int number = 1; number <= count; number++) {
            Element body = Element.named("jabber:client", "body")
                    .text("x".repeat(bytes))
                    .build();
            archive.add(new StoredMessage(
                    MemoryLog.id(number),
                    MemoryLog.RECEIVED,
                    new MessageHeader(
                            MessageKind.CHAT,
                            BOB.withResource("home"),
                            ALICE,
                            Optional.of("m" + number),
                            Optional.empty(),
                            0),
                    Blob.of(XmlContent.of("jabber:client", List.of(body)).toByteArray()),
                    true));
        }
    }

    private Element asks(Element... content) {
        alice.forget();
        Element.Builder query = Element.named(NAMESPACE, "query");
        for (Element one : content) {
            query.child(one);
        }
        IqRequest iq = IqRequest.of(
                IqRequest.Action.SET,
                new StanzaHeader(
                        Optional.of("q"),
                        Optional.empty(),
                        Optional.of(alice.session().address()),
                        Optional.empty()),
                query.build());
        Route route = feature.routes().stream()
                .filter(one -> one.actions().contains(IqRequest.Action.SET)
                        && one.target() == Route.Target.OWN_ACCOUNT
                        && one.payload().local().equals("query"))
                .findFirst()
                .orElseThrow();
        IqAnswer answer = station.done(route.handler().handle(new Request(iq, alice.session(), ALICE)));
        return ((IqAnswer.Result) answer).payload().orElseThrow();
    }

    private static Element set(String... words) {
        Element.Builder set = Element.named(ResultSet.NAMESPACE, "set");
        for (int index = 0; index < words.length; index += 2) {
            set.child(ResultSet.NAMESPACE, words[index], words[index + 1]);
        }
        return set.build();
    }

    private List<String> got() {
        return alice.received().stream()
                .map(one -> one.content().first(NAMESPACE, "result").orElseThrow())
                .map(result -> result.attribute("id").orElseThrow())
                .toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> MemoryLog.id(number).toString())
                .toList();
    }

    private static Optional<String> end(Element fin, String which) {
        return fin.first(ResultSet.NAMESPACE, "set")
                .flatMap(set -> set.first(ResultSet.NAMESPACE, which))
                .map(Element::text);
    }

    /** A page is bounded by its bytes, too; what is asked for next goes on where it ended. */
    @Test
    @Tag("D-102")
    void aPageEndsWhereItBecomesLarge() {
        holds(10, 20_000);
        Element fin = asks(set("max", "10"));
        assertThat(got()).isEqualTo(ids(1, 3));
        assertThat(fin.attribute("complete")).isEmpty();
        assertThat(end(fin, "last")).contains(MemoryLog.id(3).toString());
        asks(set("after", MemoryLog.id(9).toString()));
        assertThat(got()).isEqualTo(ids(10, 10));
        Element last = asks(set("before", ""));
        assertThat(got()).isEqualTo(ids(8, 10));
        assertThat(end(last, "first")).contains(MemoryLog.id(8).toString());
        assertThat(last.attribute("complete")).isEmpty();
    }

    @Test
    void aLargeMessageIsAPageOfItsOwn() {
        holds(2, 200_000);
        assertThat(asks().attribute("complete")).isEmpty();
        assertThat(got()).isEqualTo(ids(1, 1));
        assertThat(asks(set("after", MemoryLog.id(1).toString())).attribute("complete"))
                .contains("true");
        assertThat(got()).isEqualTo(ids(2, 2));
    }

    @Test
    @Tag("D-102")
    void certainMessagesComeInPiecesToo() {
        holds(5, 30_000);
        Element ids = new DataForm(
                        "submit",
                        List.of(DataForm.Field.hidden("FORM_TYPE", NAMESPACE), DataForm.Field.of("ids", "", ids(1, 5))))
                .toElement("");
        assertThat(asks(ids).attribute("complete")).isEmpty();
        assertThat(got()).isEqualTo(ids(1, 2));
        assertThat(asks(ids, set("after", MemoryLog.id(4).toString())).attribute("complete"))
                .contains("true");
        assertThat(got()).isEqualTo(ids(5, 5));
    }

    /** What is being held back for the session is news; what it asks for itself does not wait behind it. */
    @Test
    void anArchiveDoesNotWaitForTheNews() {
        holds(1, 10);
        alice.available(0);
        alice.session().catchUp();
        alice.session().send(new Message(StanzaHeader.EMPTY, MessageType.CHAT, XmlContent.empty("jabber:client")));
        asks();
        assertThat(got()).isEqualTo(ids(1, 1));
    }
}
