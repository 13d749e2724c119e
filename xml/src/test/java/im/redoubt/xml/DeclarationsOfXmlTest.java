package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** XML declarations put together from their parts, each part right or wrong (XML 1.0, 2.8; RFC 6120 section 11.5). */
@Tag("S-12")
@Tag("LIB-01")
class DeclarationsOfXmlTest {
    private static final List<String> VERSIONS = List.of(" version='1.0'", " version=\"1.0\"", "  version = '1.0'");
    private static final List<String> WRONG_VERSIONS = List.of(
            "", "version='1.0'", " version='1.1'", " version='1.0\"", " version=1.0", " VERSION='1.0'", " version='1'");
    private static final List<String> ENCODINGS =
            List.of("", " encoding='UTF-8'", " encoding=\"utf-8\"", "\tencoding\n=\r'Utf-8'");
    private static final List<String> WRONG_ENCODINGS =
            List.of("encoding='UTF-8'", " encoding=''", " encoding='8'", " encoding=UTF-8", " encoding='UTF-8\"");
    private static final List<String> FOREIGN_ENCODINGS = List.of(
            " encoding='UTF-16'",
            " encoding='latin1'",
            " encoding='UTF8'",
            " encoding='UTF-8-BOM'",
            " encoding='UTF-7'");
    private static final List<String> STANDALONE =
            List.of("", " standalone='yes'", " standalone=\"no\"", " standalone = 'no' ");
    private static final List<String> WRONG_STANDALONE =
            List.of("standalone='yes'", " standalone='YES'", " standalone=''", " standalone=yes", " other='1'");

    private static String declaration(String version, String encoding, String standalone) {
        return "<?xml" + version + encoding + standalone + "?>";
    }

    @TestFactory
    Stream<DynamicTest> whatIsRightInAllPartsIsTaken() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : VERSIONS) {
            for (String encoding : ENCODINGS) {
                for (String standalone : STANDALONE) {
                    String declaration = declaration(version, encoding, standalone);
                    tests.add(DynamicTest.dynamicTest(shown(declaration), () -> {
                        assertThat(Reading.document(declaration + "<a/>").get(0))
                                .isInstanceOf(XmlEvent.Complete.class);
                        assertThat(Reading.stream(declaration + "\n<a>").get(0)).isInstanceOf(XmlEvent.Opened.class);
                        assertThat(new Woodstox().read(Reading.bytes(declaration + "<a/>")))
                                .isPresent();
                    }));
                }
            }
        }
        return tests.stream();
    }

    private static String shown(String declaration) {
        return declaration.replace('\n', '␊').replace('\r', '␍').replace('\t', '␉');
    }

    @TestFactory
    @Tag("S-3")
    Stream<DynamicTest> oneWrongPartIsEnough() {
        List<String> wrong = new ArrayList<>();
        WRONG_VERSIONS.forEach(version -> wrong.add(declaration(version, "", "")));
        WRONG_VERSIONS.forEach(version -> wrong.add(declaration(version, " encoding='UTF-8'", "")));
        WRONG_ENCODINGS.forEach(encoding -> wrong.add(declaration(" version='1.0'", encoding, "")));
        WRONG_STANDALONE.forEach(standalone -> wrong.add(declaration(" version='1.0'", "", standalone)));
        WRONG_STANDALONE.forEach(
                standalone -> wrong.add(declaration(" version='1.0'", " encoding='UTF-8'", standalone)));
        wrong.add(declaration(" version='1.0'", " standalone='yes'", " encoding='UTF-8'"));
        wrong.add("<?xml version='1.0' ? >");
        wrong.add("<?xml version='1.0'>");
        wrong.add("<?xml version='1.0'/?>");
        return wrong.stream()
                .map(declaration -> DynamicTest.dynamicTest(shown(declaration), () -> {
                    assertThat(Reading.document(declaration + "<a/>").get(0)).isInstanceOf(XmlEvent.Refused.class);
                    assertThat(Reading.stream(declaration + "<a>").get(0)).isInstanceOf(XmlEvent.Refused.class);
                    assertThat(new Woodstox().read(Reading.bytes(declaration + "<a/>")))
                            .as("1.1 is right elsewhere")
                            .matches(read -> read.isEmpty() || declaration.contains("1.1"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> anotherEncodingIsNamedAsTheReason() {
        return FOREIGN_ENCODINGS.stream()
                .map(encoding -> DynamicTest.dynamicTest(encoding, () -> {
                    String declaration = declaration(" version='1.0'", encoding, "");
                    assertThat(Reading.documentRefusal(declaration + "<a/>"))
                            .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
                    assertThat(Reading.refusal(XmlParser.stream(Reading.LIMITS), Reading.bytes(declaration + "<a>")))
                            .isEqualTo(XmlViolation.Kind.UNSUPPORTED_ENCODING);
                }));
    }

    @Test
    @Tag("S-11")
    void aDeclarationMayBeCutAnywhere() {
        byte[] bytes = Reading.bytes("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>");
        List<XmlEvent> whole = Reading.events(XmlParser.document(Reading.LIMITS), bytes);
        for (int first = 1; first < bytes.length; first++) {
            int cut = first;
            assertThat(Reading.events(
                            XmlParser.document(Reading.LIMITS), bytes, (from, left) -> from == 0 ? cut : left))
                    .isEqualTo(whole);
        }
    }

    /** In UTF-16 and UTF-32, with and without a mark, and in EBCDIC: by the first bytes, and never as something else. */
    @TestFactory
    @Tag("S-4")
    Stream<DynamicTest> otherEncodingsAreNeverTaken() {
        return Stream.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE", "IBM037")
                .map(charset -> DynamicTest.dynamicTest(charset, () -> {
                    byte[] bytes = "<?xml version='1.0'?><a>text</a>".getBytes(Charset.forName(charset));
                    List<XmlEvent> events = Reading.events(XmlParser.document(Reading.LIMITS), bytes);
                    assertThat(events).singleElement().isInstanceOf(XmlEvent.Refused.class);
                    assertThat(Reading.events(XmlParser.document(Reading.LIMITS), bytes, (from, left) -> 1))
                            .isEqualTo(events);
                }));
    }
}
