package im.redoubt.things.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the codecs say the same. */
@Tag("IOT-02")
class SchemaTest {
    private static final Schema SCHEMA = new Schema(Garden.COMPILED.text("META-INF/redoubt/Alarm.xsd"));
    private static final Constants TYPES = Constants.ofAlarm(Garden.COMPILED);

    @Test
    void whatIsWrittenIsValid() {
        Garden.TAKEN.forEach((constant, xml) -> {
            assertThat(SCHEMA.refuses(xml)).as(xml).isEmpty();
            assertThat(SCHEMA.refuses(TYPES.again(constant, xml))).as(xml).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARDEN,<garden xmlns='urn:example:garden:1' wet='true'/>",
                "GARDEN,<garden xmlns='urn:example:garden:1' wet='1'> </garden>",
                "FORGET,<forget xmlns='urn:example:garden:1'> \n </forget>",
                "SEEN,<seen xmlns='urn:example:garden:1' integer='b' zero='0'><picture/></seen>",
                "SEEN,<seen zero='0' integer='b' xmlns='urn:example:garden:1'> <picture>AQ==</picture><notes>a</notes>"
                        + "<notes>a</notes> <counts>1</counts></seen>",
                "UNLOCK,<unlock xmlns='urn:example:garden:1' by='example.org'> <pin>AAAA</pin> </unlock>",
                "UNLOCK,<unlock xmlns='urn:example:garden:1' by='ex.org'><second>AAAA</second><pin>AAAA</pin></unlock>",
                "WATER,<water xmlns='urn:example:garden:1' at='2026-01-01T12:00:00.123456789+14:00'>"
                        + "<valve zone='lawn' open='P0DT0H59M59.5S'/><name>a b</name></water>",
            })
    void whatIsTakenIsValid(String line) {
        String constant = line.substring(0, line.indexOf(','));
        String xml = line.substring(line.indexOf(',') + 1);
        assertThat(TYPES.again(constant, xml)).startsWith("<");
        assertThat(SCHEMA.refuses(xml)).isEmpty();
    }

    /** One change to a document of {@link Garden#TAKEN}. */
    @ParameterizedTest
    @CsvSource({
        "GARDEN, wet='false', ''",
        "GARDEN, wet='false', wet='no'",
        "GARDEN, wet='false', wet='FALSE'",
        "GARDEN, dark='true', dark=''",
        "GARDEN, dark=, darker=",
        "GARDEN, back-garden, BACK_GARDEN",
        "GARDEN, back-garden, ' back-garden'",
        "GARDEN, zone='lawn', ''",
        "GARDEN, PT1H, PT1H1S",
        "GARDEN, PT1H, -PT1H",
        "GARDEN, PT1H, P1M",
        "GARDEN, PT1H, 1H",
        "GARDEN, x='-9', x='-10'",
        "GARDEN, x='-9', x='-09'",
        "GARDEN, x='-9', x='+9'",
        "GARDEN, x='-9', x='-0'",
        "GARDEN, x='-9', x=''",
        "GARDEN, 9223372036854775807, 9223372036854775808",
        "GARDEN, </garden>, <valve zone='lawn' open='PT0S'/></garden>",
        "GARDEN, </garden>, <spot x='1' y='1'/></garden>",
        "GARDEN, </garden>, .</garden>",
        "GARDEN, </garden>, <valve xmlns='urn:example:garden:2' zone='lawn' open='PT0S'/></garden>",
        "GARDEN, urn:example:garden:1, urn:example:garden:2",
        "WATER, 2199-12-31T23:59:59Z, 2200-01-01T00:00:00Z",
        "WATER, 2199-12-31T23:59:59Z, 1969-12-31T23:59:59Z",
        "WATER, 2199-12-31T23:59:59Z, 2199-12-31T23:59:59",
        "WATER, 2199-12-31T23:59:59Z, 2199-12-31T24:00:00Z",
        "WATER, 2199-12-31T23:59:59Z, 2199-12-31T23:59:60Z",
        "WATER, 2199-12-31T23:59:59Z, 2199-02-29T23:59:59Z",
        "WATER, 2199-12-31T23:59:59Z, 2199-12-31",
        "WATER, for-at-most='PT1M30S', for-at-most='PT1M31S'",
        "WATER, for-at-most=, forAtMost=",
        "WATER, <name>a&lt;&amp;</name>, ''",
        "WATER, <zones>, <zones>lawn</zones><zones>",
        "WATER, <name>, <spot x='1' y='1'/><name>",
        "WATER, <name>a&lt;&amp;</name>, <name>abcde</name>",
        "WATER, <name>a&lt;&amp;</name>, <name><a/></name>",
        "WATER, <name>, <name at='1'>",
        "WATER, <zones>lawn</zones>, <zones>field</zones>",
        "UNLOCK, by='alice@example.org', ''",
        "UNLOCK, by='alice@example.org', by='alice@example.org/a'",
        "UNLOCK, by='alice@example.org', by='@example.org'",
        "UNLOCK, by='alice@example.org', by='a b@example.org'",
        "UNLOCK, by='alice@example.org', by=''",
        "UNLOCK, example.org/a b, example.org/",
        "UNLOCK, <pin>, <pin>A",
        "UNLOCK, <pin>, <pin>AAAA",
        "UNLOCK, <second>, <pin>AAAA</pin><second>",
        "UNLOCK, <second>, <second>A A",
        "UNLOCK, </unlock>, <third/></unlock>",
        "UNLOCK, </unlock>, <body>902514</body></unlock>",
        "FORGET, <forget xmlns='urn:example:garden:1'/>, <forget xmlns='urn:example:garden:1'>!</forget>",
        "FORGET, <forget xmlns='urn:example:garden:1'/>, <forget xmlns='urn:example:garden:1'><a/></forget>",
        "FORGET, <forget xmlns='urn:example:garden:1'/>, <forget xmlns='urn:example:garden:1' a='1'/>",
        "FORGET, forget, forgot",
        "SEEN, any='-2147483648', any='-2147483649'",
        "SEEN, zero='0', zero='1'",
        "SEEN, zero='0', zero='00'",
        "SEEN, integer='a-1', integer='a_1'",
        "SEEN, AQIDBAU=, AQIDBAUG",
        "SEEN, AQIDBAU=, AQIDBAV=",
        "SEEN, AQIDBAU=, AQIDBAU",
        "SEEN, <notes>ab</notes>, <notes>abc</notes>",
        "SEEN, <counts>5</counts>, <counts>6</counts>",
        "SEEN, <counts>5</counts>, <counts/>",
        "LISTED, </listed>, <spot x='1' y='1'/></listed>"
    })
    @Tag("IOT-06")
    void whatIsRefusedIsNotValid(String constant, String before, String after) {
        String taken = Objects.requireNonNull(Garden.TAKEN.get(constant));
        assertThat(taken).contains(before);
        String changed = taken.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(after));
        assertThat(TYPES.again(constant, changed)).startsWith("refused: ");
        assertThat(SCHEMA.refuses(changed)).as(changed).isPresent();
    }

    /** Takes each attribute, each element with what is in it, away from each document, and says it twice. */
    @Test
    @Tag("IOT-06")
    void withoutAnyPartTheySayTheSame() {
        List<String> differing = new ArrayList<>();
        for (Map.Entry<String, String> taken : Garden.TAKEN.entrySet()) {
            for (String changed : changes(taken.getValue())) {
                boolean read = !TYPES.again(taken.getKey(), changed).startsWith("refused: ");
                if (read != SCHEMA.refuses(changed).isEmpty()) {
                    differing.add(changed);
                }
            }
        }
        assertThat(differing).isEmpty();
    }

    private static List<String> changes(String xml) {
        List<String> changes = new ArrayList<>();
        Matcher part = Pattern.compile(" [a-z-]+='[^']*'|<([a-z]+)( [^<>]*)?/>|<([a-z]+)( [^<>]*)?>(.*?)</\\3>")
                .matcher(xml);
        int from = xml.indexOf('\'', xml.indexOf("xmlns") + 7) + 1;
        while (part.find(from)) {
            changes.add(xml.substring(0, part.start()) + xml.substring(part.end()));
            if (part.group().startsWith("<")) {
                changes.add(xml.substring(0, part.end()) + part.group() + xml.substring(part.end()));
            }
            from = part.start() + 1;
        }
        return changes;
    }

    /** What the schema says of itself. */
    @Test
    void whereTheyDifferTheSchemaSaysSo() {
        String beginning = "<seen xmlns='urn:example:garden:1' integer='b' zero='0'";
        String disordered = beginning + "><notes>a</notes><picture/></seen>";
        assertThat(TYPES.again("SEEN", disordered)).startsWith("<seen");
        assertThat(SCHEMA.refuses(disordered)).isPresent();
        String language = beginning + " xml:lang='en'><picture/></seen>";
        assertThat(TYPES.again("SEEN", language)).startsWith("<seen");
        assertThat(SCHEMA.refuses(language)).isPresent();
        String spaced = beginning.replace("'0'", "' 0'") + "><picture/></seen>";
        assertThat(TYPES.again("SEEN", spaced)).isEqualTo("refused: MALFORMED (zero)");
        assertThat(SCHEMA.refuses(spaced)).isEmpty();
        // The JDK's validator counts as Java does; others count characters of Unicode.
        String emoji = beginning + "><picture/><notes>\uD83D\uDE00a</notes></seen>";
        assertThat(TYPES.again("SEEN", emoji)).isEqualTo("refused: TOO_LARGE (notes)");
    }

    @Test
    void aPartIsNoDocument() {
        String spot = "<spot xmlns='urn:example:garden:1' x='1' y='1'/>";
        assertThat(SCHEMA.refuses(spot)).isPresent();
        assertThat(SCHEMA.refuses("<done xmlns='urn:example:garden:1'/>")).isEmpty();
    }

    @Test
    void anAlarmHasASchemaToo() {
        Compiled alarm = Compiled.vocabulary("record Beat() implements Event {}");
        Schema schema = new Schema(alarm.text("META-INF/redoubt/Alarm.xsd"));
        assertThat(schema.refuses("<beat xmlns='urn:example:alarm:1'/>")).isEmpty();
        assertThat(schema.refuses("<beat/>")).isPresent();
    }
}
