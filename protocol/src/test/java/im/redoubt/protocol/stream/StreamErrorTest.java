package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import im.redoubt.xml.XmlViolation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stream errors, written and read (RFC 6120 section 4.9), and where one of them may lead. */
class StreamErrorTest {
    private static Element error(Element... children) {
        Element.Builder error = Element.named(StreamNames.STREAMS, "error");
        for (Element child : children) {
            error.child(child);
        }
        return error.build();
    }

    private static Element condition(String local) {
        return Element.named(StreamError.NAMESPACE, local).build();
    }

    @ParameterizedTest
    @EnumSource(StreamCondition.class)
    void everyConditionIsReadAsItIsWritten(StreamCondition condition) {
        assertThat(StreamCondition.named(condition.wire())).contains(condition);
        assertThat(StreamError.read(StreamError.of(condition).toElement().toParsed()))
                .isEqualTo(StreamError.of(condition));
        assertThat(StreamError.read(
                        StreamError.of(condition, "why & <how>").toElement().toParsed()))
                .isEqualTo(StreamError.of(condition, "why & <how>"));
    }

    /** The list of section 4.9.3, each name once. */
    @Test
    void theConditionsAreThoseOfTheSpecification() {
        Set<String> names = new HashSet<>();
        for (StreamCondition condition : StreamCondition.values()) {
            names.add(condition.wire());
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "bad-format",
                        "bad-namespace-prefix",
                        "conflict",
                        "connection-timeout",
                        "host-gone",
                        "host-unknown",
                        "improper-addressing",
                        "internal-server-error",
                        "invalid-from",
                        "invalid-namespace",
                        "invalid-xml",
                        "not-authorized",
                        "not-well-formed",
                        "policy-violation",
                        "remote-connection-failed",
                        "reset",
                        "resource-constraint",
                        "restricted-xml",
                        "see-other-host",
                        "system-shutdown",
                        "undefined-condition",
                        "unsupported-encoding",
                        "unsupported-feature",
                        "unsupported-stanza-type",
                        "unsupported-version");
    }

    @ParameterizedTest
    @EnumSource(XmlViolation.Kind.class)
    @Tag("LIB-01")
    void everyViolationOfTheParserHasItsCondition(XmlViolation.Kind kind) {
        StreamError error = StreamError.of(new XmlViolation(kind, "what was found"));

        assertThat(error.condition().wire()).isEqualTo(kind.condition());
        assertThat(error.text()).contains("what was found");
    }

    @Test
    void itIsWrittenWithTheConditionFirstAndTheTextInEnglish() {
        assertThat(StreamError.of(StreamCondition.RESET, "again").toElement())
                .hasToString("<error xmlns='http://etherx.jabber.org/streams'>"
                        + "<reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                        + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>again</text></error>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conflicts", "CONFLICT", "Conflict", " conflict", "text"})
    void noOtherNameIsACondition(String name) {
        assertThat(StreamCondition.named(name)).isEmpty();
    }

    @Test
    void whatIsNoDefinedConditionIsUndefined() {
        StreamError undefined = StreamError.of(StreamCondition.UNDEFINED_CONDITION);

        assertThat(StreamError.read(error().toParsed())).isEqualTo(undefined);
        assertThat(StreamError.read(error(condition("who-knows")).toParsed())).isEqualTo(undefined);
        assertThat(StreamError.read(
                        error(Element.named("urn:other", "conflict").build()).toParsed()))
                .isEqualTo(undefined);
    }

    @Test
    void theFirstConditionCounts() {
        Element text = Element.named(StreamError.NAMESPACE, "text")
                .attribute(XmlName.LANG, "de")
                .text("warum")
                .build();
        Element application = Element.named("urn:example:app", "x").build();

        assertThat(StreamError.read(error(application, text, condition("reset"), condition("conflict"))
                        .toParsed()))
                .isEqualTo(StreamError.of(StreamCondition.RESET, "warum"));
    }

    /** A place to go to, its host and its port; {@code -} if it is none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            other.example.org            | other.example.org | 0
            other.example.org:5222       | other.example.org | 5222
            other.example.org:1          | other.example.org | 1
            other.example.org:65535      | other.example.org | 65535
            192.0.2.1                    | 192.0.2.1         | 0
            192.0.2.1:5223               | 192.0.2.1         | 5223
            [2001:db8::1]                | 2001:db8::1       | 0
            [2001:DB8::1]:5222           | 2001:DB8::1       | 5222
            xn--bcher-kva.example        | xn--bcher-kva.example | 0
            other.example.org:0          | - | 0
            other.example.org:65536      | - | 0
            other.example.org:99999999999| - | 0
            other.example.org:           | - | 0
            other.example.org:-1         | - | 0
            other.example.org:+5         | - | 0
            other.example.org:5222:5222  | - | 0
            other.example.org:http       | - | 0
            :5222                        | - | 0
            ''                           | - | 0
            ' other.example.org'         | - | 0
            other example.org            | - | 0
            other.example.org/path       | - | 0
            //other.example.org          | - | 0
            user@other.example.org       | - | 0
            other_example.org            | - | 0
            bücher.example               | - | 0
            2001:db8::1                  | - | 0
            [2001:db8::1                 | - | 0
            2001:db8::1]                 | - | 0
            []                           | - | 0
            [other.example.org]          | - | 0
            [::1%25eth0]                 | - | 0
            [::1]x:5222                  | - | 0
            [::1]5222                    | - | 0
            """)
    @Tag("T-29")
    @Tag("LIB-04")
    void aPlaceToGoToIsAHostAndPerhapsAPort(String text, String host, int port) {
        Optional<SeeOtherHost> expected = host.equals("-")
                ? Optional.empty()
                : Optional.of(new SeeOtherHost(host, port == 0 ? Optional.empty() : Optional.of(port)));

        assertThat(SeeOtherHost.parse(text)).isEqualTo(expected);
        assertThat(SeeOtherHost.in(Words.seeOtherHost(text).toParsed())).isEqualTo(expected);
    }

    @Test
    @Tag("T-29")
    void aHostHasALongestName() {
        assertThat(SeeOtherHost.parse("a".repeat(255))).isPresent();
        assertThat(SeeOtherHost.parse("a".repeat(256))).isEmpty();
    }

    @Test
    @Tag("T-29")
    void anotherErrorLeadsNowhere() {
        assertThat(SeeOtherHost.in(StreamError.of(StreamCondition.CONFLICT, "evil.example")
                        .toElement()
                        .toParsed()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:5222", "[::1]:5222"})
    @Tag("T-29")
    @Tag("LIB-04")
    void inClearNobodyIsSentElsewhere(String where) {
        for (Class<?> moment :
                new Class<?>[] {ExpectingHeader.class, ExpectingStartTls.class, ExpectingProceed.class}) {
            ClientEnd client = Line.byBytes().untilClient(moment).client;
            if (moment == ExpectingHeader.class) {
                client.takes("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='"
                        + StreamNames.STREAMS + "' from='example.org' id='1' version='1.0'>");
            }
            client.takes("<stream:error><see-other-host xmlns='" + StreamError.NAMESPACE + "'>" + where
                    + "</see-other-host><text xmlns='" + StreamError.NAMESPACE + "'>lies</text></stream:error>");

            assertThat(client.failure())
                    .contains(new ClientFailure.Ended(StreamError.of(StreamCondition.SEE_OTHER_HOST)));
        }
    }

    @Test
    @Tag("T-29")
    void overTlsAServerMaySendItsClientElsewhereAndNowhereOdd() {
        ClientEnd good = Line.byBytes().untilClient(ExpectingMechanisms.class).client;
        ClientEnd odd = Line.byBytes().untilClient(ExpectingMechanisms.class).client;
        String before = "<stream:error><see-other-host xmlns='" + StreamError.NAMESPACE + "'>";
        good.takes(before + "b.example.org:5222</see-other-host></stream:error>");
        odd.takes(before + "b.example.org:0</see-other-host></stream:error>");

        assertThat(good.failure())
                .contains(new ClientFailure.Redirected(new SeeOtherHost("b.example.org", Optional.of(5222))));
        assertThat(odd.failure()).contains(new ClientFailure.Ended(StreamError.of(StreamCondition.SEE_OTHER_HOST)));
    }
}
