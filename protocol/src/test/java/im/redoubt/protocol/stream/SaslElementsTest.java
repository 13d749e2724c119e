package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramError;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The elements of SASL as both roles write and read them (RFC 6120 section 6.4), and elements of just the largest size. */
class SaslElementsTest {
    private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' ";

    private static Optional<byte[]> data(Element element) {
        return SaslElements.data(element.toParsed());
    }

    private static ClientProfile extensible() {
        return new ExtensibleClient(
                UserAgent.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    @Test
    void dataIsWrittenInBase64() {
        byte[] bytes = {0, 1, 2, (byte) 0xFF};

        assertThat(SaslElements.auth("SCRAM-SHA-256", bytes))
                .hasToString(
                        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>AAEC/w==</auth>");
        assertThat(SaslElements.challenge(bytes).text()).isEqualTo("AAEC/w==");
        assertThat(SaslElements.response(bytes).text()).isEqualTo("AAEC/w==");
        assertThat(SaslElements.success(bytes).text()).isEqualTo("AAEC/w==");
        assertThat(data(SaslElements.success(bytes)))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }

    @Test
    void noDataIsWrittenAsEachElementHasIt() {
        assertThat(SaslElements.challenge(new byte[0]).text()).isEqualTo("=");
        assertThat(SaslElements.success(new byte[0]).text()).isEqualTo("=");
        assertThat(SaslElements.response(new byte[0]).text()).isEmpty();
        assertThat(SaslElements.success().text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'',0", "=,0", "AA==,1", "AAAA,3"})
    void noDataAndSomeDataAreRead(String text, int length) {
        Element element = Element.named(StreamNames.SASL, "success").text(text).build();

        assertThat(data(element)).hasValueSatisfying(read -> assertThat(read).hasSize(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"==", "A", "AA", "AA=", "AA= =", " AA==", "AA==\n", "AB==", "A-_=", "AA==AA=="})
    @Tag("A-45")
    void anotherSpellingIsNone(String text) {
        assertThat(data(Element.named(StreamNames.SASL, "success").text(text).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SaslCondition.class)
    void everyFailureIsReadAsItIsWritten(SaslCondition condition) {
        SaslRefusal refusal = new SaslRefusal(condition, Optional.empty(), "for the log");
        Element failure = SaslElements.failure(refusal);

        for (ClientProfile profile : List.of(new OriginalClient(), extensible())) {
            assertThat(profile.condition(failure.toParsed())).contains(condition);
            assertThat(profile.text(failure.toParsed())).isEmpty();
        }
        assertThat(failure.toString()).doesNotContain("for the log");
    }

    @ParameterizedTest
    @EnumSource(ScramError.class)
    void aWordOfScramIsTheTextOfItsFailure(ScramError error) {
        SaslRefusal refusal = new SaslRefusal(SaslCondition.NOT_AUTHORIZED, Optional.of(error), "for the log");

        assertThat(new OriginalClient().text(SaslElements.failure(refusal).toParsed()))
                .contains(error.value());
        assertThat(extensible().text(ExtensibleSasl.NOT_BEGUN.failure(refusal).toParsed()))
                .contains(error.value());
    }

    @Test
    void namesOfConditionsAreExact() {
        for (String name : new String[] {"", "Aborted", "aborted ", "not-authorised", "text"}) {
            assertThat(SaslCondition.named(name)).isEmpty();
        }
    }

    @Test
    void elementsOfAnotherNamespaceAreNotThoseOfSasl() {
        assertThat(SaslElements.is(Words.named("urn:xmpp:sasl:2", "success").toParsed(), "success"))
                .isFalse();
        assertThat(SaslElements.is(Words.named(StreamNames.SASL, "Success").toParsed(), "success"))
                .isFalse();
    }

    /** The whole element counts, from its first to its last byte. */
    @ParameterizedTest
    @CsvSource({"9999,false", "10000,false", "10001,true", "20000,true"})
    @Tag("S-15")
    @Tag("LIB-01")
    void anElementOfTheLargestSizeIsTakenByBothRolesAndOneByteMoreIsNot(int bytes, boolean refused) {
        String around = "<x xmlns='urn:example:large'></x>";
        String element = "<x xmlns='urn:example:large'>" + "y".repeat(bytes - around.length()) + "</x>";
        ServerEnd server = Line.byBytes().untilServer(AwaitingAuth.class).server;
        ClientEnd client = Line.byBytes().untilClient(ExpectingMechanisms.class).client;
        server.written();

        assertThat(server.takes(element).written().contains("<policy-violation "))
                .isEqualTo(refused);
        client.takes(element);
        assertThat(client.failure().flatMap(ClientFailure::told).map(StreamError::condition))
                .contains(refused ? StreamCondition.POLICY_VIOLATION : StreamCondition.BAD_FORMAT);
    }

    @ParameterizedTest
    @CsvSource({"10000,false", "10001,true"})
    @Tag("S-15")
    void aHeaderOfTheLargestSizeIsTakenAndOneByteMoreIsNot(int bytes, boolean refused) {
        String start = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                + "to='example.org' version='1.0' x='";
        String header = start + "y".repeat(bytes - start.length() - 2) + "'>";
        ServerEnd server = new ServerEnd(new Negotiator().context());

        assertThat(server.takes(header).written().contains("<policy-violation "))
                .isEqualTo(refused);
    }

    @Test
    @Tag("S-20")
    void whiteSpaceBetweenElementsIsNoProgress() {
        ServerEnd server = new ServerEnd(new Negotiator().context());
        server.takes(HEADER + "to='example.org' version='1.0'>");
        ServerState before = server.state();
        server.written();
        server.takes(" \n\t".repeat(10_000));

        assertThat(server.state()).isSameAs(before);
        assertThat(server.written()).isEmpty();
    }
}
