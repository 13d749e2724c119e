package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody is, and what others can learn about him: forged senders, odd addresses, strangers, loops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {
    private final RunningRedoubt service;
    private final Attacker attacker;

    IdentityTest(@TempDir Path directory) {
        this.service = new RunningRedoubt(directory, "limits.stanzas_per_second=100000")
                .with("alice")
                .with("bob")
                .with("carol")
                .with("dave");
        this.attacker = Attacker.of(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static String next(RawClient client, String end) {
        return client.await(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message from='bob@localhost/RESOURCE' to='carol@localhost'><body>x</body></message>",
                "<message from='' to='carol@localhost'><body>x</body></message>",
                "<message from='@' to='carol@localhost'><body>x</body></message>",
                "<presence from='bob@localhost' to='carol@localhost' type='subscribed'/>",
                "<presence from='bob@localhost'/>",
                "<iq from='bob@localhost' type='set' id='1'><query xmlns='jabber:iq:roster'><item jid='eve@localhost'/></query></iq>",
                "<iq from='localhost' to='carol@localhost' type='result' id='1'/>",
                "<message from='\u0430lice@localhost' to='carol@localhost'><body>x</body></message>"
            })
    @Tag("R-62")
    void nobodySpeaksAsSomebodyElse(String stanza) {
        try (RawClient alice = attacker.signIn("alice").available();
                RawClient bob = attacker.signIn("bob").available();
                RawClient carol = attacker.signIn("carol").available()) {
            alice.send(stanza.replace("RESOURCE", resource(bob)));

            String answer =
                    stanza.contains("from=''") || stanza.contains("'@'") ? alice.await("</error>") : alice.awaitEnd();
            assertThat(answer).containsAnyOf("<stream:error><invalid-from", "<jid-malformed");
            assertThat(carol.settle() + carol.settle())
                    .doesNotContain("<message")
                    .doesNotContain("from='bob")
                    .doesNotContain("from='localhost' type='result'");
        }
    }

    private static String resource(RawClient client) {
        return client.address().substring(client.address().indexOf('/') + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "from='alice@localhost'",
        "from='ALICE@LOCALHOST'",
        "from='FULL'",
        "from='alice@localhost' xml:lang='de'"
    })
    @Tag("R-62")
    void ownNamesInAnyFormComeOutAsTheFullAddress(String from) {
        try (RawClient alice = attacker.signIn("alice");
                RawClient bob = attacker.signIn("bob").available()) {
            alice.send("<message " + from.replace("FULL", alice.address())
                    + " to='bob@localhost' type='chat'><body>x</body></message>");

            assertThat(bob.await("</message>")).contains(" from='" + alice.address() + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@localhost",
                "bob@",
                "bob@localhost/",
                "/",
                "@",
                "bob@/x",
                "a b@localhost",
                "bob@loc alhost",
                "\"x\"@localhost",
                "bob:x@localhost",
                "b&amp;b@localhost",
                "bob@local_host..x",
                "bob@.localhost",
                "bob@[::1",
                "bob\u0007@localhost",
                "bob@localhost/\u0007",
                "\u2163@localhost\u0000",
                "b\u200dob@localhost",
                "\u05d0a\u05d0@localhost",
                "bob@-localhost",
                "bob\ufffe@localhost"
            })
    @Tag("R-74")
    @Tag("R-75")
    void anAddressThatIsNoneIsAnsweredWithAnErrorAndGoesNowhere(String to) {
        if (to.indexOf('\u0007') >= 0 || to.indexOf('\u0000') >= 0 || to.indexOf('\ufffe') >= 0) {
            return; // not XML at all, and proved elsewhere
        }
        try (RawClient alice = attacker.signIn("alice")) {
            alice.send("<message to='" + to + "' id='m'><body>x</body></message>");
            assertThat(next(alice, "</message>")).contains("type='error'").contains("<jid-malformed");
            alice.send("<iq type='get' to='" + to + "' id='i'><ping xmlns='urn:xmpp:ping'/></iq>");
            assertThat(next(alice, "</iq>")).contains("type='error'").contains("<jid-malformed");
        }
    }

    @Test
    @Tag("R-74")
    void partsOfAnAddressMayHave1023BytesAndNoMore() {
        try (RawClient alice = attacker.signIn("alice")) {
            for (String to : List.of("a".repeat(1_024) + "@localhost", "bob@localhost/" + "a".repeat(1_024))) {
                alice.send("<message to='" + to + "'><body>x</body></message>");
                assertThat(next(alice, "</message>")).contains("<jid-malformed");
            }
            for (String to : List.of("a".repeat(1_023) + "@localhost", "bob@localhost/" + "a".repeat(1_023))) {
                alice.send("<iq type='get' id='x' to='" + to + "'><query xmlns='jabber:iq:version'/></iq>");
                assertThat(next(alice, "</iq>")).contains("<service-unavailable");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOB@localhost",
                "bob@LOCALHOST",
                "\uff42\uff4f\uff42@localhost",
                "bob@\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54"
            })
    @Tag("R-74")
    @Tag("R-75")
    void allSpellingsOfAnAddressAreOne(String to) {
        try (RawClient alice = attacker.signIn("alice");
                RawClient bob = attacker.signIn("bob").available()) {
            alice.send("<message to='" + to + "' type='chat'><body>x</body></message>");

            assertThat(bob.await("</message>")).contains("<body>x</body>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\u043eb@localhost", "b\u03bfb@localhost", "bo\u0184@localhost"})
    @Tag("R-75")
    void whoLooksLikeSomebodyIsSomebodyElse(String to) {
        try (RawClient alice = attacker.signIn("alice");
                RawClient bob = attacker.signIn("bob").available()) {
            alice.send("<message to='" + to + "' type='chat'><body>x</body></message>")
                    .settle();

            assertThat(bob.settle() + bob.settle()).doesNotContain("<message");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq type='get' id='1' to='WHO'><query xmlns='jabber:iq:version'/></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='jabber:iq:last'/></iq>",
                "<iq type='get' id='1' to='WHO'><time xmlns='urn:xmpp:time'/></iq>",
                "<iq type='get' id='1' to='WHO'><ping xmlns='urn:xmpp:ping'/></iq>",
                "<iq type='get' id='1' to='WHO'><vCard xmlns='vcard-temp'/></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
                "<iq type='set' id='1' to='WHO'><command xmlns='http://jabber.org/protocol/commands' node='x'/></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='jabber:iq:private'><x xmlns='y'/></query></iq>",
                "<iq type='get' id='1' to='WHO'><query xmlns='jabber:iq:roster'/></iq>",
                "<iq type='set' id='1' to='WHO'><query xmlns='jabber:iq:roster'><item jid='a@b'/></query></iq>",
                "<iq type='get' id='1' to='WHO'><pubsub xmlns='http://jabber.org/protocol/pubsub'/></iq>",
                "<message id='1' to='WHO' type='headline'><body>x</body></message>",
                "<message id='1' to='WHO' type='groupchat'><body>x</body></message>",
                "<message id='1' to='WHO' type='chat'><body>x</body></message>",
                "<message id='1' to='WHO'><body>x</body></message>",
                "<presence id='1' to='WHO' type='probe'/>",
                "<presence id='1' to='WHO' type='unsubscribe'/>",
                "<presence id='1' to='WHO' type='unsubscribed'/>"
            })
    @Tag("R-76")
    @Tag("R-77")
    @Tag("SRV-12")
    void nothingTellsWhetherSomebodyExistsOrIsOnLine(String stanza) {
        try (RawClient alice = attacker.signIn("alice").available();
                RawClient _ = attacker.signIn("bob").available()) {
            String onLine = answer(alice, stanza, "bob@localhost");

            assertThat(answer(alice, stanza, "dave@localhost")).isEqualTo(onLine);
            assertThat(answer(alice, stanza, "nobody@localhost")).isEqualTo(onLine);
            assertThat(answer(alice, stanza, "nobody@localhost/guess"))
                    .isEqualTo(answer(alice, stanza, "bob@localhost/guess"));
        }
    }

    /** Returns what comes back until everything has taken effect, without the address asked for. */
    static String answer(RawClient client, String stanza, String who) {
        client.send(stanza.replace("WHO", who));
        String answer = client.settle() + client.settle();
        return answer.replaceAll("<iq [^>]*id='s\\d+'", "")
                .replaceAll(" type='result'/?>", "")
                .replaceAll("^[ /]*>", "")
                .replace(who, "WHO")
                .replaceAll("[ /]*>?$", "");
    }

    @Test
    @Tag("R-77")
    void presenceGoesToThoseWhoMaySeeItAndEndsWhenTheyMayNotAnyMore() {
        try (RawClient alice = attacker.signIn("alice").available();
                RawClient carol = attacker.signIn("carol").available()) {
            carol.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
                    .await("id='r'");
            carol.send("<presence to='alice@localhost' type='probe'/>");
            alice.send("<presence><show>away</show></presence>").await("<show>away</show>");
            assertThat(carol.settle() + carol.settle()).doesNotContain("from='alice");

            carol.send("<presence to='alice@localhost' type='subscribe'/>");
            alice.await("type='subscribe'");
            alice.send("<presence to='carol@localhost' type='subscribed'/>");
            carol.await("from='" + alice.address() + "'");
            alice.send("<presence to='carol@localhost' type='unsubscribed'/>");
            String end = carol.await("type='un") + carol.await("type='un");
            assertThat(end + carol.settle()).contains("type='unsubscribed'").contains("type='unavailable'");
            alice.send("<presence><show>dnd</show></presence>").await("<show>dnd</show>");
            assertThat(carol.settle() + carol.settle()).doesNotContain("dnd");
        }
    }

    @Test
    @Tag("R-77")
    void whoWasShownPresenceDirectlyIsToldWhenItEnds() {
        try (RawClient carol = attacker.signIn("carol").available()) {
            try (RawClient dave = attacker.signIn("dave")) {
                dave.send("<presence to='" + carol.address() + "'/>");
                carol.await("from='" + dave.address() + "'");
                dave.send("<presence><show>xa</show></presence>").await("<show>xa</show>");
                carol.send("<presence to='dave@localhost' type='probe'/>");
                assertThat(carol.await("from='" + dave.address() + "'") + carol.settle() + carol.settle())
                        .doesNotContain("xa");
            }
            assertThat(carol.await("type='unavailable'")).contains("dave@localhost/");
        }
    }

    @Test
    @Tag("R-78")
    void resourcesCannotBeGuessedTakenOrFoughtFor() {
        Set<String> resources = new HashSet<>();
        List<RawClient> clients = new ArrayList<>();
        try (RawClient victim = attacker.signIn("alice").available()) {
            for (int i = 0; i < 5; i++) {
                RawClient client = attacker.client();
                clients.add(client);
                client.send(RawClient.HEADER).await("</stream:features>");
                client.send(Scram.auth("PLAIN", "\0alice\0" + RunningRedoubt.PASSWORD))
                        .await("<success");
                client.await("/>");
                client.send(RawClient.HEADER).await("</stream:features>");
                client.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
                        + (i == 0 ? resource(victim) : "Smack") + "</resource></bind></iq>");
                String bound = client.await("</jid>");
                resources.add(bound.substring(bound.indexOf("<jid>") + 5));
            }
            assertThat(resources).hasSize(5).noneMatch(address -> address.contains(victim.address() + "<"));
            assertThat(resources).allMatch(address -> address.length() > "alice@localhost/Smack</jid>".length() + 12);
            assertThat(victim.settle()).doesNotContain("conflict");
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message type='error' id='1' to='nobody@localhost'><body>x</body><error type='cancel'/></message>",
                "<message type='error' id='1' to='bob@localhost/none'><error type='cancel'/></message>",
                "<message type='error' id='1' to='elsewhere.example'><error type='cancel'/></message>",
                "<presence type='error' id='1' to='nobody@localhost'><error type='cancel'/></presence>",
                "<iq type='result' id='1' to='nobody@localhost/x'/>",
                "<iq type='error' id='1' to='localhost'><error type='cancel'/></iq>",
                "<iq type='result' id='1' to='alice@localhost'/>",
                "<iq type='error' id='1' to='elsewhere.example'><error type='cancel'/></iq>",
                "<iq type='result' id='1'/>"
            })
    @Tag("R-80")
    void errorsAndAnswersAreNeverAnswered(String stanza) {
        try (RawClient alice = attacker.signIn("alice").available()) {
            assertThat(alice.send(stanza).settle() + alice.settle())
                    .doesNotContain("<error")
                    .doesNotContain("<message")
                    .doesNotContain("id='1'");
        }
    }

    @Test
    @Tag("R-80")
    void messagesToOneselfAndBetweenTwoWhoAnswerEverythingEnd() {
        try (RawClient alice = attacker.signIn("alice").available()) {
            alice.send("<message to='alice@localhost' type='chat' id='own'><body>x</body></message>");
            alice.await("id='own'");
            alice.send("<presence to='alice@localhost' type='subscribe'/>");
            String after = alice.settle() + alice.settle();

            assertThat(after.length()).isLessThan(2_000);
        }
    }

    @Test
    @Tag("R-82")
    @Tag("S-5")
    void aHundredThousandNamesLeaveNothingBehind() {
        try (RawClient alice = attacker.signIn("alice").available()) {
            long least = Long.MAX_VALUE;
            long before = 0;
            for (int round = 0; round < 4; round++) {
                names(alice, round * 3_000, (round + 1) * 3_000);
                long after = Heap.live();
                least = round == 0 ? least : Math.min(least, after - before);
                before = after;
            }
            // What stays shows in each round; what a busy machine adds does not. Ten names are 300 bytes and more.
            assertThat(least).isLessThan(3_000 * 100);
        }
    }

    /** Ten names in each stanza: of namespaces, elements, attributes, resources, hosts, ids, languages and nodes. */
    private static void names(RawClient client, int from, int to) {
        for (int i = from; i < to; i++) {
            client.send("<iq type='get' id='id" + i + "' to='localhost' xml:lang='x-" + i + "'><q" + i + " xmlns='urn:n"
                    + i
                    + "' a" + i + "='v" + i + "' xmlns:p" + i + "='urn:p" + i + "'><e" + i + "/></q" + i + "></iq>"
                    + "<message to='nobody" + i + "@localhost/r" + i + "' type='groupchat' id='m" + i + "'/>"
                    + "<message to='host" + i + ".example' id='h" + i + "'/>");
            if (i % 100 == 0) {
                client.settle();
            }
        }
        client.settle();
    }
}
