package im.redoubt.client.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.client.extension.Reading.Sample;
import im.redoubt.client.extension.Reading.Unit;
import im.redoubt.client.extension.Refusal.Reason;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.stanza.Message;
import im.redoubt.protocol.stanza.MessageType;
import im.redoubt.protocol.stanza.Stanza;
import im.redoubt.protocol.stanza.StanzaHeader;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlContent;
import im.redoubt.xml.XmlName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static final Reading WHOLE = new Reading(
            Unit.SOMETHING_ELSE,
            -5,
            Instant.parse("2026-01-02T03:04:05.5Z"),
            Optional.of(Octets.copyOf(new byte[] {1, 2, 3})),
            BareJid.of("cellar@example.org"),
            Optional.of(Unverified.of("<cold>")),
            List.of(Unverified.of("a"), Unverified.of("")),
            List.of(new Sample(0), new Sample(Long.MAX_VALUE)));

    private static final Reading LEAST = new Reading(
            Unit.CELSIUS,
            0,
            Instant.EPOCH,
            Optional.empty(),
            BareJid.of("example.org"),
            Optional.empty(),
            List.of(),
            List.of());

    @Test
    void writesEachFieldInItsPlaceAndReadsItAgain() {
        Element element = Reading.CODEC.encode(WHOLE);
        assertThat(element)
                .hasToString("<reading xmlns='urn:example:reading:0' unit='something-else' tenths='-5'"
                        + " at='2026-01-02T03:04:05.500Z' proof='AQID'><sensor>cellar@example.org</sensor>"
                        + "<note>&lt;cold&gt;</note><label>a</label><label/><sample count='0'/>"
                        + "<sample count='9223372036854775807'/></reading>");
        assertThat(Reading.CODEC.decode(element).value()).contains(WHOLE);
        assertThat(Reading.CODEC.decode(element).refusal()).isEmpty();
        Element least = Reading.CODEC.encode(LEAST);
        assertThat(least)
                .hasToString("<reading xmlns='urn:example:reading:0' unit='celsius' tenths='0'"
                        + " at='1970-01-01T00:00:00Z'><sensor>example.org</sensor></reading>");
        assertThat(Reading.CODEC.decode(least).value()).contains(LEAST);
    }

    /** One change to what would be taken, and the refusal that it makes: no value, no exception. */
    @ParameterizedTest
    @Tag("APP-02")
    @Tag("S-19")
    @CsvSource(
            nullValues = "-",
            value = {
                "unit,-,MISSING,unit",
                "unit,kelvins,NOT_LISTED,unit",
                "unit,KELVIN,NOT_LISTED,unit",
                "unit,'',NOT_LISTED,unit",
                "tenths,-,MISSING,tenths",
                "tenths,-2733,OUT_OF_RANGE,tenths",
                "tenths,20001,OUT_OF_RANGE,tenths",
                "tenths,2147483648,OUT_OF_RANGE,tenths",
                "tenths,-9223372036854775809,OUT_OF_RANGE,tenths",
                "tenths,99999999999999999999999999999999999,OUT_OF_RANGE,tenths",
                "tenths,'',MALFORMED,tenths",
                "tenths,+5,MALFORMED,tenths",
                "tenths,05,MALFORMED,tenths",
                "tenths,-0,MALFORMED,tenths",
                "tenths,5.0,MALFORMED,tenths",
                "tenths,5e3,MALFORMED,tenths",
                "tenths,0x5,MALFORMED,tenths",
                "tenths,' 5',MALFORMED,tenths",
                "tenths,NaN,MALFORMED,tenths",
                "tenths,\u0665,MALFORMED,tenths",
                "tenths,\uFF15,MALFORMED,tenths",
                "at,-,MISSING,at",
                "at,9999-12-31T23:59:59Z,OUT_OF_RANGE,at",
                "at,0000-01-01T00:00:00Z,OUT_OF_RANGE,at",
                "at,1969-12-31T23:59:59.999Z,OUT_OF_RANGE,at",
                "at,2200-01-01T00:00:00Z,OUT_OF_RANGE,at",
                "at,1970-01-01T00:30:00+01:00,OUT_OF_RANGE,at",
                "at,-0001-01-01T00:00:00Z,MALFORMED,at",
                "at,+1000000000-01-01T00:00:00Z,MALFORMED,at",
                "at,2026-02-30T00:00:00Z,MALFORMED,at",
                "at,2026-01-01,MALFORMED,at",
                "at,1767225600,MALFORMED,at",
                "proof,AQIDBAU=,TOO_LARGE,proof",
                "proof,AQIDBAUG,TOO_LARGE,proof",
                "proof,AQIDBAUGBwgJ,TOO_LARGE,proof",
                "proof,AQI,MALFORMED,proof",
                "proof,AQJ=,MALFORMED,proof",
                "proof,AQ==AQ==,MALFORMED,proof",
                "proof,-_-_,MALFORMED,proof",
                "extra,1,UNKNOWN,''"
            })
    void anAttributeThatIsWrongIsARefusal(String attribute, String value, Reason reason, String field) {
        Element.Builder changed = Element.named(Reading.NAMESPACE, "reading");
        Element whole = Reading.CODEC.encode(WHOLE);
        whole.attributes().stream()
                .filter(a -> !a.name().local().equals(attribute))
                .forEach(a -> changed.attribute(a.name(), a.value()));
        changed.attribute(attribute, Optional.ofNullable(value)).children(whole.children());
        assertThat(Reading.CODEC.decode(changed.build()).refusal()).contains(new Refusal(reason, field));
    }

    @ParameterizedTest
    @Tag("APP-02")
    @Tag("S-19")
    @CsvSource({
        "<sensor>a@b</sensor>,REPEATED,sensor",
        "<note>b</note>,REPEATED,note",
        "<label>abcdef</label>,TOO_LARGE,label",
        "<label>b</label><label>c</label>,TOO_LARGE,label",
        "<label a='1'>b</label>,UNKNOWN,label",
        "<label>b<i/></label>,UNKNOWN,label",
        "<label xmlns='urn:other'>b</label>,UNKNOWN,''",
        "<sample count='1'/>,TOO_LARGE,sample",
        "<other/>,UNKNOWN,''",
        "text,UNKNOWN,''",
        "<x xmlns='urn:other'/>,UNKNOWN,''"
    })
    void aChildThatIsTooManyIsARefusal(String added, Reason reason, String field) {
        Element changed = read(Reading.CODEC.encode(WHOLE).toString().replace("</reading>", added + "</reading>"));
        assertThat(Reading.CODEC.decode(changed).refusal()).contains(new Refusal(reason, field));
    }

    @ParameterizedTest
    @Tag("APP-02")
    @CsvSource({
        "<sensor>cellar@example.org</sensor>,'',MISSING,sensor",
        "cellar@example.org,a@@b,MALFORMED,sensor",
        "cellar@example.org,a@b/c,MALFORMED,sensor",
        "cellar@example.org,'',MALFORMED,sensor",
        "&lt;cold&gt;,123456789012345678901,TOO_LARGE,note",
        "count='0',count='-1',OUT_OF_RANGE,sample/count",
        "count='0',count='9223372036854775808',OUT_OF_RANGE,sample/count",
        "count='0','',MISSING,sample/count",
        "count='0',count='0' more='1',UNKNOWN,sample",
        "something-else,kelvin,INCONSISTENT,''",
        "urn:example:reading:0,urn:example:reading:1,WRONG_NAME,''",
        "reading:0',reading:0' xmlns:x='urn:y' x:unit='celsius',UNKNOWN,''"
    })
    void whatIsChangedIsARefusal(String before, String after, Reason reason, String field) {
        Element changed = read(Reading.CODEC.encode(WHOLE).toString().replace(before, after));
        assertThat(Reading.CODEC.decode(changed).refusal()).contains(new Refusal(reason, field));
    }

    @Test
    void spaceBetweenElementsAndALanguageSayNothing() {
        Element spaced = read(Reading.CODEC
                .encode(LEAST)
                .toString()
                .replace("<sensor>", "\n  <sensor xml:lang='en'>")
                .replace("</reading>", "\n</reading>")
                .replace(" unit", " xml:lang='de' unit"));
        assertThat(Reading.CODEC.decode(spaced).value()).contains(LEAST);
    }

    @Test
    @Tag("APP-02")
    void whatIsUnknownIsIgnoredWhereTheCodecSaysSo() {
        record Small(int a) {}
        Codec<Small> codec = Codec.element("urn:example:small", "small")
                .ignoringUnknown()
                .of(Small::new, Field.attribute("a", Kind.integer(0, 9), Small::a));
        assertThat(codec.decode(read("<small xmlns='urn:example:small' a='1' b='2'>text<c/></small>"))
                        .value())
                .contains(new Small(1));
        assertThat(codec.decode(read("<small xmlns='urn:example:small' b='2'/>"))
                        .refusal())
                .contains(new Refusal(Reason.MISSING, "a"));
    }

    @Test
    @Tag("APP-02")
    void refusesToWriteWhatNobodyWouldTake() {
        assertRefused(new Reading(
                Unit.CELSIUS,
                20_001,
                Instant.EPOCH,
                Optional.empty(),
                BareJid.of("a"),
                Optional.empty(),
                List.of(),
                List.of()));
        assertRefused(new Reading(
                Unit.CELSIUS,
                0,
                Instant.MAX,
                Optional.empty(),
                BareJid.of("a"),
                Optional.empty(),
                List.of(),
                List.of()));
        assertRefused(new Reading(
                Unit.CELSIUS,
                0,
                Instant.EPOCH,
                Optional.of(Octets.copyOf(new byte[5])),
                BareJid.of("a"),
                Optional.empty(),
                List.of(),
                List.of()));
        assertRefused(new Reading(
                Unit.CELSIUS,
                0,
                Instant.EPOCH,
                Optional.empty(),
                BareJid.of("a"),
                Optional.empty(),
                List.of(),
                Collections.nCopies(3, new Sample(1))));
        assertRefused(new Reading(
                Unit.CELSIUS,
                0,
                Instant.EPOCH,
                Optional.empty(),
                BareJid.of("a"),
                Optional.of(Unverified.of("secret secret secret secret")),
                List.of(),
                List.of()));
        assertRefused(new Reading(
                Unit.CELSIUS,
                0,
                Instant.EPOCH,
                Optional.empty(),
                BareJid.of("a"),
                Optional.of(Unverified.of("secret\u0001")),
                List.of(),
                List.of()));
        assertRefused(new Reading(
                Unit.CELSIUS,
                0,
                Instant.EPOCH,
                Optional.empty(),
                BareJid.of("a"),
                Optional.empty(),
                List.of(),
                List.of(new Sample(-1))));
    }

    private static void assertRefused(Reading reading) {
        assertThatThrownBy(() -> Reading.CODEC.encode(reading))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    /** A payload that says all by its name. */
    record Ping() {
        static final Codec<Ping> CODEC =
                Codec.element("urn:example:reading:0", "ping").of(Ping::new);
    }

    @Test
    @Tag("APP-02")
    void aPayloadWithoutFieldsHasNothingInIt() {
        Element ping = Documents.read("<ping xmlns='urn:example:reading:0'/>");
        assertThat(Ping.CODEC.decode(ping).value()).contains(new Ping());
        assertThat(Ping.CODEC.encode(new Ping())).isEqualTo(ping);
        assertThat(Ping.CODEC
                        .decode(Documents.read("<ping xmlns='urn:example:reading:0' hard='1'/>"))
                        .refusal())
                .contains(new Refusal(Reason.UNKNOWN, ""));
        assertThat(Ping.CODEC.signedForm(new Ping())).isNotEmpty();
    }

    @Test
    @Tag("APP-02")
    void findsItsPayloadInAStanza() {
        Element reading = Reading.CODEC.encode(LEAST);
        Element other = Element.named("urn:other", "reading").build();
        assertThat(Reading.CODEC.decode(message(other, reading)).value()).contains(LEAST);
        assertThat(Reading.CODEC.decode(message(other)).refusal()).contains(new Refusal(Reason.MISSING, ""));
        assertThat(Reading.CODEC.decode(message(reading, other, reading)).refusal())
                .contains(new Refusal(Reason.REPEATED, ""));
        assertThat(Reading.CODEC
                        .decode(message(
                                Element.named(Reading.NAMESPACE, "reading").build()))
                        .refusal())
                .contains(new Refusal(Reason.MISSING, "unit"));
    }

    @Test
    @Tag("APP-02")
    void whateverTheConstructorThrowsThereIsNoObject() {
        record Picky(int a) {
            Picky {
                if (a > 0) {
                    throw new IllegalStateException("never so many");
                }
            }
        }
        Codec<Picky> codec = Codec.element("urn:example:picky", "picky")
                .of(Picky::new, Field.attribute("a", Kind.integer(0, 9), Picky::a));
        assertThat(codec.decode(read("<picky xmlns='urn:example:picky' a='1'/>"))
                        .refusal())
                .contains(new Refusal(Reason.INCONSISTENT, ""));
        assertThat(codec.decode(read("<picky xmlns='urn:example:picky' a='0'/>"))
                        .value())
                .contains(new Picky(0));
    }

    @ParameterizedTest
    @Tag("APP-02")
    @ValueSource(
            strings = {
                "",
                "reading",
                "jabber:client",
                "jabber:server",
                "jabber:server:dialback",
                "jabber:component:accept",
                "urn:ietf:params:xml:ns:xmpp-stanzas",
                "urn:ietf:params:xml:ns:xmpp-streams",
                "urn:ietf:params:xml:ns:xmpp-sasl",
                "urn:ietf:params:xml:ns:xmpp-bind",
                "http://etherx.jabber.org/streams",
                "http://www.w3.org/XML/1998/namespace",
                "http://www.w3.org/2000/xmlns/",
                ":",
                "urn:example:\u0000"
            })
    void speaksInNamespacesOfItsOwnOnly(String namespace) {
        assertThatThrownBy(() -> Codec.element(namespace, "reading")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCodecThatContradictsItselfIsNotBuilt() {
        record Two(int a, int b) {}
        Shape shape = Codec.element("urn:example:two", "two");
        assertThat(shape.of(
                                Two::new,
                                Field.attribute("a", Kind.integer(0, 9), Two::a),
                                Field.child("a", Kind.integer(0, 9), Two::b))
                        .name())
                .isEqualTo(new XmlName("urn:example:two", "two"));
        assertThatThrownBy(() -> shape.of(
                        Two::new,
                        Field.attribute("a", Kind.integer(0, 9), Two::a),
                        Field.attribute("a", Kind.integer(0, 9), Two::b)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shape.of(
                        Two::new,
                        Field.child("a", Kind.integer(0, 9), Two::a),
                        Field.child("a", Kind.integer(0, 9), Two::b)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shape.of(
                        Two::new, Field.content(Kind.integer(0, 9), Two::a), Field.content(Kind.integer(0, 9), Two::b)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Field.children("a", Kind.truth(), 0, (Object o) -> List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Codec.element("urn:example:two", "two three"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fieldsThatBelongTogetherAreARecordOfTheirOwn() {
        record Inner(boolean on, String said) {
            Inner {
                if (said.isEmpty()) {
                    throw new IllegalArgumentException("nothing was said");
                }
            }
        }
        record Outer(Inner inner, Optional<Inner> other) {}
        // Two elements of one codec in one payload are told apart by their names, so by their codecs.
        Kind<String> word = Kind.text(9).as(t -> t.is("yes") ? Optional.of("yes") : Optional.empty(), Unverified::of);
        Codec<Inner> inner = Codec.element("urn:example:outer", "inner")
                .of(Inner::new, Field.attribute("on", Kind.truth(), Inner::on), Field.content(word, Inner::said));
        Codec<Inner> other = Codec.element("urn:example:elsewhere", "inner")
                .of(Inner::new, Field.attribute("on", Kind.truth(), Inner::on), Field.content(word, Inner::said));
        Codec<Outer> codec = Codec.element("urn:example:outer", "outer")
                .of(Outer::new, Field.nested(inner, Outer::inner), Field.optionalNested(other, Outer::other));
        Outer whole = new Outer(new Inner(true, "yes"), Optional.of(new Inner(false, "yes")));
        assertThat(codec.encode(whole))
                .hasToString("<outer xmlns='urn:example:outer'><inner on='true'>yes</inner>"
                        + "<inner xmlns='urn:example:elsewhere' on='false'>yes</inner></outer>");
        assertThat(codec.decode(codec.encode(whole)).value()).contains(whole);
        assertThat(codec.decode(read("<outer xmlns='urn:example:outer'><inner on='1'>no</inner></outer>"))
                        .refusal())
                .contains(new Refusal(Reason.INCONSISTENT, "inner"));
        assertThat(codec.decode(read("<outer xmlns='urn:example:outer'/>")).refusal())
                .contains(new Refusal(Reason.MISSING, "inner"));
        assertThat(codec).hasToString("{urn:example:outer}outer");
    }

    @Test
    @Tag("APP-06")
    void whatIsPrintedOfAnOutcomeIsNothingThatCameFromTheNetwork() {
        assertThat(Reading.CODEC.decode(Reading.CODEC.encode(WHOLE))).hasToString("decoded");
        assertThat(Reading.CODEC.decode(read("<reading xmlns='urn:example:reading:0' unit='secret'/>")))
                .hasToString("refused: NOT_LISTED (unit)");
        assertThat(Reading.CODEC.decode(read("<secret/>"))).hasToString("refused: WRONG_NAME");
    }

    static Stanza message(Element... payloads) {
        return new Message(
                StanzaHeader.EMPTY, MessageType.NORMAL, XmlContent.of(Stanza.CLIENT_NAMESPACE, List.of(payloads)));
    }

    static Element read(String xml) {
        return Documents.read(xml);
    }
}
