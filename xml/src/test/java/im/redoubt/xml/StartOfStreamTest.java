package im.redoubt.xml;

import static im.redoubt.xml.Reading.latin;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand before the root: an XML declaration at the very start, white space, nothing else. */
@Tag("S-12")
class StartOfStreamTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?>",
                "<?xml version=\"1.0\"?>",
                "<?xml version='1.0' encoding='UTF-8'?>",
                "<?xml version='1.0' encoding=\"utf-8\" ?>",
                "<?xml\tversion = '1.0'\r\nencoding = 'Utf-8' standalone='yes'?>",
                "<?xml version='1.0' standalone='no'?>",
                "<?xml version='1.0'?>\n",
                " \r\n",
            })
    void mayStandBeforeTheRoot(String prolog) {
        List<XmlEvent> events = Reading.stream(prolog + "<a>");
        assertThat(events.get(0)).isEqualTo(new XmlEvent.Opened(new XmlName("", "a"), "", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.1'?>",
                "<?xml version='1.0\"?>",
                "<?xml version=1.0?>",
                "<?xml encoding='UTF-8'?>",
                "<?xml version='1.0' standalone='maybe'?>",
                "<?xml version='1.0' standalone='yes' encoding='UTF-8'?>",
                "<?xml version='1.0'encoding='UTF-8'?>",
                "<?xml version='1.0' encoding='UTF-8' a='b'?>",
                "<?xml version='1.0' encoding=''?>",
                "<?xml version='1.0' encoding='&#85;TF-8'?>",
                "<?xml version='1.0'>",
                "<?xml version='1.0' \u00E9?>",
                "<?xml ?>",
                "<?xml?>",
                " <?xml version='1.0'?>",
                "<?xml version='1.0'?><?xml version='1.0'?>",
                "a",
                "\uFEFF",
                "\uFEFF<?xml version='1.0'?>",
            })
    @Tag("S-3")
    void isNotWellFormed(String prolog) {
        assertThat(Reading.refusal(XmlParser.stream(Reading.LIMITS), Reading.bytes(prolog + "<a>")))
                .isIn(
                        prolog.startsWith("<?xml?")
                                ? XmlViolation.Kind.RESTRICTED_XML
                                : XmlViolation.Kind.NOT_WELL_FORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a><?xml version='1.0'?>", "<a><b><?xml version='1.0'?>", "<a><b/><?xml?>"})
    @Tag("S-3")
    void isNotWellFormedLater(String stream) {
        assertThat(Reading.refusal(XmlParser.stream(Reading.LIMITS), Reading.bytes(stream)))
                .isEqualTo(XmlViolation.Kind.NOT_WELL_FORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0' encoding='UTF-16'?>",
                "<?xml version='1.0' encoding='ISO-8859-1'?>",
                "<?xml version='1.0' encoding='UTF8'?>",
                "<?xml version='1.0' encoding='US-ASCII'?>",
            })
    void isAnotherEncoding(String prolog) {
        assertThat(Reading.refusal(XmlParser.stream(Reading.LIMITS), Reading.bytes(prolog + "<a>")))
                .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
    }

    @Test
    void isAnotherEncodingByItsBytes() {
        String header = "<?xml version='1.0'?><a>";
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
            assertThat(Reading.refusal(XmlParser.stream(Reading.LIMITS), header.getBytes(Charset.forName(charset))))
                    .as(charset)
                    .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
        }
        byte[] marked = ("\uFEFF" + header).getBytes(StandardCharsets.UTF_16LE);
        assertThat(Reading.refusal(XmlParser.document(Reading.LIMITS), marked))
                .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
        assertThat(Reading.refusal(XmlParser.document(Reading.LIMITS), latin("<?xml \0")))
                .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
    }

    @Test
    void aDeclarationHasALimit() {
        String spaces = " ".repeat(128 - "xml version='1.0'?>".length());
        assertThat(Reading.stream("<?xml version='1.0'" + spaces + "?><a>")).hasSize(2);
        assertThat(Reading.refusal(XmlParser.stream(Reading.LIMITS), latin("<?xml version='1.0' " + spaces + "?><a>")))
                .isEqualTo(XmlViolation.Kind.POLICY_VIOLATION);
    }
}
