package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.redoubt.client.Client;
import im.redoubt.client.Delivery;
import im.redoubt.client.Origin;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.client.SignInException;
import im.redoubt.client.archive.Archive;
import im.redoubt.client.archive.ArchiveQuery;
import im.redoubt.client.bookmark.Bookmark;
import im.redoubt.client.bookmark.Bookmarks;
import im.redoubt.client.capabilities.Capabilities;
import im.redoubt.client.carbons.Carbons;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.credential.Password;
import im.redoubt.client.locate.Place;
import im.redoubt.client.presence.Presences;
import im.redoubt.client.room.Room;
import im.redoubt.client.room.RoomEntry;
import im.redoubt.client.room.RoomEvent;
import im.redoubt.client.room.Rooms;
import im.redoubt.client.roster.Roster;
import im.redoubt.client.roster.RosterEntry;
import im.redoubt.client.trust.Trust;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What our client does on a server, whoever wrote that. Each server says what it has of it. */
abstract class OurClientContract extends OurClientExtensions {
    OurClientContract(RunningServer server, String mechanism) {
        super(server, mechanism);
    }

    @Test
    void signsInByTheBestThatBothHave() {
        try (Session session = client("alice").build().open()) {
            assertThat(session.signedInBy()).isEqualTo(mechanism);
            assertThat(session.get(RAW).address().bare()).isEqualTo(address("alice"));
        }
    }

    @Test
    void signsInOverDirectTls() {
        Client client = client("alice")
                .place(Place.directTls(RunningServer.HOST, server.tlsPort()))
                .build();
        try (Session session = client.open()) {
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
        }
    }

    @Test
    void wrongPasswordIsRefused() {
        Client client =
                client("alice").password(Password.of("wrong".toCharArray())).build();
        assertThatThrownBy(client::open).isInstanceOf(SignInException.class).hasMessageContaining("password");
    }

    @Test
    void authorityThatIsNotTrustedGetsNothing() {
        Client client = client("alice").trust(Trust.pkix()).build();
        assertThatThrownBy(client::open).isInstanceOf(SignInException.class).hasMessageContaining("SHA256:");
    }

    @Test
    void messagesGoBothWays() {
        try (Session alice = client("alice").build().open();
                Session bob = client("bob").build().open()) {
            List<String> heard = heard(bob);
            bob.get(Chat.FEATURE)
                    .received()
                    .add(message -> bob.get(Chat.FEATURE).send(message.sender(), "you said it"));
            List<String> answers = heard(alice);
            awaitPresence(bob);
            Delivery delivery = alice.get(Chat.FEATURE).send(address("bob"), "hello <&> \"there\"");
            delivery.accepted().await(PATIENCE);
            await().atMost(PATIENCE).until(() -> answers.contains("you said it"));
            assertThat(heard).containsExactly("hello <&> \"there\"");
        }
    }

    @Test
    void contactsSeeEachOther() {
        try (Session alice = client("alice").build().open();
                Session bob = client("bob").build().open()) {
            awaitPresence(alice);
            awaitPresence(bob);
            bob.get(Presences.FEATURE)
                    .requests()
                    .add(request -> bob.get(Presences.FEATURE).approve(request.from()));
            bob.get(Presences.FEATURE)
                    .unanswered()
                    .forEach(request -> bob.get(Presences.FEATURE).approve(request.from()));
            alice.get(Roster.FEATURE)
                    .set(RosterEntry.of(address("bob")).named("Bob"))
                    .await(PATIENCE);
            alice.get(Presences.FEATURE).subscribe(address("bob"));
            await().atMost(PATIENCE)
                    .until(() ->
                            alice.get(Presences.FEATURE).best(address("bob")).isPresent());
            assertThat(alice.get(Roster.FEATURE).now().sees(address("bob"))).isTrue();
            alice.get(Roster.FEATURE).remove(address("bob")).await(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() ->
                            alice.get(Roster.FEATURE).now().find(address("bob")).isEmpty());
        }
    }

    @Test
    @Needs(Scenario.STREAM_MANAGEMENT)
    void cutsLoseNothing() throws IOException, InterruptedException {
        try (FaultProxy proxy = FaultProxy.to(server.starttlsPort(), Network.CLEAN);
                Session alice = client("alice")
                        .place(Place.startTls(RunningServer.HOST, proxy.port()))
                        .build()
                        .open();
                Session bob = client("bob").build().open()) {
            awaitPresence(bob);
            List<SessionState> states = Collections.synchronizedList(new ArrayList<>());
            alice.states().add(states::add);
            List<String> heard = heard(bob);
            List<Delivery> deliveries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                deliveries.add(alice.get(Chat.FEATURE).send(address("bob"), "m" + i));
                if (i % 7 == 3) {
                    proxy.cut();
                    await().atMost(PATIENCE).until(() -> alice.state() instanceof SessionState.Online);
                }
            }
            for (Delivery delivery : deliveries) {
                delivery.accepted().await(PATIENCE);
            }
            await().atMost(PATIENCE).until(() -> heard.size() >= 20);
            assertThat(heard)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "m" + i).collect(Collectors.toList()));
            assertThat(states)
                    .anySatisfy(state -> assertThat(state)
                            .isInstanceOfSatisfying(
                                    SessionState.Online.class,
                                    online -> assertThat(online.resumed()).isTrue()));
        }
    }

    @Test
    @Needs(Scenario.ARCHIVE)
    void archiveHasTheConversation() {
        try (Session alice = client("alice").with(Archive.FEATURE).build().open();
                Session bob = client("bob").build().open()) {
            awaitPresence(bob);
            List<String> heard = heard(bob);
            for (int i = 0; i < 5; i++) {
                alice.get(Chat.FEATURE)
                        .send(address("bob"), "kept " + i)
                        .accepted()
                        .await(PATIENCE);
            }
            await().atMost(PATIENCE).until(() -> heard.size() >= 5);
            ArchiveQuery query = ArchiveQuery.builder()
                    .with(address("bob"))
                    .pageSize(2)
                    .newestFirst()
                    .build();
            List<String> newest = alice.get(Archive.FEATURE).stream(query)
                    .limit(5)
                    .map(archived -> text(archived.text().orElseThrow().body()))
                    .collect(Collectors.toList());
            assertThat(newest).containsExactlyInAnyOrder("kept 0", "kept 1", "kept 2", "kept 3", "kept 4");
        }
    }

    @Test
    @Needs(Scenario.CARBONS)
    void copiesGoToOtherDevices() {
        try (Session desk = client("alice").with(Carbons.FEATURE).build().open();
                Session phone = client("alice").with(Carbons.FEATURE).build().open();
                Session bob = client("bob").build().open()) {
            awaitPresence(desk);
            awaitPresence(phone);
            awaitPresence(bob);
            await().atMost(PATIENCE)
                    .until(() -> desk.get(Carbons.FEATURE).isOn()
                            && phone.get(Carbons.FEATURE).isOn());
            List<Origin> origins = Collections.synchronizedList(new ArrayList<>());
            phone.get(Chat.FEATURE).received().add(message -> origins.add(message.origin()));
            desk.get(Chat.FEATURE)
                    .send(address("bob"), "from the desk")
                    .accepted()
                    .await(PATIENCE);
            await().atMost(PATIENCE).until(() -> origins.contains(Origin.COPY_SENT));
        }
    }

    @Test
    @Needs(Scenario.ROOM)
    void roomsCarryConversations() {
        BareJid room = BareJid.of("garden@rooms." + RunningServer.DOMAIN);
        try (Session alice = client("alice").with(Rooms.FEATURE).build().open();
                Session bob = client("bob").with(Rooms.FEATURE).build().open()) {
            awaitPresence(alice);
            awaitPresence(bob);
            Room ours =
                    alice.get(Rooms.FEATURE).join(RoomEntry.of(room, "Alice")).await(PATIENCE);
            ours.open().await(PATIENCE);
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            bob.get(Rooms.FEATURE).events().add(event -> {
                if (event instanceof RoomEvent.Said said) {
                    heard.add(text(said.message().body()));
                }
            });
            bob.get(Rooms.FEATURE).join(RoomEntry.of(room, "Bob")).await(PATIENCE);
            ours.say("the roses are out").accepted().await(PATIENCE);
            await().atMost(PATIENCE).until(() -> heard.contains("the roses are out"));
            ours.destroy("").await(PATIENCE);
        }
    }

    /** By way of the capabilities that the other device announces; the server asks it what they mean. */
    @Test
    @Needs(Scenario.BOOKMARKS)
    void changesOfBookmarksAreHeardOfElsewhere() {
        BareJid room = BareJid.of("garden@rooms." + RunningServer.DOMAIN);
        try (Session desk = client("alice").with(Bookmarks.FEATURE).build().open();
                Session phone = client("alice").with(Bookmarks.FEATURE).build().open()) {
            awaitPresence(desk);
            awaitPresence(phone);
            Bookmarks heard = phone.get(Bookmarks.FEATURE);
            heard.loaded().await(PATIENCE);
            await().atMost(PATIENCE).until(() -> {
                desk.get(Bookmarks.FEATURE)
                        .set(Bookmark.of(room).named("Garden"))
                        .await(PATIENCE);
                return heard.now().containsKey(room);
            });
            desk.get(Bookmarks.FEATURE).remove(room).await(PATIENCE);
            await().atMost(PATIENCE).until(() -> heard.now().isEmpty());
        }
    }

    @Test
    void clientsKnowWhatOthersCanDo() {
        try (Session desk = client("alice").with(Capabilities.FEATURE).build().open();
                Session phone =
                        client("alice").with(Capabilities.FEATURE).build().open()) {
            FullJid other = phone.get(RAW).address();
            Presences presences = desk.get(Presences.FEATURE);
            await().atMost(PATIENCE).until(() -> presences.of(address("alice")).containsKey(other.resource()));
            assertThat(desk.get(Capabilities.FEATURE)
                            .supports(other, "urn:xmpp:receipts")
                            .await(PATIENCE))
                    .isTrue();
        }
    }
}
