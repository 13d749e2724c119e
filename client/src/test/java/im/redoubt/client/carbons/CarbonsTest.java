package im.redoubt.client.carbons;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Counters;
import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.client.Rig;
import im.redoubt.client.chat.Chat;
import im.redoubt.client.chat.ChatDraft;
import im.redoubt.client.chat.ChatMessage;
import im.redoubt.protocol.address.BareJid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0280, and whatever pretends to be it. */
final class CarbonsTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final String INNER =
            "<message xmlns='jabber:client' type='chat' from='bob@example.org/phone' to='alice@example.org/laptop'>"
                    + "<body>hello</body></message>";
    private static final String OWN =
            "<message xmlns='jabber:client' type='chat' from='alice@example.org/laptop' to='bob@example.org'>"
                    + "<body>hello</body></message>";

    private final Rig rig = new Rig();
    private final Carbons carbons = rig.attach(Carbons.FEATURE);
    private final List<ChatMessage> heard = new ArrayList<>();
    private final List<Incoming> all = new ArrayList<>();

    @BeforeEach
    void connect() {
        rig.attach(Chat.FEATURE).received().add(heard::add);
        rig.host().onOtherMessage(all::add);
        rig.connect();
    }

    private static String forwarded(String... messages) {
        return "<forwarded xmlns='urn:xmpp:forward:0'>" + String.join("", messages) + "</forwarded>";
    }

    private static String copy(String direction, String content) {
        return "<" + direction + " xmlns='urn:xmpp:carbons:2'>" + content + "</" + direction + ">";
    }

    private void account(String content) {
        rig.says("<message from='alice@example.org' to='alice@example.org/here' type='chat'>" + content + "</message>");
    }

    private void nothing(Counters.Kind kind) {
        assertThat(heard).isEmpty();
        assertThat(all).isEmpty();
        assertThat(rig.counters().of(kind)).isEqualTo(1);
        assertThat(rig.counters().of(kind == Counters.Kind.FAULTS ? Counters.Kind.FORGERIES : Counters.Kind.FAULTS))
                .isZero();
        assertThat(rig.connected()).isTrue();
    }

    @Test
    void newSessionAsksForCopies() {
        assertThat(rig.sent())
                .singleElement()
                .asString()
                .contains("type='set'", "<enable xmlns='urn:xmpp:carbons:2'/>")
                .doesNotContain("to=");
    }

    @Test
    void nextSessionAsksAgain() {
        rig.answers("");
        assertThat(carbons.isOn()).isTrue();
        rig.sent();
        rig.cut().advance(Duration.ofSeconds(10));
        assertThat(carbons.isOn()).isFalse();
        assertThat(rig.sent()).anySatisfy(sent -> assertThat(sent).contains("<enable"));
    }

    @Test
    void refusalIsNoFault() {
        rig.refuses("forbidden");
        assertThat(carbons.isOn()).isFalse();
        assertThat(rig.connected()).isTrue();
    }

    @Test
    void whatAnotherDeviceReceivedIsShown() {
        account(copy("received", forwarded(INNER)));
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).sender()).isEqualTo(BOB.withResource("phone"));
        assertThat(heard.get(0).origin()).isEqualTo(Origin.COPY_RECEIVED);
        assertThat(heard.get(0).isMine()).isFalse();
    }

    @Test
    void whatAnotherDeviceSentIsShown() {
        account(copy("sent", forwarded(OWN)));
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).peer()).isEqualTo(BOB);
        assertThat(heard.get(0).isMine()).isTrue();
        assertThat(heard.get(0).origin()).isEqualTo(Origin.COPY_SENT);
    }

    @Test
    void copySaysWhenItWasSent() {
        account(copy("sent", forwarded("<delay xmlns='urn:xmpp:delay' stamp='2026-11-28T09:00:00Z'/>", OWN)));
        assertThat(heard.get(0).time()).isEqualTo(Instant.parse("2026-11-28T09:00:00Z"));
    }

    /** CVE-2017-5589 and its like: section 11, only the own account makes copies. */
    @ParameterizedTest
    @Tag("R-65")
    @Tag("LIB-03")
    @ValueSource(
            strings = {
                "mallory@example.com/x",
                "mallory@example.org",
                "bob@example.org/phone",
                "example.org",
                "alice@example.com",
                "alice@example.org/here",
                "alice@example.org/laptop",
                "alice.example.org"
            })
    void copyByAnybodyElseIsAForgery(String from) {
        rig.says("<message from='" + from + "' type='chat'>" + copy("received", forwarded(INNER)) + "</message>");
        nothing(Counters.Kind.FORGERIES);
    }

    @Test
    @Tag("R-65")
    void forgeryWithATextIsNotShownEither() {
        rig.says("<message from='mallory@example.com/x' type='chat'><body>look</body>" + copy("sent", forwarded(OWN))
                + "</message>");
        nothing(Counters.Kind.FORGERIES);
    }

    @Test
    @Tag("R-65")
    void returnedCopyIsNone() {
        rig.says("<message from='alice@example.org' type='error'>" + copy("received", forwarded(INNER)) + "</message>");
        nothing(Counters.Kind.FORGERIES);
    }

    /** What lies within a copy was written by whoever wrote the original. */
    @ParameterizedTest
    @Tag("R-65")
    @ValueSource(
            strings = {
                "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'"
                        + " from='victim@example.org' to='alice@example.org'><body>x</body></message></forwarded></received>",
                "<sent xmlns='urn:xmpp:carbons:2'/>",
                "<private xmlns='urn:xmpp:carbons:2'/>",
                "<result xmlns='urn:xmpp:mam:2' id='1' queryid='q'/>",
                "<event xmlns='http://jabber.org/protocol/pubsub#event'/>"
            })
    void whatOnlyServersSayIsNotBelievedInACopy(String payload) {
        account(copy(
                "received",
                forwarded("<message xmlns='jabber:client' type='chat' from='bob@example.org/phone'"
                        + " to='alice@example.org/laptop'><body>hello</body>" + payload + "</message>")));
        nothing(Counters.Kind.FAULTS);
    }

    @ParameterizedTest
    @Tag("R-65")
    @ValueSource(
            strings = {
                "type='groupchat' from='room@example.org/bob' to='alice@example.org/laptop'",
                "type='error' from='bob@example.org' to='alice@example.org/laptop'",
                "type='headline' from='bob@example.org' to='alice@example.org/laptop'",
                "type='chat' to='alice@example.org/laptop'",
                "type='chat' from='bob@example.org'",
                "type='chat' from='bob@example.org' to='carol@example.org'",
                "type='chat' from='bob@example.org' to='alice@example.com'",
                "type='chat' from='@@' to='alice@example.org'",
                "type='chat' from='alice@example.org/laptop' to='bob@example.org'"
            })
    void whatTheAccountCannotHaveReceivedIsNoCopy(String attributes) {
        account(copy(
                "received", forwarded("<message xmlns='jabber:client' " + attributes + "><body>x</body></message>")));
        nothing(Counters.Kind.FAULTS);
    }

    @Test
    @Tag("R-65")
    void whatTheAccountDidNotSendIsNoCopyOfIt() {
        account(copy("sent", forwarded(INNER)));
        nothing(Counters.Kind.FAULTS);
    }

    @ParameterizedTest
    @Tag("R-65")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void copyHasOneOriginal(int which) {
        String[] wrong = {
            copy("received", ""),
            copy("received", forwarded()),
            copy("received", forwarded(INNER, INNER)),
            copy("received", forwarded(INNER) + forwarded(INNER)),
            copy("received", forwarded(INNER)) + copy("sent", forwarded(OWN)),
            copy("received", INNER),
            copy("received", forwarded("<presence xmlns='jabber:client' from='bob@example.org'/>"))
        };
        account(wrong[which]);
        nothing(Counters.Kind.FAULTS);
    }

    /** XEP-0297 section 5: nobody believes what is forwarded outside of something that says who did it. */
    @ParameterizedTest
    @Tag("R-65")
    @ValueSource(strings = {"alice@example.org", "mallory@example.com/x", "example.org"})
    void whatIsForwardedByItselfIsNotLookedAt(String from) {
        rig.says("<message from='" + from + "' type='chat'>" + forwarded(INNER) + "</message>");
        assertThat(heard).isEmpty();
        rig.says("<message from='" + from + "' type='chat'><body>see below</body>" + forwarded(INNER) + "</message>");
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).sender()).hasToString(from);
        assertThat(heard.get(0).body().is("see below")).isTrue();
    }

    @Test
    void messageThatNoDeviceGetsACopyOf() {
        assertThat(Carbons.uncopied(ChatDraft.to(BOB).body("for this device").build())
                        .stanza()
                        .content()
                        .elements())
                .extracting(Object::toString)
                .contains("<private xmlns='urn:xmpp:carbons:2'/>", "<no-copy xmlns='urn:xmpp:hints'/>");
    }
}
