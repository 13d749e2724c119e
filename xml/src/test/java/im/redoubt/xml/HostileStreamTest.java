package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hostile bytes at every place of a stream: the stanzas before them are read, then the refusal, then nothing more. */
@Tag("LIB-01")
class HostileStreamTest {
    private static final Map<String, XmlViolation.Kind> HOSTILE = hostile();

    /** Places of a stanza where markup may begin; {@code @} is where the hostile bytes go. */
    private static final List<String> PLACES = List.of(
            "@",
            "<message>@",
            "<message><body>@",
            "<message><body>text@",
            "<message><body>&amp;@",
            "<message><body><![CDATA[text]]>@",
            "<message><a/>@",
            "<message><a><b><c>@",
            "<message xmlns:p='urn:p' p:a='1'><p:b>@",
            "<iq type='get' id='1'>@",
            " \n@");

    private static Map<String, XmlViolation.Kind> hostile() {
        Map<String, XmlViolation.Kind> hostile = new LinkedHashMap<>();
        hostile.put("<!DOCTYPE a>", XmlViolation.Kind.RESTRICTED_XML);
        hostile.put("<!ENTITY a 'b'>", XmlViolation.Kind.RESTRICTED_XML);
        hostile.put("<!--", XmlViolation.Kind.RESTRICTED_XML);
        hostile.put("<?a?>", XmlViolation.Kind.RESTRICTED_XML);
        hostile.put("<a b='&c;'/>", XmlViolation.Kind.RESTRICTED_XML);
        hostile.put("<?xml version='1.0'?>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("<a b='1' b='2'/>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("</none>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("<a b='<'/>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("<a\u0000/>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("<a|b/>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("<a b='&#0;'/>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("<a b='\uFFFE'/>", XmlViolation.Kind.NOT_WELL_FORMED);
        hostile.put("<q:a/>", XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
        hostile.put("<a q:b='1'/>", XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
        hostile.put("<a xmlns:xml='u'/>", XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
        hostile.put("<a xmlns:q=''/>", XmlViolation.Kind.BAD_NAMESPACE_PREFIX);
        hostile.put("<stream:stream>", XmlViolation.Kind.BAD_FORMAT);
        hostile.put("<s:stream xmlns:s='http://etherx.jabber.org/streams'/>", XmlViolation.Kind.BAD_FORMAT);
        hostile.put("<" + "a".repeat(257) + "/>", XmlViolation.Kind.POLICY_VIOLATION);
        hostile.put("<a b='" + "c".repeat(262_144), XmlViolation.Kind.POLICY_VIOLATION);
        hostile.put("<a>".repeat(65), XmlViolation.Kind.POLICY_VIOLATION);
        return hostile;
    }

    @TestFactory
    @Tag("S-1")
    @Tag("S-3")
    @Tag("S-5")
    @Tag("S-6")
    @Tag("S-9")
    @Tag("S-10")
    Stream<DynamicTest> theRefusalIsTheSameInEveryPlaceAndFinal() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String place : PLACES) {
            HOSTILE.forEach((bytes, kind) -> tests.add(DynamicTest.dynamicTest(
                    place + " " + (bytes.length() > 40 ? bytes.substring(0, 40) + "…" : bytes).replace('\u0000', '·'),
                    () -> check(place.replace("@", bytes), kind))));
        }
        return tests.stream();
    }

    private static void check(String bytes, XmlViolation.Kind kind) {
        String before = Reading.HEADER + "<presence/><message><body>first</body></message>";
        List<XmlEvent> events = Reading.stream(before + bytes);

        assertThat(events).hasSize(4);
        assertThat(events.get(1)).isInstanceOf(XmlEvent.Complete.class);
        assertThat(events.get(2)).isInstanceOf(XmlEvent.Complete.class);
        assertThat(((XmlEvent.Refused) events.get(3)).violation().kind()).isEqualTo(kind);
        if (bytes.length() < 1_000) {
            assertThat(Reading.events(
                            XmlParser.stream(Reading.LIMITS), Reading.bytes(before + bytes), (from, left) -> 1))
                    .isEqualTo(events);
        }
    }

    /** A refusal says what was found and repeats nothing of it. */
    @Test
    @Tag("LIB-08")
    void noRefusalRepeatsWhatCame() {
        HOSTILE.keySet().forEach(bytes -> {
            String marked = bytes.replace("a", "marker");
            List<XmlEvent> events = Reading.stream(Reading.HEADER + marked);
            if (events.get(events.size() - 1) instanceof XmlEvent.Refused refused) {
                assertThat(refused.violation().detail())
                        .doesNotContain("marker")
                        .isNotEmpty();
            }
        });
    }

    @Test
    void afterARefusalNothingIsReadUntilTheParserIsRestarted() {
        for (String bytes : HOSTILE.keySet()) {
            XmlParser parser = XmlParser.stream(Reading.LIMITS);
            List<XmlEvent> first = Reading.events(parser, Reading.bytes(Reading.HEADER + bytes));
            XmlEvent refusal = first.get(first.size() - 1);
            ByteBuffer more = ByteBuffer.wrap(Reading.bytes("<message/>"));

            assertThat(parser.next(more)).isEqualTo(refusal);
            assertThat(parser.midElement()).isFalse();
            parser.restart();
            assertThat(Reading.events(parser, Reading.bytes(Reading.HEADER + "<message/>")))
                    .isEqualTo(Reading.stream(Reading.HEADER + "<message/>"));
        }
    }

    /** Wherever a restart comes, what follows is read as if nothing had been before. */
    @Test
    @Tag("T-23")
    void aRestartForgetsEverything() {
        byte[] bytes = Reading.bytes(
                Reading.HEADER
                        + "<message xmlns:p='urn:p' p:a='&amp;\r\n'><body>a😀<![CDATA[b]]></body></message><iq/></stream:stream>");
        List<XmlEvent> fresh = Reading.events(XmlParser.stream(Reading.LIMITS), bytes);
        for (int cut = 0; cut <= bytes.length; cut++) {
            XmlParser parser = XmlParser.stream(Reading.LIMITS);
            ByteBuffer head = ByteBuffer.wrap(bytes, 0, cut);
            XmlEvent event = XmlEvent.Starved.INSTANCE;
            while (head.hasRemaining() && !(event instanceof XmlEvent.Closed)) {
                event = parser.next(head);
            }
            parser.restart();

            assertThat(Reading.events(parser, bytes)).as("restarted at %s", cut).isEqualTo(fresh);
        }
    }

    /** A prefix that the stream in clear declared stands for nothing in the stream behind it. */
    @Test
    @Tag("T-23")
    void whatTheFirstHeaderDeclaredIsUnknownToTheSecond() {
        String first = Reading.HEADER.replace("xmlns='jabber:client'", "xmlns='jabber:client' xmlns:p='urn:p'");
        for (String second : List.of(
                "<p:stream xmlns='jabber:client'>",
                "<stream:stream xmlns='jabber:client'>",
                Reading.HEADER.replace("to='", "p:to='"))) {
            XmlParser parser = XmlParser.stream(Reading.LIMITS);
            assertThat(Reading.events(parser, Reading.bytes(first + "<message/>")))
                    .hasSize(3);
            parser.restart();

            assertThat(Reading.events(parser, Reading.bytes(second)))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            XmlEvent.Refused.class,
                            refused -> assertThat(refused.violation().kind())
                                    .isEqualTo(XmlViolation.Kind.BAD_NAMESPACE_PREFIX));
        }
    }

    /** Many stanzas of chance, good and bad: as many are read as are good before the first bad one. */
    @Test
    @Tag("S-11")
    void theStanzasBeforeTheFirstBadOneAreAllRead() {
        List<String> bad = List.copyOf(HOSTILE.keySet()).subList(0, 19);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Trees trees = new Trees(seed);
            List<XmlEvent> expected = new ArrayList<>();
            XmlBuffer out = new XmlBuffer();
            StreamWriter writer = StreamWriter.stream(out, "jabber:client");
            writer.header(List.of());
            for (int i = random.nextInt(5); i > 0; i--) {
                Element stanza = trees.stanza();
                writer.element(stanza);
                out.write(' ');
                expected.add(new XmlEvent.Complete(stanza.toParsed()));
            }
            byte[] end = Reading.bytes(bad.get(random.nextInt(bad.size())));
            out.write(end, 0, end.length);
            List<XmlEvent> events = Reading.events(
                    XmlParser.stream(Reading.LIMITS), out.toByteArray(), (from, left) -> 1 + random.nextInt(left));

            assertThat(events.subList(1, events.size() - 1)).isEqualTo(expected);
            assertThat(events.get(events.size() - 1)).isInstanceOf(XmlEvent.Refused.class);
        }
    }
}
