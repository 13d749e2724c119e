package im.redoubt.client.capabilities;

import static im.redoubt.client.capabilities.Clients.PC;
import static im.redoubt.client.capabilities.Clients.caps;
import static im.redoubt.client.capabilities.Clients.features;
import static im.redoubt.client.capabilities.Clients.ver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.ClientException;
import im.redoubt.client.DisconnectedException;
import im.redoubt.client.Pending;
import im.redoubt.client.RefusedException;
import im.redoubt.client.Rig;
import im.redoubt.client.disco.DiscoInfo;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What contacts' clients can do is found out by asking few of them, and what one says is not believed of another. */
@Tag("X-83")
@Tag("LIB-08")
final class CapabilitiesTest {
    private static final String BOB = "bob@example.org/desk";
    private static final String CAROL = "carol@example.org/phone";
    private static final String DAVE = "dave@example.org/x";
    private static final String SAYS = PC + features("urn:a", "urn:b");
    private static final String PSI = caps(ver(SAYS));

    private final Rig rig = new Rig();
    private final Capabilities capabilities = rig.attach(Capabilities.FEATURE);
    private final Clients clients = new Clients(rig);

    @BeforeEach
    void connected() {
        rig.connect()
                .answers("<query xmlns='jabber:iq:roster'><item jid='bob@example.org' subscription='both'/>"
                        + "<item jid='carol@example.org' subscription='to'/>"
                        + "<item jid='dave@example.org' subscription='both'/>"
                        + "<item jid='mallory@example.org' subscription='from'/></query>");
        rig.sent();
    }

    private Pending<DiscoInfo> of(String client) {
        return capabilities.of(FullJid.of(client));
    }

    private void asks(String client) {
        of(client).whenDone((info, failure) -> {});
    }

    private Optional<DiscoInfo> known(String client) {
        return capabilities.known(FullJid.of(client));
    }

    /** XEP-0115 section 6.2: by the node that it announced. */
    @Test
    void oneIsAskedAndItIsKnownOfAllThatAreLikeIt() {
        clients.comes(BOB, PSI);
        clients.comes(CAROL, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        Pending<DiscoInfo> carol = of(CAROL);
        assertThat(clients.questions()).singleElement().satisfies(question -> {
            assertThat(Clients.to(question)).isEqualTo(BOB);
            assertThat(Clients.node(question)).isEqualTo("urn:psi#" + ver(SAYS));
        });
        clients.answers(BOB, SAYS);
        assertThat(bob.await().has("urn:b")).isTrue();
        assertThat(bob.await().is("client", "pc")).isTrue();
        assertThat(carol.await().has("urn:b")).isTrue();
        clients.comes(DAVE, PSI);
        assertThat(capabilities.supports(FullJid.of(DAVE), "urn:a").await()).isTrue();
        assertThat(capabilities.supports(FullJid.of(DAVE), "urn:c").await()).isFalse();
        assertThat(clients.asked()).isEmpty();
    }

    /** Not a byte leaves because of what contacts announce. */
    @Test
    @Tag("R-77")
    void nobodyIsAskedBeforeTheApplicationWantsToKnow() {
        for (int i = 0; i < 100; i++) {
            clients.comes("bob@example.org/r" + i % 30, caps(ver(features("urn:n" + i))));
        }
        assertThat(rig.sent()).isEmpty();
        assertThat(known("bob@example.org/r1")).isEmpty();
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void whatAnotherHashIsOfHoldsForWhoSaidItOnly() {
        clients.comes(BOB, PSI);
        clients.comes(CAROL, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        Pending<DiscoInfo> carol = of(CAROL);
        clients.answers(BOB, PC + features("urn:a", "urn:poison"));
        assertThat(bob.await().has("urn:poison")).isTrue();
        assertThat(carol).isNotDone();
        assertThat(clients.asked()).containsExactly(CAROL);
        clients.answers(CAROL, SAYS);
        assertThat(carol.await().has("urn:poison")).isFalse();
        clients.comes(DAVE, PSI);
        assertThat(known(DAVE).orElseThrow().has("urn:poison")).isFalse();
    }

    /** Section 8.3: another set of features with the same string is somebody's own. */
    @Test
    void whatCanBeReadInAnotherWayIsKnownOfWhoSaidItOnly() {
        String honest = PC + features("urn:a", "urn:x+notify", "urn:y+notify");
        String forged =
                PC + features("urn:a") + "<x xmlns='jabber:x:data' type='result'><field type='hidden' var='FORM_TYPE'>"
                        + "<value>urn:x+notify</value></field><field var='urn:y+notify'/></x>";
        clients.comes(BOB, caps(ver(honest)));
        clients.comes(CAROL, caps(ver(honest)));
        Pending<DiscoInfo> bob = of(BOB);
        clients.answers(BOB, forged);
        assertThat(bob.await().has("urn:x+notify")).isFalse();
        assertThat(known(CAROL)).isEmpty();
        assertThat(of(CAROL)).isNotDone();
        clients.answers(CAROL, honest);
        assertThat(known(CAROL).orElseThrow().has("urn:x+notify")).isTrue();
    }

    /** What a hash of XEP-0115 does not cover, or covers in several ways, does not come along with it. */
    @Test
    void whatIsNotOfTheHashIsNotKnownUnderIt() {
        String says = PC + features("urn:z");
        clients.comes(BOB, caps(ver(says)));
        clients.comes(CAROL, caps(ver(says)));
        Pending<DiscoInfo> bob = of(BOB);
        clients.answers(
                BOB,
                says + "<x xmlns='jabber:x:data' type='result'><field var='a'><value>poison</value></field></x>"
                        + "<poison xmlns='urn:poison'/>");
        assertThat(bob.await().query().toString()).doesNotContain("poison");
        assertThat(known(CAROL).orElseThrow().query().toString())
                .contains("urn:z")
                .doesNotContain("poison")
                .doesNotContain("node=");
    }

    /** Section 5.4: the whole answer is ill-formed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<identity category='client' type='pc'/><identity category='client' type='pc'/><feature var='urn:a'/>",
                "<feature var='urn:a'/><feature var='urn:a'/>",
                "<feature var='urn:z'/><x xmlns='jabber:x:data'><field type='hidden' var='FORM_TYPE'><value>urn:f</value></field></x>"
                        + "<x xmlns='jabber:x:data'><field type='hidden' var='FORM_TYPE'><value>urn:f</value></field></x>",
                "<feature var='urn:z'/><x xmlns='jabber:x:data'><field type='hidden' var='FORM_TYPE'><value>urn:f</value>"
                        + "<value>urn:g</value></field></x>",
                "<feature/>"
            })
    void whatIsIllFormedIsBelievedOfNobody(String inside) {
        clients.comes(BOB, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        clients.answers(BOB, inside);
        assertThat(bob).isCompletedExceptionally();
        assertThatThrownBy(bob::await).isInstanceOf(ClientException.class);
        assertThat(known(BOB)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"node='urn:other'", "node=''"})
    void whatIsAboutSomethingElseIsNoAnswer(String attributes) {
        clients.comes(BOB, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        clients.questions();
        clients.answersAs(BOB, attributes, SAYS);
        assertThat(bob).isCompletedExceptionally();
        assertThatThrownBy(bob::await).isInstanceOf(ClientException.class);
        assertThat(known(BOB)).isEmpty();
    }

    @Test
    void whatDoesNotSayWhatItIsAboutIsKnownOfWhoSaidItOnly() {
        clients.comes(BOB, PSI);
        clients.comes(CAROL, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        clients.questions();
        clients.answersAs(BOB, "", SAYS);
        assertThat(bob.await().has("urn:a")).isTrue();
        assertThat(known(BOB)).isPresent();
        assertThat(known(CAROL)).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLargeIsNone() {
        clients.comes(BOB, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        clients.answers(BOB, features("x".repeat(KnownCapabilities.MOST_ANSWER_BYTES)));
        assertThat(bob).isCompletedExceptionally();
        assertThatThrownBy(bob::await).isInstanceOf(ClientException.class);
        assertThat(known(BOB)).isEmpty();
    }

    /** RFC 6120 section 8.1.2.1: the question was not to him. */
    @Test
    @Tag("R-64")
    void whoWasNotAskedDoesNotAnswer() {
        clients.comes(BOB, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        Element question = clients.questions().get(0);
        rig.says("<iq type='result' from='bob@example.org/other' id='"
                + question.attribute("id").orElseThrow() + "'><query xmlns='" + Clients.INFO + "' node='"
                + Clients.node(question) + "'>" + SAYS + "</query></iq>");
        assertThat(bob).isNotDone();
        assertThat(known(BOB)).isEmpty();
    }

    /** The hash of an unknown kind, the legacy format, and nothing at all: its own word, for as long as it says the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<c xmlns='http://jabber.org/protocol/caps' hash='md5' node='urn:psi' ver='AAAA'/>",
                "<c xmlns='http://jabber.org/protocol/caps' node='urn:psi' ver='0.11'/>",
                "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-1024'>AAAA</hash></c>"
            })
    void whatNobodyCanVerifyIsAskedOfEach(String announcement) {
        clients.comes(BOB, announcement);
        clients.comes(CAROL, announcement);
        Pending<DiscoInfo> bob = of(BOB);
        assertThat(clients.questions())
                .singleElement()
                .satisfies(question -> assertThat(Clients.node(question)).isEmpty());
        clients.answers(BOB, SAYS);
        assertThat(bob.await().has("urn:a")).isTrue();
        assertThat(of(BOB)).isCompleted();
        assertThat(known(CAROL)).isEmpty();
        clients.comes(BOB, caps(ver(features("urn:c"))));
        assertThat(known(BOB)).isEmpty();
    }

    /** XEP-0390 section 7.2: its hashes go before those of XEP-0115; they cover everything. */
    @Test
    void theNewKindOfHashIsVerifiedToo() {
        String inside = "<identity category='client' name='BombusMod' type='mobile'/>"
                + features(
                        "http://jabber.org/protocol/si",
                        "http://jabber.org/protocol/bytestreams",
                        "http://jabber.org/protocol/chatstates",
                        "http://jabber.org/protocol/disco#info",
                        "http://jabber.org/protocol/disco#items",
                        "urn:xmpp:ping",
                        "jabber:iq:time",
                        "jabber:iq:privacy",
                        "jabber:iq:version",
                        "http://jabber.org/protocol/rosterx",
                        "urn:xmpp:time",
                        "jabber:x:oob",
                        "http://jabber.org/protocol/ibb",
                        "http://jabber.org/protocol/si/profile/file-transfer",
                        "urn:xmpp:receipts",
                        "jabber:iq:roster",
                        "jabber:iq:last");
        String hash = "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=";
        String announcement =
                PSI + "<c xmlns='urn:xmpp:caps'><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>" + hash + "</hash></c>";
        clients.comes(BOB, announcement);
        clients.comes(CAROL, announcement);
        asks(BOB);
        assertThat(clients.questions())
                .singleElement()
                .satisfies(question -> assertThat(Clients.node(question)).isEqualTo("urn:xmpp:caps#sha-256." + hash));
        clients.answers(BOB, inside);
        assertThat(known(CAROL).orElseThrow().has("urn:xmpp:ping")).isTrue();
    }

    /** Section 8.4: servers may leave out what was said before. */
    @Test
    void whatWasAnnouncedHoldsUntilSomethingElseIs() {
        clients.comes(BOB, PSI);
        asks(BOB);
        clients.answers(BOB, SAYS);
        clients.comes(BOB, "<show>away</show>");
        assertThat(known(BOB)).isPresent();
        clients.goes(BOB);
        clients.comes(BOB, "");
        assertThat(known(BOB)).isEmpty();
    }

    /** Another client may have the same name, and say as little. */
    @Test
    void whatOneSaidThatIsGoneIsForgotten() {
        clients.comes(BOB, "");
        asks(BOB);
        clients.answers(BOB, SAYS);
        assertThat(known(BOB)).isPresent();
        clients.goes(BOB);
        clients.comes(BOB, "");
        assertThat(known(BOB)).isEmpty();
    }

    @Test
    @Tag("R-77")
    void whoIsNotThereOrNotSeenIsNotAsked() {
        clients.comes("mallory@example.org/x", PSI);
        clients.comes("mallory@example.net/x", PSI);
        clients.comes(BOB, PSI);
        clients.goes(BOB);
        for (String nobody : List.of("mallory@example.org/x", "mallory@example.net/x", BOB, CAROL)) {
            assertThat(of(nobody)).isCompletedExceptionally();
        }
        assertThat(rig.sent()).isEmpty();
    }

    @Test
    void whoIsGoneIsWaitedForByNobody() {
        clients.comes(BOB, PSI);
        clients.comes(CAROL, PSI);
        clients.comes(DAVE, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        Pending<DiscoInfo> carol = of(CAROL);
        Pending<DiscoInfo> dave = of(DAVE);
        clients.goes(BOB);
        assertThat(bob).isCompletedExceptionally();
        assertThat(clients.asked()).containsExactly(BOB, CAROL);
        clients.goes(DAVE);
        assertThat(dave).isCompletedExceptionally();
        clients.answers(BOB, SAYS);
        assertThat(known(CAROL)).as("it was verified, whoever is gone").isPresent();
        clients.answers(CAROL, SAYS);
        assertThat(carol.await().has("urn:a")).isTrue();
    }

    @Test
    void whoDoesNotAnswerHoldsUpOthersOnce() {
        clients.comes(BOB, PSI);
        clients.comes(CAROL, PSI);
        clients.comes(DAVE, PSI);
        Pending<DiscoInfo> bob = of(BOB);
        Pending<DiscoInfo> carol = of(CAROL);
        Pending<DiscoInfo> dave = of(DAVE);
        rig.advance(Duration.ofSeconds(31));
        assertThatThrownBy(bob::await).isInstanceOf(DisconnectedException.class);
        assertThat(clients.asked()).contains(CAROL, DAVE);
        clients.refuses(CAROL);
        assertThatThrownBy(carol::await).isInstanceOf(RefusedException.class);
        clients.answers(DAVE, SAYS);
        assertThat(dave).isCompleted();
        assertThat(of(BOB)).as("it is known now").isCompleted();
    }

    @Test
    void whoSaysSomethingElseMeanwhileIsAskedAboutThat() {
        clients.comes(BOB, PSI);
        clients.comes(CAROL, PSI);
        asks(BOB);
        Pending<DiscoInfo> carol = of(CAROL);
        clients.questions();
        String other = features("urn:other");
        clients.comes(CAROL, caps(ver(other)));
        assertThat(clients.asked()).containsExactly(CAROL);
        clients.answers(BOB, SAYS);
        assertThat(carol).isNotDone();
        clients.answers(CAROL, other);
        assertThat(carol.await().has("urn:other")).isTrue();
    }

    /** Any number may be waited for, and so many are asked at once. */
    @Test
    @Tag("LIB-09")
    void soManyAreAskedAtOnceAndNoMore() {
        List<Pending<DiscoInfo>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clients.comes("bob@example.org/r" + i, caps(ver(features("urn:n" + i))));
            all.add(of("bob@example.org/r" + i));
        }
        assertThat(clients.asked()).hasSize(Inquiries.MOST_ASKED);
        for (int i = 0; i < 30; i++) {
            clients.answers("bob@example.org/r" + i, features("urn:n" + i));
        }
        assertThat(all).allMatch(Pending::isDone);
        assertThat(clients.asked()).isEmpty();
    }

    /** What is announced is remembered of presences that are kept, so of so many. */
    @Test
    void whatIsAnnouncedIsRememberedOfSoManyClients() {
        int there = 0;
        for (int i = 0; i < 100; i++) {
            clients.comes("bob@example.org/r" + i, PSI);
            there += of("bob@example.org/r" + i).isCompletedExceptionally() ? 0 : 1;
        }
        assertThat(there).isEqualTo(32);
    }

    @Test
    void soManyMayWaitAndNoMore() {
        clients.comes(BOB, PSI);
        List<Pending<DiscoInfo>> all = new ArrayList<>();
        for (int i = 0; i < Inquiries.MOST_OPEN; i++) {
            all.add(of(BOB));
        }
        Pending<DiscoInfo> more = of(BOB);
        assertThat(more).isCompletedExceptionally();
        assertThatThrownBy(more::await).hasMessageContaining("too many");
        all.get(0).cancel(false);
        assertThat(of(BOB)).isNotDone();
        assertThat(clients.asked()).containsExactly(BOB);
        clients.answers(BOB, SAYS);
        assertThat(all).allMatch(Pending::isDone);
    }

    /** Nobody can make the client forget the others' by saying ever something else. */
    @Test
    void oneContactFillsHisShareAndNoMore() {
        clients.comes(CAROL, PSI);
        asks(CAROL);
        clients.answers(CAROL, SAYS);
        for (int i = 0; i < KnownCapabilities.MOST + 10; i++) {
            String says = features("urn:n" + i);
            clients.comes(BOB, caps(ver(says)));
            Pending<DiscoInfo> bob = of(BOB);
            clients.answers(BOB, says);
            assertThat(bob.await().has("urn:n" + i)).isTrue();
            clients.comes(DAVE, caps(ver(says)));
            assertThat(known(DAVE).isPresent()).isEqualTo(i < KnownCapabilities.MOST_FROM_ONE);
        }
        assertThat(known(CAROL)).isPresent();
        assertThat(clients.asked()).isEmpty();
    }

    /** All that was announced is announced anew in a new session; what was verified is true still. */
    @Test
    void whatWasVerifiedOutlastsAConnection() {
        clients.comes(BOB, PSI);
        asks(BOB);
        clients.answers(BOB, SAYS);
        Pending<DiscoInfo> carol = waitingFor(CAROL, caps(ver(features("urn:c"))));
        rig.cut().advance(Duration.ofMinutes(1));
        assertThat(rig.connected()).isTrue();
        assertThat(carol).isCompletedExceptionally();
        assertThat(known(BOB)).isEmpty();
        clients.comes(BOB, PSI);
        assertThat(known(BOB))
                .as("before the roster is known nobody is seen, or it is still")
                .isPresent();
    }

    private Pending<DiscoInfo> waitingFor(String client, String announcement) {
        clients.comes(client, announcement);
        return of(client);
    }
}
