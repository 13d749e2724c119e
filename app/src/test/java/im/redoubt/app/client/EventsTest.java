package im.redoubt.app.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.client.Host;
import im.redoubt.client.Session;
import im.redoubt.client.bookmark.Bookmark;
import im.redoubt.client.bookmark.Bookmarks;
import im.redoubt.client.capabilities.Capabilities;
import im.redoubt.client.pep.Pep;
import im.redoubt.client.pep.PepEvent;
import im.redoubt.client.pep.PepNode;
import im.redoubt.client.presence.ContactPresence;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.receipt.Receipts;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.Element;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients announce that they want to hear of, they hear of; and they know of each other what they can do. */
final class EventsTest {
    private static final BareJid ALICE = BareJid.of("alice@localhost");
    private static final BareJid BOB = BareJid.of("bob@localhost");
    private static final BareJid ROOM = BareJid.of("council@rooms.example.org");
    private static final PepNode MOOD = PepNode.forContacts("urn:example:mood");
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

    private static Session device(String account) {
        return Clients.of(service, account)
                .with(Presences.FEATURE, Bookmarks.FEATURE, Capabilities.FEATURE, Receipts.FEATURE)
                .build()
                .open();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to that");
            }
            Thread.onSpinWait();
        }
    }

    private static <T> T next(BlockingQueue<T> heard) throws InterruptedException {
        return Optional.ofNullable(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nothing was heard"));
    }

    /** XEP-0402 section 3.4, by way of the capabilities that each device announces. */
    @Test
    void otherDevicesHearOfBookmarks() {
        try (Session desk = device("alice");
                Session phone = device("alice")) {
            Set<Map<BareJid, Bookmark>> heard = Collections.newSetFromMap(new ConcurrentHashMap<>());
            phone.get(Bookmarks.FEATURE).changes().add(heard::add);
            phone.get(Bookmarks.FEATURE).loaded().await(PATIENCE);
            Bookmarks bookmarks = desk.get(Bookmarks.FEATURE);
            // until the server knows what the phone wants to hear of
            until(() -> {
                bookmarks.set(Bookmark.of(ROOM).named("Council")).await(PATIENCE);
                return phone.get(Bookmarks.FEATURE).now().containsKey(ROOM);
            });
            bookmarks.remove(ROOM).await(PATIENCE);
            until(() -> phone.get(Bookmarks.FEATURE).now().isEmpty());
            assertThat(heard).anyMatch(all -> all.containsKey(ROOM)).contains(Collections.emptyMap());
        }
    }

    /** An application follows a node while it is there already. */
    @Test
    void contactsHearOfWhatIsPublished() throws InterruptedException {
        try (Session alice = device("alice");
                Session bob = device("bob")) {
            befriend(alice, bob);
            BlockingQueue<PepEvent> moods = new LinkedBlockingQueue<>();
            bob.get(Pep.FEATURE)
                    .publish(
                            MOOD,
                            "now",
                            Element.named("urn:example:mood", "calm").build())
                    .await(PATIENCE);
            alice.get(Pep.FEATURE).follow(MOOD, moods::add);
            PepEvent event = next(moods);
            assertThat(event.owner()).isEqualTo(BOB);
            assertThat(event.items().get(0).payload().is("urn:example:mood", "calm"))
                    .isTrue();
            bob.get(Pep.FEATURE)
                    .publish(
                            MOOD,
                            "now",
                            Element.named("urn:example:mood", "glad").build())
                    .await(PATIENCE);
            assertThat(next(moods).items().get(0).payload().is("urn:example:mood", "glad"))
                    .isTrue();
        }
    }

    /** Of two that are like each other one is asked. */
    @Test
    void clientsKnowWhatEachOtherCanDo() {
        try (Session alice = device("alice");
                Session bob = device("bob");
                Session laptop = device("bob")) {
            befriend(alice, bob);
            Presences presences = alice.get(Presences.FEATURE);
            until(() -> presences.of(BOB).size() == 2);
            Capabilities capabilities = alice.get(Capabilities.FEATURE);
            assertThat(capabilities.supports(address(bob), "urn:xmpp:receipts").await(PATIENCE))
                    .isTrue();
            for (ContactPresence presence : presences.of(BOB).values()) {
                assertThat(capabilities.known(presence.address()))
                        .hasValueSatisfying(info -> assertThat(info.has("urn:xmpp:bookmarks:1+notify"))
                                .isTrue());
            }
            assertThat(capabilities.known(address(laptop))).isPresent();
        }
    }

    private static FullJid address(Session session) {
        Host host = session.get(Clients.RAW);
        return host.address();
    }

    private static void befriend(Session alice, Session bob) {
        bob.get(Presences.FEATURE).approve(ALICE);
        alice.get(Presences.FEATURE).approve(BOB);
        bob.get(Presences.FEATURE).subscribe(ALICE);
        alice.get(Presences.FEATURE).subscribe(BOB);
        until(() -> alice.get(Presences.FEATURE).best(BOB).isPresent()
                && bob.get(Presences.FEATURE).best(ALICE).isPresent());
    }
}
