package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the bytes of a stream are cut changes nothing. */
@Tag("S-4")
@Tag("S-11")
@Tag("LIB-01")
class ChunkingTest {
    private static final String STANZAS = "<message to='j@é.example'\r\n id=\"1&#10;\"><body>a\r\nb\r]]&gt;中😀</body>"
            + "<p:x xmlns:p='urn:p' p:y='&lt;\r\n'><![CDATA[a]]]]>&#x1F600;]]</p:x ></message> \n<iq/>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                STANZAS + "</stream:stream>",
                STANZAS + "<!DOCTYPE a>",
                STANZAS + "<a>]]></a>",
                STANZAS + "<a b='<'/>",
                STANZAS + "<a>&nbsp;</a>",
                STANZAS + "<a><b></a>",
                STANZAS + "<a><stream:stream/></a>",
                STANZAS + "<a\uFFFE/>",
                STANZAS + "<?xml version='1.0'?>",
            })
    void changesNothing(String stanzas) {
        byte[] bytes = Reading.bytes(Reading.HEADER + stanzas);
        List<XmlEvent> whole = Reading.events(XmlParser.stream(Reading.LIMITS), bytes);
        assertThat(whole).hasSize(4);
        assertThat(Reading.events(XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> 1))
                .isEqualTo(whole);
        for (int split = 1; split < bytes.length; split++) {
            int first = split;
            assertThat(Reading.events(
                            XmlParser.stream(Reading.LIMITS), bytes, (from, left) -> from == 0 ? first : left))
                    .as("cut at %s", split)
                    .isEqualTo(whole);
        }
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            assertThat(Reading.events(
                            XmlParser.stream(Reading.LIMITS),
                            bytes,
                            (from, left) -> Math.min(left, 1 + random.nextInt(1 + random.nextInt(40)))))
                    .as("seed %s", seed)
                    .isEqualTo(whole);
        }
    }
}
