package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.archive.StanzaId;
import im.redoubt.server.store.ArchiveQuery;
import im.redoubt.server.store.MessageId;
import im.redoubt.server.store.Store;
import im.redoubt.server.store.StoredMessage;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XEP-0313 section 2: who goes on behind the last id that he saw has missed nothing, whoever wrote to him. */
class ArchiveOrderTest {
    private static final int SENDERS = 4;
    private static final int MESSAGES = 100;

    @TempDir
    Path directory;

    /** An event loop that is late, by itself. */
    private static Executor late(ExecutorService thread, int seed) {
        Random random = new Random(seed);
        return task -> thread.execute(() -> {
            LockSupport.parkNanos(random.nextInt(400_000));
            task.run();
        });
    }

    private static Element chat(BareJid to) {
        return Element.named("jabber:client", "message")
                .attribute("to", to.toString())
                .attribute("type", "chat")
                .child("jabber:client", "body", "x")
                .build();
    }

    @Test
    @Tag("SRV-13")
    void everyDeviceSeesTheIdsInTheirOrder() throws Exception {
        try (House house = new House(directory)) {
            BareJid bob = house.account("bob");
            House.Guest phone = house.guest(bob, "phone").comesOnline(0);
            House.Guest desk = house.guest(bob, "desk").comesOnline(0);
            phone.session().copied(true);
            desk.session().copied(true);
            List<BareJid> peers = new ArrayList<>();
            List<Future<?>> work = new ArrayList<>();
            List<ExecutorService> loops = new ArrayList<>();
            for (int number = 0; number <= SENDERS; number++) {
                loops.add(Executors.newSingleThreadExecutor());
            }
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                for (int number = 0; number < SENDERS; number++) {
                    BareJid peer = house.account("peer" + number);
                    peers.add(peer);
                    House.Guest sender = house.guest(peer, "x").comesOnline(0);
                    Executor loop = late(loops.get(number), number);
                    work.add(threads.submit(() -> {
                        for (int count = 0; count < MESSAGES; count++) {
                            sender.begins(chat(bob), loop);
                        }
                    }));
                }
                Executor own = late(loops.getLast(), SENDERS);
                work.add(threads.submit(() -> {
                    for (int count = 0; count < MESSAGES; count++) {
                        desk.begins(chat(peers.get(count % SENDERS)), own);
                    }
                }));
                for (Future<?> one : work) {
                    one.get();
                }
            }
            house.arrived();
            List<MessageId> archived = archive(house, bob);
            assertThat(archived).hasSize((SENDERS + 1) * MESSAGES);
            assertThat(ids(phone, bob)).isEqualTo(archived);
            assertThat(ids(desk, bob)).isSorted().hasSize(SENDERS * MESSAGES);
            loops.forEach(ExecutorService::close);
        }
    }

    private static List<MessageId> archive(House house, BareJid owner) {
        return Store.await(house.store()
                        .archive()
                        .page(ArchiveQuery.of(owner, new ArchiveQuery.Page(false, 1_000, Integer.MAX_VALUE))))
                .orElseThrow()
                .messages()
                .stream()
                .map(StoredMessage::id)
                .toList();
    }

    /** The ids in messages and in the copies of messages. */
    private static List<MessageId> ids(House.Guest guest, BareJid owner) {
        return guest.messages().stream()
                .map(message -> message.content()
                        .first("urn:xmpp:carbons:2", "sent")
                        .flatMap(copy -> copy.first("urn:xmpp:forward:0", "forwarded"))
                        .flatMap(forwarded -> forwarded.first("jabber:client", "message"))
                        .flatMap(original -> original.first(StanzaId.NAMESPACE, "stanza-id"))
                        .flatMap(id -> id.attribute("id"))
                        .flatMap(MessageId::parse)
                        .or(() -> StanzaId.of(message, owner))
                        .orElseThrow())
                .toList();
    }
}
