package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Feature;
import im.redoubt.client.Session;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.archive.ArchiveQuery;
import im.redoubt.client.archive.ArchivedMessage;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.client.presence.Presences;
import im.redoubt.protocol.address.BareJid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two say to each other on the service, on all devices, now and later. */
final class ConversationTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");
    private static final BareJid BOB = BareJid.of("bob@localhost");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice").with("bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A device, and what it hears. */
    private static final class Device implements AutoCloseable {
        private final BlockingQueue<ChatMessage> heard = new LinkedBlockingQueue<>();
        private final Session session;

        Device(String account) {
            Feature<Chat> chat = Chat.FEATURE;
            session = Clients.of(service, account)
                    .with(chat)
                    .with(host -> host.require(chat).received().add(heard::add))
                    .with(Carbons.FEATURE)
                    .with(Archive.FEATURE)
                    .with(Presences.FEATURE)
                    .build()
                    .open();
        }

        void says(BareJid to, String text) {
            session.get(Chat.FEATURE).send(to, text).accepted().await(PATIENCE);
        }

        ChatMessage hears(String text) throws InterruptedException {
            ChatMessage message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(Optional.ofNullable(message).filter(found -> found.body().is(text)))
                    .isPresent();
            return message;
        }

        void leaves() {
            session.end();
            session.over().await(PATIENCE);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @Test
    void allDevicesHearOnceWhatIsSaidAndTheArchiveHasIt() throws InterruptedException {
        String last;
        try (Device alice = new Device("alice");
                Device laptop = new Device("alice");
                Device bob = new Device("bob")) {
            alice.says(BOB, "one");
            bob.hears("one");
            assertThat(laptop.hears("one").isMine()).isTrue();
            bob.says(ALICE, "two");
            last = alice.hears("two").ids().archive().orElseThrow();
            assertThat(laptop.hears("two").peer()).isEqualTo(BOB);
            alice.leaves();
            laptop.leaves();
            bob.says(ALICE, "three");
            bob.says(ALICE, "four");
        }
        try (Device alice = new Device("alice")) {
            Archive archive = alice.session.get(Archive.FEATURE);
            archive.catchUp(last).await(PATIENCE);
            alice.hears("three");
            alice.hears("four");
            List<String> ids = archive.stream(
                            ArchiveQuery.builder().with(BOB).pageSize(1).build())
                    .map(ArchivedMessage::id)
                    .collect(Collectors.toList());
            assertThat(ids).hasSize(4).contains(last).doesNotHaveDuplicates();
            List<String> backwards = new ArrayList<>();
            archive.messages(ArchiveQuery.builder().newestFirst().pageSize(3).build())
                    .forEachRemaining(message -> backwards.add(0, message.id()));
            assertThat(backwards).isEqualTo(ids);
            assertThat(alice.heard).isEmpty();
        }
    }
}
