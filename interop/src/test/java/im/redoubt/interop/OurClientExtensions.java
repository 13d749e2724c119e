package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.Client;
import im.redoubt.client.Delivery;
import im.redoubt.client.Feature;
import im.redoubt.client.Session;
import im.redoubt.client.blocking.Blocking;
import im.redoubt.client.bookmark.Bookmark;
import im.redoubt.client.bookmark.Bookmarks;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatDraft;
import im.redoubt.client.correction.Corrections;
import im.redoubt.client.marker.Displayed;
import im.redoubt.client.marker.Markers;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.state.ChatState;
import im.redoubt.client.state.ChatStates;
import im.redoubt.client.text.SafeUrl;
import im.redoubt.client.upload.Upload;
import im.redoubt.client.upload.Uploads;
import im.redoubt.protocol.address.BareJid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What contacts tell each other by extensions, and what the server keeps for an account. */
abstract class OurClientExtensions extends OurClientEndurance {
    OurClientExtensions(RunningServer server, String mechanism) {
        super(server, mechanism);
    }

    private static <T> List<T> list() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    /** The two see each other from now on: strangers get no receipt, no state and no mark. */
    private static void befriend(Session one, Session other) {
        for (Session session : List.of(one, other)) {
            awaitPresence(session);
            Presences presences = session.get(Presences.FEATURE);
            presences.requests().add(request -> presences.approve(request.from()));
        }
        // One behind the other. A server that changes both rosters in processes of their own may tell what crosses in
        // the wrong order.
        see(one, other);
        see(other, one);
    }

    private static void see(Session one, Session other) {
        BareJid there = other.get(RAW).account();
        one.get(Presences.FEATURE).subscribe(there);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(one.get(Presences.FEATURE).of(there))
                        .as(
                                "%s, of whom is known: %s",
                                there, one.get(Roster.FEATURE).now().find(there))
                        .isNotEmpty());
    }

    private Client talking(String name) {
        return client(name)
                .with(ChatStates.FEATURE, Markers.FEATURE, Corrections.FEATURE)
                .build();
    }

    @Test
    void receiptsStatesMarksAndCorrectionsArrive() {
        List<ChatState> states = list();
        List<Displayed> marks = list();
        List<String> corrections = list();
        server.addUser("carol", PASSWORD); // two of whom the server remembers nothing
        server.addUser("dave", PASSWORD);
        try (Session carol = talking("carol").open();
                Session dave = talking("dave").open()) {
            befriend(carol, dave);
            List<String> heard = heard(dave);
            dave.get(Chat.FEATURE)
                    .received()
                    .add(message -> dave.get(Markers.FEATURE).display(message));
            dave.get(ChatStates.FEATURE).changed().add(change -> states.add(change.state()));
            dave.get(Corrections.FEATURE)
                    .received()
                    .add(correction -> corrections.add(correction.id() + " "
                            + text(correction.replacement().body())));
            carol.get(Markers.FEATURE).displayed().add(marks::add);

            Delivery delivery = carol.get(Chat.FEATURE).send(address("dave"), "helo");
            assertThat(delivery.received().await(PATIENCE).bare()).isEqualTo(address("dave"));
            assertThat(heard).containsExactly("helo");
            await().atMost(PATIENCE).until(() -> !marks.isEmpty());
            assertThat(marks.get(0).id()).isEqualTo(delivery.id());
            carol.get(Corrections.FEATURE)
                    .correct(
                            delivery,
                            ChatDraft.to(address("dave")).body("hello").build())
                    .accepted()
                    .await(PATIENCE);
            await().atMost(PATIENCE).until(() -> corrections.contains(delivery.id() + " hello"));
            List<String> answers = heard(carol); // a client is told of states when it has shown that it uses them
            dave.get(Chat.FEATURE).send(address("carol"), "and you?");
            await().atMost(PATIENCE).until(() -> answers.contains("and you?"));
            carol.get(ChatStates.FEATURE).tell(address("dave"), ChatState.COMPOSING);
            await().atMost(PATIENCE).until(() -> states.contains(ChatState.COMPOSING));
        }
    }

    @Test
    void whoIsBlockedIsKeptAway() {
        try (Session alice = client("alice").with(Blocking.FEATURE).build().open();
                Session bob = client("bob").build().open()) {
            awaitPresence(alice);
            awaitPresence(bob);
            List<String> heard = heard(alice);
            Blocking blocking = alice.get(Blocking.FEATURE);
            blocking.loaded().await(PATIENCE);
            blocking.block(address("bob")).await(PATIENCE);
            await().atMost(PATIENCE).until(() -> blocking.now().contains(address("bob")));
            // What the sender is told differs: that nobody can be reached, or nothing (decision 10).
            bob.get(Chat.FEATURE)
                    .send(address("alice"), "is anybody there?")
                    .sent()
                    .await(PATIENCE);
            awaitPresence(bob);
            blocking.unblock(address("bob")).await(PATIENCE);
            await().atMost(PATIENCE).until(() -> !blocking.now().contains(address("bob")));
            bob.get(Chat.FEATURE).send(address("alice"), "here I am").accepted().await(PATIENCE);
            await().atMost(PATIENCE).until(() -> heard.contains("here I am"));
            assertThat(heard).containsExactly("here I am");
        }
    }

    /** The node is to keep as many items as the server can (XEP-0402 section 4), which not every server knows how to. */
    @Test
    @Needs(Scenario.BOOKMARKS)
    void bookmarksAreOnTheNextDevice() {
        BareJid room = BareJid.of("library@rooms." + RunningServer.DOMAIN);
        try (Session desk = client("alice").with(Bookmarks.FEATURE).build().open()) {
            awaitPresence(desk);
            desk.get(Bookmarks.FEATURE)
                    .set(Bookmark.of(room).named("Library").as("Alice").joinedByItself())
                    .await(PATIENCE);
            try (Session phone = client("alice").with(Bookmarks.FEATURE).build().open()) {
                Bookmark found = Optional.ofNullable(phone.get(Bookmarks.FEATURE)
                                .loaded()
                                .await(PATIENCE)
                                .get(room))
                        .orElseThrow();
                assertThat(text(found.name())).isEqualTo("Library");
                assertThat(found.joinsItself()).isTrue();
                phone.get(Bookmarks.FEATURE).remove(room).await(PATIENCE);
            }
        }
    }

    @Test
    @Needs(Scenario.UPLOAD)
    void filesComeBackAsTheyWentUp() {
        byte[] content = "a photo of roses".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Feature<Uploads> feature = Uploads.on(threads, authority(server.ca()));
            try (Session alice = client("alice").with(feature).build().open()) {
                Uploads uploads = alice.get(feature);
                SafeUrl url = uploads.upload(Upload.of("roses.txt", content).as("text/plain"))
                        .result()
                        .await(PATIENCE);
                uploads.download(url, content.length, back).result().await(PATIENCE);
            }
        }
        assertThat(back.toByteArray()).isEqualTo(content);
    }
}
