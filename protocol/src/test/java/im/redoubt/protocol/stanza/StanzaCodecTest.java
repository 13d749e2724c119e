package im.redoubt.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.CanonicalWriter;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlBuffer;
import im.redoubt.xml.XmlContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaCodecTest {
    private static final String CLIENT = "jabber:client";

    private static StanzaReading read(Element element) {
        return StanzaCodec.read(element.toParsed(), CLIENT, Optional.of("de"));
    }

    private static Stanza valid(Element element) {
        return ((StanzaReading.Valid) read(element)).stanza();
    }

    private static String written(Stanza stanza) {
        XmlBuffer buffer = new XmlBuffer();
        StanzaCodec.write(stanza, new CanonicalWriter(buffer, CLIENT));
        return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void readsAndWritesAMessage() {
        Element element = Element.named(CLIENT, "message")
                .attribute("to", "bob@example.org")
                .attribute("type", "chat")
                .attribute("id", "m1")
                .child(CLIENT, "body", "hello")
                .build();

        assertThat(written(valid(element)))
                .isEqualTo(
                        "<message xml:lang='de' to='bob@example.org' type='chat' id='m1'><body>hello</body></message>");
    }

    @Test
    void anUnknownMessageTypeIsNormal() {
        Message message = (Message) valid(
                Element.named(CLIENT, "message").attribute("type", "shout").build());

        assertThat(message.type()).isEqualTo(MessageType.NORMAL);
    }

    @Test
    void theStreamsLanguageIsUsedWhereThereIsNone() {
        assertThat(valid(Element.named(CLIENT, "presence").build()).header().lang())
                .contains("de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "presence", "iq"})
    @Tag("R-74")
    void aMalformedAddressIsAnsweredWithJidMalformed(String kind) {
        Element element = Element.named(CLIENT, kind)
                .attribute("to", "@@")
                .attribute("id", "1")
                .attribute("type", kind.equals("iq") ? Optional.of("get") : Optional.empty())
                .child(Element.named("urn:example", "x").build())
                .build();

        Stanza answer = ((StanzaReading.Rejected) read(element)).answer();
        assertThat(written(answer)).contains("jid-malformed").contains("<x xmlns='urn:example'/>");
    }

    @ParameterizedTest
    @CsvSource({"get,0", "get,2", "set,0", "set,2", "'',1", "nonsense,1"})
    void aRequestWithoutExactlyOnePayloadIsABadRequest(String type, int payloads) {
        Element.Builder iq = Element.named(CLIENT, "iq").attribute("id", "1").attribute("type", type);
        for (int i = 0; i < payloads; i++) {
            iq.child(Element.named("urn:example", "x").build());
        }

        Stanza answer = ((StanzaReading.Rejected) read(iq.build())).answer();
        assertThat(written(answer)).contains("bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "error"})
    @Tag("R-80")
    void whatIsWrongWithAnAnswerIsNeverAnswered(String type) {
        Element iq = Element.named(CLIENT, "iq")
                .attribute("to", "@@")
                .attribute("id", "1")
                .attribute("type", type)
                .build();

        assertThat(read(iq)).isInstanceOf(StanzaReading.Ignored.class);
    }

    @Test
    @Tag("S-7")
    void aChildThatWouldMeanSomethingElseOnAnotherStreamIsRefused() {
        Element message = Element.named(CLIENT, "message")
                .child("jabber:server", "body", "hello")
                .build();

        assertThat(read(message)).isInstanceOf(StanzaReading.Rejected.class);
    }

    @Test
    void anythingElseIsNotAStanza() {
        assertThat(read(Element.named(CLIENT, "query").build())).isInstanceOf(StanzaReading.NotAStanza.class);
        assertThat(read(Element.named("jabber:server", "message").build()))
                .isInstanceOf(StanzaReading.NotAStanza.class);
    }

    @Test
    void aRequestCannotBeBuiltWithoutIdOrPayload() {
        XmlContent payload =
                XmlContent.of(CLIENT, List.of(Element.named("urn:example", "x").build()));

        assertThatThrownBy(() -> new IqRequest(StanzaHeader.EMPTY, IqRequest.Action.GET, payload))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new IqRequest(StanzaHeader.EMPTY.withId("1"), IqRequest.Action.GET, XmlContent.empty(CLIENT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anErrorCarriesTheOriginalBackAndExchangesTheAddresses() {
        Message message = (Message) valid(Element.named(CLIENT, "message")
                .attribute("from", "alice@example.org/a")
                .attribute("to", "bob@example.org")
                .child(CLIENT, "body", "hello")
                .build());

        Stanza answer = StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE).answer(message);

        assertThat(answer.to()).contains(Jid.of("alice@example.org/a"));
        assertThat(answer.from()).contains(Jid.of("bob@example.org"));
        assertThat(written(answer)).contains("<body>hello</body><error type='cancel'><service-unavailable");
    }

    @Test
    @Tag("R-80")
    void anErrorIsNeverAnsweredWithAnError() {
        Message error = (Message) valid(
                Element.named(CLIENT, "message").attribute("type", "error").build());

        assertThatThrownBy(() -> StanzaError.of(StanzaCondition.CONFLICT).answer(error))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-128,-128", "127,127"})
    @Tag("S-19")
    void aPriorityIsASmallNumber(String text, int priority) {
        assertThat(presence(text).priority()).contains(priority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"128", "-129", "2147483648", "x", ""})
    @Tag("S-19")
    void anyOtherPriorityIsRefused(String text) {
        assertThat(presence(text).priority()).isEmpty();
    }

    private static Presence presence(String priority) {
        return (Presence) valid(Element.named(CLIENT, "presence")
                .child(CLIENT, "priority", priority)
                .build());
    }
}
