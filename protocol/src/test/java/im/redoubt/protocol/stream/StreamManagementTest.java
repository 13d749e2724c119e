package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.StanzaCondition;
import im.redoubt.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements of XEP-0198, and what is said to them before a resource is bound. */
class StreamManagementTest {
    private static final BareJid ALICE = BareJid.of("alice@example.org");

    private static Element.Builder element(String local) {
        return Element.named("urn:xmpp:sm:3", local);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "007,7", "4294967295,4294967295"})
    void aNumberIsUnsignedAndHas32Bits(String text, long number) {
        assertThat(StreamManagement.handled(
                        element("a").attribute("h", text).build().toParsed()))
                .contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "0x1",
                "4294967296",
                "9999999999",
                "12345678901",
                "\u0661",
                "a"
            })
    @Tag("N-118")
    void anythingElseIsNone(String text) {
        assertThat(StreamManagement.handled(
                        element("a").attribute("h", text).build().toParsed()))
                .isEmpty();
        assertThat(StreamManagement.handled(element("a").build().toParsed())).isEmpty();
    }

    @Test
    void whatIsWrittenIsWhatTheSchemaHas() {
        assertThat(StreamManagement.answer(4_294_967_295L))
                .isEqualTo(element("a").attribute("h", "4294967295").build());
        assertThat(StreamManagement.request()).isEqualTo(element("r").build());
        assertThat(StreamManagement.enabled()).isEqualTo(element("enabled").build());
        assertThat(StreamManagement.failed(StanzaCondition.UNEXPECTED_REQUEST))
                .isEqualTo(element("failed")
                        .child(Element.named("urn:ietf:params:xml:ns:xmpp-stanzas", "unexpected-request")
                                .build())
                        .build());
    }

    /** Section 6: the error names both counts in an element of its own. */
    @Test
    void tooHighACountIsNamed() {
        StreamError error = StreamManagement.tooHigh(10, 8);
        assertThat(error.condition()).isEqualTo(StreamCondition.UNDEFINED_CONDITION);
        assertThat(error.toElement().first("urn:xmpp:sm:3", "handled-count-too-high"))
                .contains(element("handled-count-too-high")
                        .attribute("h", "10")
                        .attribute("send-count", "8")
                        .build());
        assertThat(error.text()).hasValueSatisfying(text -> assertThat(text).contains("10", "8"));
    }

    /** Section 3: "it MUST NOT send an enable element until after" binding; the client may still bind. */
    @ParameterizedTest
    @CsvSource({"enable,unexpected-request", "r,unexpected-request", "a,unexpected-request", "resume,bad-request"})
    @Tag("S-14")
    void beforeBindingNothingIsCountedOrResumed(String local, String condition) {
        AwaitingBind state = new AwaitingBind(new Negotiator().context(), ALICE, Optional.empty());
        ServerStep step = state.element(element(local).build().toParsed());
        assertThat(step.next()).isEqualTo(state);
        assertThat(step.effects())
                .isEqualTo(List.of(new ServerEffect.Send(element("failed")
                        .child(Element.named("urn:ietf:params:xml:ns:xmpp-stanzas", condition)
                                .build())
                        .build())));
    }

    /** Section 5: what is asked for is asked of the driver, and a refusal leaves the client where it was. */
    @Test
    void aStreamGoesOnOrAResourceIsBound() {
        AwaitingBind state = new AwaitingBind(new Negotiator().context(), ALICE, Optional.empty());
        ServerStep asked = state.element(element("resume")
                .attribute("previd", "some-id")
                .attribute("h", "7")
                .build()
                .toParsed());
        assertThat(asked.effects())
                .isEqualTo(List.of(new ServerEffect.Resume(
                        ALICE, new StreamManagement.Resumption("some-id", 7), Optional.empty())));

        ServerStep resumed = asked.next().answered(new ServerAnswer.Resumed(ALICE.withResource("r")));
        assertThat(resumed.next()).isEqualTo(new Bound(state.context(), ALICE.withResource("r")));
        assertThat(resumed.effects()).isEmpty();

        assertThat(asked.next().answered(new ServerAnswer.NotResumed(Optional.empty())))
                .isEqualTo(state.failed(StreamManagement.failed(StanzaCondition.ITEM_NOT_FOUND)));
        assertThat(asked.next().answered(new ServerAnswer.NotResumed(Optional.of(4_294_967_295L))))
                .isEqualTo(state.failed(element("failed")
                        .attribute("h", "4294967295")
                        .child(Element.named("urn:ietf:params:xml:ns:xmpp-stanzas", "item-not-found")
                                .build())
                        .build()));
        assertThat(asked.next().answered(new ServerAnswer.Unavailable()))
                .isEqualTo(state.failed(StreamManagement.failed(StanzaCondition.INTERNAL_SERVER_ERROR)));
        assertThat(Negotiator.error(asked.next().answered(new ServerAnswer.Miscounted(StreamManagement.tooHigh(9, 8)))))
                .isEqualTo(StreamCondition.UNDEFINED_CONDITION);
    }

    @Test
    void whatSaysThatAStreamCanGoOnIsWhatTheSchemaHas() {
        assertThat(StreamManagement.enabled("some-id", Duration.ofMinutes(5)))
                .isEqualTo(element("enabled")
                        .attribute("id", "some-id")
                        .attribute("resume", "true")
                        .attribute("max", "300")
                        .build());
        assertThat(StreamManagement.resumed("some-id", 3))
                .isEqualTo(element("resumed")
                        .attribute("previd", "some-id")
                        .attribute("h", "3")
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "false,false", "0,false", "TRUE,false", "yes,false"})
    void theWishIsABoolean(String text, boolean wish) {
        assertThat(StreamManagement.wantsResumption(
                        element("enable").attribute("resume", text).build().toParsed()))
                .isEqualTo(wish);
        assertThat(StreamManagement.wantsResumption(element("enable").build().toParsed()))
                .isFalse();
    }

    /** And before authentication it ends the stream like anything that comes too early. */
    @Test
    @Tag("S-14")
    void beforeSigningInItIsTooEarly() {
        ServerStep step = new Negotiator()
                .awaitingAuth()
                .on(Negotiator.received(element("enable").build()));
        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.NOT_AUTHORIZED);
    }
}
