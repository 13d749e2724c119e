package im.redoubt.server.offline;

import static im.redoubt.server.fixture.Station.ALICE;
import static im.redoubt.server.fixture.Station.BOB;
import static im.redoubt.server.fixture.Station.DOMAIN;
import static im.redoubt.server.store.MemoryLog.id;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.server.archive.ArchivePreferences;
import im.redoubt.server.fixture.Client;
import im.redoubt.server.fixture.Station;
import im.redoubt.server.routing.Keeper.Handed;
import im.redoubt.server.routing.Keeper.Kept;
import im.redoubt.server.store.MemoryArchive;
import im.redoubt.server.store.MemoryLog;
import im.redoubt.server.store.Store;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The mailbox of bob, and who comes to fetch what is in it. */
final class Mailbox {
    final Station station = new Station();
    final MemoryLog log = new MemoryLog();
    final MemoryArchive archive = new MemoryArchive();
    private final Store store =
            MemoryLog.storeOf(Map.of("messages", log, "archive", archive, "rosters", station.rosters()));
    final OfflineMessages offline = new OfflineMessages(
            DOMAIN,
            store,
            new ArchivePreferences(store, station.sessions(), station.queues()),
            station.sessions(),
            station.queues(),
            station.blocklists());

    static Message message(String id, MessageType type, Element... content) {
        return new Message(
                new StanzaHeader(
                        Optional.of(id),
                        Optional.of(BOB.withResource("gone")),
                        Optional.of(ALICE.withResource("phone")),
                        Optional.of("de")),
                type,
                XmlContent.of("jabber:client", List.of(content)));
    }

    static Element body(String text) {
        return Element.named("jabber:client", "body").text(text).build();
    }

    void keeps(String id, String text) {
        assertThat(keeps(message(id, MessageType.CHAT, body(text)))).isInstanceOf(Kept.Done.class);
    }

    /** A message comes while nobody is there, and takes effect. */
    Kept keeps(Message message) {
        return station.done(keeping(message));
    }

    CompletionStage<Kept> keeping(Message message) {
        return handing(message, true).thenCompose(kept -> offline.deliver(BOB).thenApply(done -> kept));
    }

    /** A message is handed over, and this becomes of it; where nobody keeps it it stays as it is. */
    CompletionStage<Kept> handing(Message message, boolean waits) {
        CompletableFuture<Kept> kept = new CompletableFuture<>();
        return offline.hand(BOB, message, waits, Optional.empty(), kept::complete)
                .thenCompose(handed -> handed == Handed.TO_THE_STORE
                        ? kept
                        : CompletableFuture.completedStage(
                                new Kept.Done(() -> message, () -> message, Optional.empty())));
    }

    /** Comes on line as presence has it: what waits is asked for, and then handed over behind the session's presence. */
    void comes(Client client) {
        assertThat(offline.waits(client.session())).isTrue();
        client.session().catchUp();
        client.available(0);
        offline.available(client.session());
    }

    static List<String> ids(Client client) {
        return client.received().stream().map(one -> one.id().orElseThrow()).toList();
    }
}
