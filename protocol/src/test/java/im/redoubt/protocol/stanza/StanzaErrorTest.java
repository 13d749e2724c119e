package im.redoubt.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.address.Jid;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stanza errors (RFC 6120 section 8.3): conditions, types, and answers that carry the original back. */
class StanzaErrorTest {
    private static final String CLIENT = "jabber:client";
    private static final Element PAYLOAD =
            Element.named("urn:example", "query").attribute("a", "1").build();
    private static final StanzaHeader HEADER = new StanzaHeader(
            Optional.of("id-1"),
            Optional.of(Jid.of("bob@example.org/r")),
            Optional.of(Jid.of("alice@example.org/s")),
            Optional.of("de"));

    private static IqRequest request() {
        return IqRequest.of(IqRequest.Action.GET, HEADER, PAYLOAD);
    }

    private static Message message(MessageType type, Element... children) {
        return new Message(HEADER, type, XmlContent.of(CLIENT, List.of(children)));
    }

    /** The type that section 8.3.3 gives with each condition. */
    @ParameterizedTest
    @CsvSource({
        "bad-request,modify",
        "conflict,cancel",
        "feature-not-implemented,cancel",
        "forbidden,auth",
        "gone,cancel",
        "internal-server-error,cancel",
        "item-not-found,cancel",
        "jid-malformed,modify",
        "not-acceptable,modify",
        "not-allowed,cancel",
        "not-authorized,auth",
        "policy-violation,modify",
        "recipient-unavailable,wait",
        "redirect,modify",
        "registration-required,auth",
        "remote-server-not-found,cancel",
        "remote-server-timeout,wait",
        "resource-constraint,wait",
        "service-unavailable,cancel",
        "subscription-required,auth",
        "undefined-condition,cancel",
        "unexpected-request,wait"
    })
    void everyConditionHasItsTypeAndItsName(String wire, String type) {
        StanzaCondition condition = StanzaCondition.named(wire).orElseThrow();

        assertThat(condition.wire()).isEqualTo(wire);
        assertThat(condition.usualType().wire()).isEqualTo(type);
        assertThat(StanzaError.of(condition).toElement(CLIENT))
                .hasToString("<error xmlns='jabber:client' type='" + type + "'><" + wire
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
    }

    @Test
    void thereAreNoOtherConditions() {
        assertThat(StanzaCondition.values()).hasSize(22);
        for (String name : List.of("", "Bad-Request", "bad request", "payment-required", "text")) {
            assertThat(StanzaCondition.named(name)).isEmpty();
        }
    }

    @Test
    void textAndApplicationConditionComeBehindTheCondition() {
        StanzaError error = StanzaError.of(StanzaCondition.CONFLICT, "Taken.")
                .withType(StanzaError.Type.MODIFY)
                .withApplication(Element.named("urn:example:app", "taken").build());

        assertThat(error.toElement(CLIENT))
                .hasToString("<error xmlns='jabber:client' type='modify'>"
                        + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>Taken.</text>"
                        + "<taken xmlns='urn:example:app'/></error>");
    }

    @ParameterizedTest
    @EnumSource(StanzaCondition.class)
    void anAnswerCarriesTheOriginalBackAndTheErrorBehindIt(StanzaCondition condition) {
        Stanza answer = StanzaError.of(condition).answer(request());

        assertThat(answer.isError()).isTrue();
        assertThat(answer.id()).contains("id-1");
        assertThat(answer.to()).isEqualTo(HEADER.from());
        assertThat(answer.from()).isEqualTo(HEADER.to());
        assertThat(answer.header().lang()).isEmpty();
        assertThat(answer.content().elements().get(0)).isEqualTo(PAYLOAD);
        assertThat(answer.content().elements()).hasSize(2);
        assertThat(StanzaError.conditionIn(answer)).isEqualTo(condition);
    }

    @ParameterizedTest
    @EnumSource(value = MessageType.class, mode = EnumSource.Mode.EXCLUDE, names = "ERROR")
    void aMessageIsAnsweredWithAMessage(MessageType type) {
        Element body = Element.named(CLIENT, "body").text("hello").build();
        Message answer = (Message) StanzaError.of(StanzaCondition.GONE).answer(message(type, body));

        assertThat(answer.type()).isEqualTo(MessageType.ERROR);
        assertThat(answer.content().elements().get(0)).isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource(value = PresenceType.class, mode = EnumSource.Mode.EXCLUDE, names = "ERROR")
    void aPresenceIsAnsweredWithAPresence(PresenceType type) {
        Presence presence = new Presence(HEADER, type, XmlContent.empty(CLIENT));

        assertThat(((Presence) StanzaError.of(StanzaCondition.GONE).answer(presence)).type())
                .isEqualTo(PresenceType.ERROR);
    }

    @Test
    @Tag("R-80")
    void anErrorIsNeverAnsweredWithAnError() {
        StanzaError error = StanzaError.of(StanzaCondition.SERVICE_UNAVAILABLE);
        for (Stanza stanza : List.of(
                message(MessageType.ERROR),
                new Presence(HEADER, PresenceType.ERROR, XmlContent.empty(CLIENT)),
                error.answer(request()),
                request().result())) {
            assertThatThrownBy(() -> error.answer(stanza)).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Who sends an error inside of a message that is none cannot make the answer have two. */
    @Test
    void anErrorThatWasThereIsReplaced() {
        Element forged = StanzaError.of(StanzaCondition.CONFLICT).toElement(CLIENT);
        Stanza answer = StanzaError.of(StanzaCondition.GONE).answer(message(MessageType.CHAT, forged, PAYLOAD));

        assertThat(answer.content().elements()).hasSize(2);
        assertThat(StanzaError.conditionIn(answer)).isEqualTo(StanzaCondition.GONE);
    }

    @Test
    void whatIsNoDefinedConditionIsUndefined() {
        Element none =
                Element.named(CLIENT, "error").attribute("type", "cancel").build();
        Element unknown = Element.named(CLIENT, "error")
                .child(Element.named(StanzaError.NAMESPACE, "who-knows").build())
                .build();
        Element elsewhere = Element.named(CLIENT, "error")
                .child(Element.named("urn:other", "conflict").build())
                .child(StanzaError.NAMESPACE, "text", "conflict")
                .build();
        for (Element error : List.of(none, unknown, elsewhere, PAYLOAD)) {
            assertThat(StanzaError.conditionIn(message(MessageType.ERROR, error)))
                    .isEqualTo(StanzaCondition.UNDEFINED_CONDITION);
        }
    }

    /** RFC 6120 section 8.3.4: it is in a namespace of its own, and stands beside the condition. */
    @Test
    void conditionOfAnExtensionIsFoundBesideTheDefinedOne() {
        Element detail = Element.named("urn:example:why", "detail").build();
        Stanza answer = StanzaError.of(StanzaCondition.GONE, "words")
                .withApplication(detail)
                .answer(message(MessageType.CHAT, PAYLOAD));
        assertThat(StanzaError.applicationIn(answer)).contains(detail);
        Stanza without = StanzaError.of(StanzaCondition.GONE, "words").answer(message(MessageType.CHAT, PAYLOAD));
        assertThat(StanzaError.applicationIn(without)).isEmpty();
        assertThat(StanzaError.applicationIn(message(MessageType.CHAT, PAYLOAD)))
                .isEmpty();
    }

    @Test
    void aRequestHasAnIdentifierAndOnePayload() {
        StanzaHeader anonymous = new StanzaHeader(Optional.empty(), HEADER.to(), HEADER.from(), Optional.empty());

        assertThatIllegalArgumentException().isThrownBy(() -> IqRequest.of(IqRequest.Action.GET, anonymous, PAYLOAD));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IqRequest(HEADER, IqRequest.Action.SET, XmlContent.empty(CLIENT)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new IqRequest(HEADER, IqRequest.Action.SET, XmlContent.of(CLIENT, List.of(PAYLOAD, PAYLOAD))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IqResponse(anonymous, false, XmlContent.empty(CLIENT)));
    }

    @Test
    void aResultGoesBackToWhoAsked() {
        IqResponse result = request().result(PAYLOAD);

        assertThat(result.identifier()).isEqualTo("id-1");
        assertThat(result.to()).isEqualTo(HEADER.from());
        assertThat(result.from()).isEqualTo(HEADER.to());
        assertThat(result.isError()).isFalse();
        assertThat(request().result().content().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>", "a&b", "'", "\u00E9"})
    @Tag("S-8")
    void noTextBreaksOut(String text) {
        Element error = StanzaError.of(StanzaCondition.GONE, text).toElement(CLIENT);

        assertThat(error.children()).hasSize(2);
        assertThat(error.children().get(1).text()).isEqualTo(text);
    }
}
