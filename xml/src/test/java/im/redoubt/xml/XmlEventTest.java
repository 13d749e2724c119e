package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as values: each calls its own case, and each violation has the stream error of RFC 6120, section 4.9.3. */
class XmlEventTest {
    private static final ParsedElement ELEMENT = Reading.element("<a>b</a>");

    /** Names the case that was called and what it was given. */
    private static final class Named implements XmlEvent.Cases<String> {
        @Override
        public String opened(XmlEvent.Opened opened) {
            return "opened " + opened.name();
        }

        @Override
        public String element(ParsedElement element) {
            return "element " + element.name();
        }

        @Override
        public String closed() {
            return "closed";
        }

        @Override
        public String violation(XmlViolation violation) {
            return "violation " + violation.detail();
        }

        @Override
        public String starved() {
            return "starved";
        }
    }

    @Test
    void eachEventCallsItsOwnCase() {
        XmlViolation violation = new XmlViolation(XmlViolation.Kind.BAD_FORMAT, "why");
        Map<XmlEvent, String> cases = Map.of(
                new XmlEvent.Opened(new XmlName("u", "s"), "", List.of()),
                "opened {u}s",
                new XmlEvent.Complete(ELEMENT),
                "element a",
                XmlEvent.Closed.INSTANCE,
                "closed",
                new XmlEvent.Refused(violation),
                "violation why",
                XmlEvent.Starved.INSTANCE,
                "starved");
        cases.forEach((event, called) -> assertThat(event.on(new Named())).isEqualTo(called));
    }

    @Test
    void aStreamCallsItsCasesInOrder() {
        List<String> called = Reading.stream(Reading.HEADER + "<iq/> <presence/></stream:stream>").stream()
                .map(event -> event.on(new Named()))
                .toList();
        assertThat(called)
                .containsExactly(
                        "opened {http://etherx.jabber.org/streams}stream",
                        "element {jabber:client}iq",
                        "element {jabber:client}presence",
                        "closed");
        assertThat(Reading.document(" <a>&b;").get(0).on(new Named()))
                .isEqualTo("violation an entity other than the five");
    }

    @Test
    void theAttributesOfAHeaderAreACopy() {
        List<XmlAttribute> attributes = new ArrayList<>();
        attributes.add(new XmlAttribute(new XmlName("", "to"), "a"));
        XmlEvent.Opened opened = new XmlEvent.Opened(new XmlName("u", "s"), "", attributes);
        attributes.clear();

        assertThat(opened.attributes()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> opened.attributes().clear());
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_WELL_FORMED, not-well-formed",
        "RESTRICTED_XML, restricted-xml",
        "UNSUPPORTED_ENCODING, unsupported-encoding",
        "BAD_FORMAT, bad-format",
        "BAD_NAMESPACE_PREFIX, bad-namespace-prefix",
        "POLICY_VIOLATION, policy-violation"
    })
    void aKindHasItsCondition(XmlViolation.Kind kind, String condition) {
        assertThat(kind.condition()).isEqualTo(condition);
        assertThat(XmlViolation.Kind.values()).hasSize(6);
    }

    /** A refusal must not cost more than what it answers: it carries no stack and no cause, and keeps no others. */
    @Test
    @Tag("LIB-08")
    void aRefusalHasNoStack() {
        Refusal refusal = Refusal.policy("why");
        refusal.addSuppressed(new IllegalStateException("more"));

        assertThat(refusal.getStackTrace()).isEmpty();
        assertThat(refusal.getCause()).isNull();
        assertThat(refusal.getSuppressed()).isEmpty();
        assertThat(refusal).hasMessage("why");
        assertThat(refusal.violation()).isEqualTo(new XmlViolation(XmlViolation.Kind.POLICY_VIOLATION, "why"));
    }

    @Test
    void eachRefusalIsOfItsKind() {
        assertThat(List.of(
                        Refusal.malformed("d"),
                        Refusal.restricted("d"),
                        Refusal.encoding("d"),
                        Refusal.format("d"),
                        Refusal.prefix("d"),
                        Refusal.policy("d")))
                .extracting(refusal -> refusal.violation().kind())
                .containsExactly(XmlViolation.Kind.values());
    }
}
