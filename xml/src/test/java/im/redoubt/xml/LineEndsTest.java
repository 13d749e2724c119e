package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends of lines (XML 1.0, 2.11) and white space in values (3.3.3), however the bytes are cut, and as Woodstox has them. */
@Tag("S-11")
@Tag("LIB-01")
class LineEndsTest {
    private static final Woodstox WOODSTOX = new Woodstox();

    @ParameterizedTest
    @CsvSource({
        "\\n,\\n,_",
        "\\r,\\n,_",
        "\\r\\n,\\n,_",
        "\\r\\r,\\n\\n,__",
        "\\n\\r,\\n\\n,__",
        "\\r\\n\\r\\n,\\n\\n,__",
        "\\r\\r\\n,\\n\\n,__",
        "\\n\\n,\\n\\n,__",
        "\\t,\\t,_",
        "a\\rb,a\\nb,a_b",
        "a\\r\\nb,a\\nb,a_b"
    })
    void areOneLineFeedInTextAndOneSpaceInValues(String received, String text, String value) {
        String raw = unescaped(received);

        assertThat(Reading.element("<m>" + raw + "</m>").content().text()).isEqualTo(unescaped(text));
        assertThat(Reading.element("<m><![CDATA[" + raw + "]]></m>").content().text())
                .isEqualTo(unescaped(text));
        assertThat(Reading.element("<m a='" + raw + "'/>").attribute("a")).contains(value.replace('_', ' '));
        assertThat(Reading.element("<m a=\"" + raw + "\"/>").attribute("a")).contains(value.replace('_', ' '));
    }

    private static String unescaped(String s) {
        return s.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    @Test
    void referencesAreNotNormalized() {
        assertThat(Reading.element("<m>&#13;&#xD;&#10;&#13;\n</m>").content().text())
                .isEqualTo("\r\r\n\r\n");
        assertThat(Reading.element("<m a='&#13;&#10;&#9;'/>").attribute("a")).contains("\r\n\t");
    }

    /** All strings of four out of these, in text, in CDATA, in values and in tags. */
    @TestFactory
    Stream<DynamicTest> everyRowOfThemIsWhatWoodstoxHas() {
        String[] pieces = {"\r", "\n", "\t", " ", "a", "&#13;", "&#10;"};
        List<DynamicTest> tests = new ArrayList<>();
        for (String first : pieces) {
            for (String second : pieces) {
                String name =
                        (first + second).replace("\r", "CR").replace("\n", "LF").replace("\t", "TAB");
                tests.add(DynamicTest.dynamicTest("«" + name + "» and two more", () -> {
                    for (String third : pieces) {
                        for (String fourth : pieces) {
                            check(first + second + third + fourth);
                        }
                    }
                }));
            }
        }
        return tests.stream();
    }

    private static void check(String row) {
        String plain = row.replaceAll("&#1[03];", "b");
        byte[] document = Reading.bytes("<m a='" + row + "' b=\"" + row + "\"><n"
                + (" " + plain.replace("a", "").replace("b", "")) + "/>" + row + "<![CDATA[" + plain + "]]>" + row
                + "</m>");
        Element expected = WOODSTOX.read(document).orElseThrow();

        assertThat(Reading.element(document).toElement()).isEqualTo(expected);
        assertThat(Reading.events(XmlParser.document(Reading.LIMITS), document, (from, left) -> 1)
                        .get(0))
                .isEqualTo(new XmlEvent.Complete(expected.toParsed()));
    }

    @Test
    void aCarriageReturnAtTheEndOfAPieceIsStillOne() {
        byte[] document = Reading.bytes("<m a='x\r\ny'>x\r\ny\r</m>");
        List<XmlEvent> whole = Reading.events(XmlParser.document(Reading.LIMITS), document);
        for (int first = 1; first < document.length; first++) {
            int cut = first;
            assertThat(Reading.events(
                            XmlParser.document(Reading.LIMITS), document, (from, left) -> from == 0 ? cut : left))
                    .as("cut at %s", first)
                    .isEqualTo(whole);
        }
    }
}
