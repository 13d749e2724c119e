package im.redoubt.interop;

import static im.redoubt.interop.SmackPeer.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.Roster.SubscriptionMode;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.jxmpp.jid.BareJid;

/** Smack, the library that most Java programs use: sign-in, roster, presence, chat and offline messages. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SmackContract {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path directory;
    private final RunningServer server;

    SmackContract(Path directory, RunningServer server) {
        this.directory = directory;
        this.server = server;
    }

    @BeforeAll
    void addAccounts() {
        for (String name : new String[] {"anna", "berta", "clara", "dora", "emma", "frida"}) {
            server.addUser(name, name + "-pass");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private SmackPeer signIn(String name) throws Exception {
        return SmackPeer.signIn(server, name, name + "-pass");
    }

    @Test
    void signsInWithScramOverVerifiedTls() throws Exception {
        try (SmackPeer anna = signIn("anna")) {
            assertThat(anna.connection().isAuthenticated()).isTrue();
            assertThat(anna.connection().isSecureConnection()).isTrue();
            assertThat(anna.connection().getUser().asBareJid().toString()).isEqualTo("anna@interop.test");
            assertThat(anna.connection().getUsedSaslMechansism()).startsWith("SCRAM-SHA-1");
            assertThat(anna.connection().getConfiguration().getHostnameVerifier())
                    .isNotNull();
        }
    }

    @Test
    void isRefusedWithAWrongPassword() throws Exception {
        try (SmackPeer peer = SmackPeer.connect(server, server.ca())) {
            assertThatThrownBy(() -> peer.login("anna", "wrong"))
                    .isInstanceOfSatisfying(
                            SASLErrorException.class,
                            refusal -> assertThat(refusal.getSASLFailure().getSASLErrorString())
                                    .isEqualTo("not-authorized"));
            assertThat(peer.connection().isAuthenticated()).isFalse();
        }
    }

    @Test
    void doesNotSignInUnderAnAuthorityItDoesNotTrust() {
        Path foreign = TestCa.in(directory.resolve("foreign")).certificate();

        assertThatThrownBy(() -> SmackPeer.connect(server, foreign))
                .isInstanceOf(SmackException.class)
                .hasStackTraceContaining("PKIX path");
    }

    @Test
    void addsRenamesAndRemovesARosterItem() throws Exception {
        try (SmackPeer anna = signIn("anna")) {
            Roster roster = anna.roster();
            BareJid zoe = address("zoe");

            roster.createItem(zoe, "Zoe", new String[] {"Friends"});
            await().atMost(SOON).until(() -> roster.contains(zoe));
            RosterEntry entry = roster.getEntry(zoe);
            assertThat(entry.getName()).isEqualTo("Zoe");
            assertThat(entry.getType()).isEqualTo(ItemType.none);
            assertThat(entry.getGroups()).singleElement().matches(group -> "Friends".equals(group.getName()));

            entry.setName("Zoe Z.");
            await().atMost(SOON).until(() -> "Zoe Z.".equals(entry.getName()));

            roster.removeEntry(entry);
            await().atMost(SOON).until(() -> !roster.contains(zoe));
        }
    }

    @Test
    void subscribesBothWaysAndSeesPresence() throws Exception {
        try (SmackPeer clara = signIn("clara")) {
            Roster roster = clara.roster();
            roster.setSubscriptionMode(SubscriptionMode.accept_all);
            try (SmackPeer dora = signIn("dora")) {
                dora.roster().setSubscriptionMode(SubscriptionMode.accept_all);

                roster.createItemAndRequestSubscription(address("dora"), "Dora", null);
                awaitType(roster, "dora", ItemType.to);
                dora.roster().sendSubscriptionRequest(address("clara"));
                awaitType(roster, "dora", ItemType.both);
                awaitType(dora.roster(), "clara", ItemType.both);
                BareJid address = address("dora");
                await().atMost(SOON).until(() -> roster.getPresence(address).isAvailable());
            }
            BareJid address = address("dora");
            await().atMost(SOON).until(() -> !roster.getPresence(address).isAvailable());
        }
    }

    @Test
    void chatsBothWays() throws Exception {
        try (SmackPeer anna = signIn("anna");
                SmackPeer berta = signIn("berta")) {
            anna.send("berta", "Grüße <&> 😀");
            Message received = berta.nextMessage();
            assertThat(received.getBody()).isEqualTo("Grüße <&> 😀");
            assertThat(received.getFrom().equals(anna.connection().getUser())).isTrue();

            berta.send("anna", "back");
            assertThat(anna.nextMessage().getBody()).isEqualTo("back");
        }
    }

    @Test
    void receivesOfflineMessagesInOrderWithTheirDelay() throws Exception {
        try (SmackPeer emma = signIn("emma")) {
            emma.send("frida", "first");
            emma.send("frida", "second");
            // An answer shows that the server has read what was sent before.
            emma.roster().reloadAndWait();
        }
        try (SmackPeer frida = signIn("frida")) {
            for (String text : new String[] {"first", "second"}) {
                Message kept = frida.nextMessage();
                assertThat(kept.getBody()).isEqualTo(text);
                DelayInformation delay = kept.getExtension(DelayInformation.class);
                assertThat(delay).isNotNull();
                assertThat(delay.getStamp()).isNotNull();
            }
        }
    }

    private static void awaitType(Roster roster, String name, ItemType type) throws Exception {
        BareJid address = address(name);
        await().atMost(SOON).until(() -> {
            RosterEntry entry = roster.getEntry(address);
            return entry != null && entry.getType() == type;
        });
    }
}
