package im.redoubt.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Delivery;
import im.redoubt.client.Incoming;
import im.redoubt.client.Origin;
import im.redoubt.client.Rig;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with text, there and back. */
final class ChatTest {
    private static final BareJid BOB = BareJid.of("bob@example.org");
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final Rig rig = new Rig();
    private final Chat chat = rig.attach(Chat.FEATURE);
    private final List<ChatMessage> heard = new ArrayList<>();

    @BeforeEach
    void connect() {
        chat.received().add(heard::add);
        rig.connect();
    }

    private ChatMessage one() {
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    private void bobSays(String content) {
        rig.says("<message type='chat' id='m1' from='bob@example.org/phone' to='alice@example.org'>" + content
                + "</message>");
    }

    @Test
    void textComesAsAValue() {
        bobSays("<body>hello</body><thread>t1</thread>");
        ChatMessage message = one();
        assertThat(message.body()).isEqualTo(Unverified.of("hello"));
        assertThat(message.sender()).isEqualTo(BOB.withResource("phone"));
        assertThat(message.recipient()).contains(Rig.ALICE);
        assertThat(message.peer()).isEqualTo(BOB);
        assertThat(message.isMine()).isFalse();
        assertThat(message.ids()).isEqualTo(new MessageIds(Optional.of("m1"), Optional.empty(), Optional.empty()));
        assertThat(message.time()).isEqualTo(NOW);
        assertThat(message.origin()).isEqualTo(Origin.DIRECT);
        assertThat(message.type()).isEqualTo(MessageType.CHAT);
        assertThat(message.thread()).contains(Unverified.of("t1"));
    }

    /** RFC 6121 section 5.2.3: one body for each language, and the stanza's language where a body names none. */
    @Test
    void eachLanguageHasItsText() {
        rig.says("<message xml:lang='en' from='bob@example.org'><body>good day</body>"
                + "<body xml:lang='DE'>guten Tag</body><body xml:lang='de'>gute Nacht</body></message>");
        assertThat(one().bodies().keySet()).containsExactly("en", "de");
        assertThat(one().body()).isEqualTo(Unverified.of("good day"));
        assertThat(one().body("De")).contains(Unverified.of("guten Tag"));
        assertThat(one().body("fr")).isEmpty();
    }

    @Test
    void textInNoLanguageIsTheText() {
        bobSays("<body xml:lang='de'>guten Tag</body><body>good day</body>");
        assertThat(one().body()).isEqualTo(Unverified.of("good day"));
    }

    @Test
    void whatHasNoTextOrIsOfARoomIsNotOfAConversation() {
        bobSays("<subject>hello</subject>");
        rig.says("<message type='groupchat' from='room@example.org/bob'><body>hello</body></message>");
        rig.says("<message type='error' from='bob@example.org'><body>hello</body></message>");
        assertThat(heard).isEmpty();
    }

    @Test
    void whatAnotherFeatureTakesIsNotShownThoughItCameLater() {
        rig.host().onMessage(message -> message.message().content().has("urn:example:own", "x"));
        bobSays("<body>for a program</body><x xmlns='urn:example:own'/>");
        assertThat(heard).isEmpty();
    }

    @Test
    void whatAFeatureKeepsIsNotShown() {
        chat.before(message -> message.body().is("secret"));
        bobSays("<body>secret</body>");
        bobSays("<body>open</body>");
        assertThat(one().body()).isEqualTo(Unverified.of("open"));
    }

    /** XEP-0359 section 3.2: under its id a server knows a message that comes again. */
    @Test
    void sentMessageHasAnIdForItsRepetitions() {
        Delivery delivery = chat.send(BOB, "hello & goodbye");
        assertThat(rig.sent())
                .containsExactly("<message xmlns='jabber:client' to='bob@example.org' type='chat' id='" + delivery.id()
                        + "'><body>hello &amp; goodbye</body><origin-id xmlns='urn:xmpp:sid:0' id='"
                        + delivery.id() + "'/></message>");
        assertThat(delivery.id()).hasSize(22);
    }

    @Test
    void messageThatGoesAgainIsTheSame() {
        rig.cut();
        chat.send(BOB, "hello");
        rig.advance(Duration.ofSeconds(10));
        List<String> first = rig.sent();
        assertThat(first).hasSize(1);
        assertThat(first.get(0)).contains("origin-id");
    }

    @ParameterizedTest
    @CsvSource({
        "urn:xmpp:receipts, received",
        "http://jabber.org/protocol/chatstates, paused",
        "urn:xmpp:chat-markers:0, displayed"
    })
    void whatMayComeTwiceHasNone(String namespace, String name) {
        rig.host()
                .send(message(
                        StanzaHeader.EMPTY.withTo(BOB),
                        Element.named(namespace, name).build()));
        assertThat(rig.sent()).singleElement().asString().doesNotContain("origin-id");
    }

    private static Message message(StanzaHeader header, Element child) {
        return new Message(header, MessageType.CHAT, XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(child)));
    }

    /** XEP-0203 section 4: only the own server knows when it held something back. */
    @ParameterizedTest
    @Tag("R-70")
    @CsvSource({
        "example.org, true",
        "alice@example.org, true",
        "bob@example.org, false",
        "bob@example.org/phone, false",
        "example.com, false",
        "alice@example.org/here, false",
        "'', false",
        "@@, false"
    })
    void onlyTheOwnServerSaysWhenAMessageWasSent(String by, boolean believed) {
        bobSays("<body>late</body><delay xmlns='urn:xmpp:delay' from='" + by + "' stamp='2026-11-28T09:00:00Z'/>");
        assertThat(one().time()).isEqualTo(believed ? Instant.parse("2026-11-28T09:00:00Z") : NOW);
    }

    /** CVE-2013-6477: a stamp of the far future. */
    @ParameterizedTest
    @Tag("S-19")
    @ValueSource(
            strings = {
                "9999-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "1998-12-31T23:59:59Z",
                "2026-11-30T10:00:01Z",
                "-0001-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "2026-11-29T10:00:00",
                "2026-02-30T10:00:00Z",
                "9223372036854775807",
                "-1",
                ""
            })
    void extremeStampIsNone(String stamp) {
        bobSays("<body>late</body><delay xmlns='urn:xmpp:delay' from='example.org' stamp='" + stamp + "'/>");
        assertThat(one().time()).isEqualTo(NOW);
        assertThat(rig.connected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30T10:00:00Z", "1999-01-01T00:00:00Z"})
    @Tag("S-19")
    void stampWithinTheBoundsIsBelieved(String stamp) {
        bobSays("<body>late</body><delay xmlns='urn:xmpp:delay' from='example.org' stamp='" + stamp + "'/>");
        assertThat(one().time()).isEqualTo(Instant.parse(stamp));
    }

    /** XEP-0359 section 6: an id of the archive is one only by the account itself, and there is one. */
    @ParameterizedTest
    @Tag("R-70")
    @CsvSource({
        "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org'/>, a1",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='ALICE@example.org'/>, a1",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='bob@example.org'/>, ",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='example.org'/>, ",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org/here'/>, ",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='a1'/>, ",
        "<stanza-id xmlns='urn:xmpp:sid:0' id='' by='alice@example.org'/>, ",
        "<stanza-id xmlns='urn:xmpp:sid:0' by='alice@example.org'/>, ",
        "<stanza-id xmlns='urn:example:other' id='a1' by='alice@example.org'/>, ",
        "<x xmlns='urn:example:x'><stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org'/></x>, "
    })
    void onlyTheOwnArchiveGivesItsIds(String payload, String expected) {
        bobSays("<body>hello</body>" + payload);
        assertThat(one().ids().archive()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    @Tag("R-70")
    void ofTwoIdsInTheNameOfTheArchiveNoneIsBelieved() {
        bobSays("<body>hello</body><stanza-id xmlns='urn:xmpp:sid:0' id='forged' by='alice@example.org'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org'/>");
        assertThat(one().ids().archive()).isEmpty();
    }

    @Test
    @Tag("S-19")
    void idThatIsTooLongIsNone() {
        String longest = new String(new char[MessageIds.MOST_CHARS]).replace('\0', 'x');
        bobSays("<body>1</body><origin-id xmlns='urn:xmpp:sid:0' id='" + longest + "'/>");
        bobSays("<body>2</body><origin-id xmlns='urn:xmpp:sid:0' id='" + longest + "x'/>");
        assertThat(heard.get(0).ids().origin()).contains(longest);
        assertThat(heard.get(1).ids().origin()).isEmpty();
    }

    /** The server delivers once more what it does not know to have arrived. */
    @Test
    void messageOfTheArchiveThatComesAgainIsToldOnce() {
        String message = "<body>hello</body><stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org'/>";
        bobSays(message);
        rig.cut().advance(Duration.ofSeconds(10));
        bobSays(message);
        one();
    }

    /** The sender's session could not be resumed, and so his client sends again what his server may not have. */
    @Test
    void messageThatItsSenderSentAgainIsToldOnce() {
        bobSays("<body>hello</body><origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org'/>");
        rig.says("<message type='chat' id='m1' from='bob@example.org/other' to='alice@example.org'><body>hello</body>"
                + "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' id='a2' by='alice@example.org'/></message>");
        one();
    }

    /** Nobody can have a message of somebody else taken for a repetition. */
    @Test
    @Tag("LIB-03")
    void idsOfOneSenderSayNothingOfAnother() {
        rig.says(
                "<message from='mallory@example.com/x' to='alice@example.org'><body>first</body><origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"
                        + "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='mallory@example.com'/></message>");
        bobSays("<body>first</body><origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' id='a1' by='alice@example.org'/>");
        assertThat(heard).hasSize(2);
    }

    @Test
    void senderWhoseIdsRepeatLosesNothing() {
        bobSays("<body>first</body><origin-id xmlns='urn:xmpp:sid:0' id='1'/>");
        bobSays("<body>second</body><origin-id xmlns='urn:xmpp:sid:0' id='1'/>");
        assertThat(heard).hasSize(2);
    }

    @Test
    void sameTextTwiceIsTwoMessages() {
        bobSays("<body>ok</body>");
        bobSays("<body>ok</body>");
        assertThat(heard).hasSize(2);
    }

    @Test
    @Tag("LIB-08")
    void memoryOfRepetitionsIsBounded() {
        for (int i = 0; i <= Repetitions.MOST; i++) {
            bobSays("<body>x</body><stanza-id xmlns='urn:xmpp:sid:0' id='a" + i + "' by='alice@example.org'/>");
        }
        heard.clear();
        bobSays("<body>x</body><stanza-id xmlns='urn:xmpp:sid:0' id='a" + Repetitions.MOST
                + "' by='alice@example.org'/>");
        assertThat(heard).isEmpty();
        bobSays("<body>x</body><stanza-id xmlns='urn:xmpp:sid:0' id='a0' by='alice@example.org'/>");
        one();
    }

    @Test
    void manyLanguagesAreNotReadToTheEnd() {
        StringBuilder bodies = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            bodies.append("<body xml:lang='x-").append(i).append("'>text</body>");
        }
        bobSays(bodies.toString());
        assertThat(one().bodies()).hasSize(MessageReader.MOST_LANGUAGES);
    }

    @Test
    void languageThatIsNoneIsNoLanguage() {
        bobSays("<body xml:lang='&lt;script&gt;'>text</body>");
        assertThat(one().bodies().keySet()).containsExactly("");
    }

    /** A copy's conversation is with whom the other device wrote to. */
    @Test
    void messageOfAnotherDeviceIsOfTheConversationWithItsRecipient() {
        rig.host()
                .deliver(new Incoming(
                        message(
                                StanzaHeader.EMPTY
                                        .withFrom(Rig.ALICE.withResource("laptop"))
                                        .withTo(BOB.withResource("phone")),
                                Element.named(Stanza.CLIENT_NAMESPACE, "body")
                                        .text("hi")
                                        .build()),
                        Origin.COPY_SENT));
        assertThat(one().isMine()).isTrue();
        assertThat(one().peer()).isEqualTo(BOB);
        assertThat(one().origin()).isEqualTo(Origin.COPY_SENT);
    }

    @Test
    @Tag("LIB-08")
    void textIsNotPrinted() {
        bobSays("<body>very private</body><thread>private too</thread>");
        assertThat(one().toString() + one().ids() + chat.read(new Incoming(one().stanza(), Origin.DIRECT)))
                .doesNotContain("private");
    }

    @Test
    void ownMessageWithoutAddressesIsToOneself() {
        rig.says("<message><body>note</body></message>");
        assertThat(one().peer()).isEqualTo(Rig.ALICE);
        assertThat(one().sender()).isEqualTo(Rig.ALICE);
    }
}
