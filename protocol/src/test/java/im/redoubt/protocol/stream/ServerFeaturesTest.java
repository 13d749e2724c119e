package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's features as a client reads them (RFC 6120 section 4.3.2, XEP-0440, XEP-0478). */
class ServerFeaturesTest {
    private static Optional<ServerFeatures> read(Element... features) {
        return ServerFeatures.read(Words.features(features).toParsed());
    }

    private static Element limits(String... children) {
        Element.Builder limits = Element.named(StreamNames.LIMITS, "limits");
        for (int i = 0; i < children.length; i += 2) {
            limits.child(StreamNames.LIMITS, children[i], children[i + 1]);
        }
        return limits.build();
    }

    @Test
    void nothingIsOfferedByNothing() {
        ServerFeatures features = read().orElseThrow();

        assertThat(features.names()).isEmpty();
        assertThat(features.mechanisms()).isEmpty();
        assertThat(features.bindingTypes()).isEmpty();
        assertThat(features.bind()).isFalse();
        assertThat(features.limits()).isEqualTo(new StreamBounds(Optional.empty(), Optional.empty()));
    }

    @Test
    void everythingIsReadAsItCame() {
        ServerFeatures features = read(
                        Words.mechanisms("SCRAM-SHA-256", " SCRAM-SHA-1 ", "scram-sha-512", ""),
                        Words.bindings("tls-exporter", "tls-unique"),
                        Words.named(StreamNames.BIND, "bind"),
                        Words.named("urn:example:unknown", "x"),
                        limits("max-bytes", "20000", "idle-seconds", "60"))
                .orElseThrow();

        assertThat(features.mechanisms()).containsExactly("SCRAM-SHA-256", " SCRAM-SHA-1 ", "scram-sha-512", "");
        assertThat(features.bindingTypes()).contains(List.of("tls-exporter", "tls-unique"));
        assertThat(features.bind()).isTrue();
        assertThat(features.has("urn:example:unknown", "x")).isTrue();
        assertThat(features.has("urn:example:unknown", "y")).isFalse();
        assertThat(features.names()).hasSize(5).contains(new XmlName(StreamNames.LIMITS, "limits"));
        assertThat(features.limits())
                .isEqualTo(new StreamBounds(Optional.of(20_000), Optional.of(Duration.ofMinutes(1))));
    }

    @Test
    @Tag("A-46")
    void anEmptyAnnouncementOfBindingsIsOne() {
        assertThat(read(Words.bindings()).orElseThrow().bindingTypes()).contains(List.of());
    }

    @Test
    @Tag("A-46")
    void aTypeWithoutANameIsNone() {
        Element bindings = Element.named(StreamNames.CHANNEL_BINDING, "sasl-channel-binding")
                .child(Words.named(StreamNames.CHANNEL_BINDING, "channel-binding"))
                .child(Element.named("urn:other", "channel-binding")
                        .attribute("type", "tls-exporter")
                        .build())
                .build();

        assertThat(read(bindings).orElseThrow().bindingTypes()).contains(List.of());
    }

    @Test
    @Tag("A-48")
    void mechanismsOfAnotherNamespaceAreNone() {
        Element mechanisms = Element.named(StreamNames.SASL, "mechanisms")
                .child("urn:other", "mechanism", "SCRAM-SHA-256")
                .build();
        Element others = Element.named("urn:xmpp:sasl:2", "mechanisms")
                .child("urn:xmpp:sasl:2", "mechanism", "SCRAM-SHA-256")
                .build();

        assertThat(read(mechanisms, others).orElseThrow().mechanisms()).isEmpty();
    }

    /** Two readers could take different ones. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @Tag("A-48")
    @Tag("LIB-02")
    void whatComesTwiceIsRefused(int which) {
        List<Element> features = List.of(
                Words.mechanisms("SCRAM-SHA-256"),
                Words.bindings("tls-exporter"),
                Words.named(StreamNames.BIND, "bind"),
                limits("max-bytes", "20000"),
                Words.startTls());

        assertThat(read(features.get(which))).isPresent();
        assertThat(read(features.get(which), features.get(which))).isEmpty();
        assertThat(read(
                        features.get(which),
                        Words.named("urn:example:between", "x"),
                        Element.named(
                                        features.get(which).name().namespace(),
                                        features.get(which).name().local())
                                .build()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://etherx.jabber.org/streams,feature", "jabber:client,features", "urn:x,features"})
    void anotherElementIsNotFeatures(String namespace, String local) {
        assertThat(ServerFeatures.read(Element.named(namespace, local).build().toParsed()))
                .isEmpty();
    }

    @Test
    void copiesWhatItIsGiven() {
        List<String> mechanisms = new ArrayList<>(List.of("A"));
        ServerFeatures features = new ServerFeatures(
                Set.of(),
                mechanisms,
                Optional.empty(),
                Optional.of(mechanisms),
                new StreamBounds(Optional.empty(), Optional.empty()));
        mechanisms.add("B");

        assertThat(features.mechanisms()).containsExactly("A");
        assertThat(features.bindingTypes()).contains(List.of("A"));
    }

    /** What is announced, and what is made of it; empty for nothing. */
    @ParameterizedTest
    @CsvSource({
        "10000,10000",
        "262144,262144",
        "999999999,999999999",
        "9999,",
        "1,",
        "0,",
        "-1,",
        "+10000,",
        "1000000000,",
        "99999999999999999999999,",
        "10000.0,",
        "1e5,",
        "'',",
        "' 10000',",
        "0x10000,",
        "１００００,",
        "many,"
    })
    @Tag("S-15")
    @Tag("S-19")
    void aLimitOfBytesIsANumberThatAServerMayHave(String announced, Integer expected) {
        assertThat(read(limits("max-bytes", announced)).orElseThrow().limits().maxBytes())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1800,1800", "999999999,999999999", "0,", "-5,", "4294967296,", "'',", "soon,"})
    @Tag("S-19")
    void aLimitOfSilenceIsANumberOfSeconds(String announced, Long expected) {
        assertThat(read(limits("idle-seconds", announced))
                        .orElseThrow()
                        .limits()
                        .idle())
                .isEqualTo(Optional.ofNullable(expected).map(Duration::ofSeconds));
    }

    @Test
    @Tag("S-15")
    void eachLimitStandsForItself() {
        StreamBounds bounds = read(limits("max-bytes", "x", "idle-seconds", "5"))
                .orElseThrow()
                .limits();

        assertThat(bounds.maxBytes()).isEmpty();
        assertThat(bounds.idle()).contains(Duration.ofSeconds(5));
    }

    @Test
    @Tag("S-15")
    void whatOurServerAnnouncesOurClientReads() {
        Line line = Line.byBytes().untilClient(Joined.class);

        assertThat(line.client.session().orElseThrow().features().orElseThrow().limits())
                .isEqualTo(new StreamBounds(Optional.of(10_000), Optional.of(Duration.ofSeconds(30))));
        assertThat(line.client.session().orElseThrow().features().orElseThrow().names())
                .contains(
                        new XmlName("urn:xmpp:features:rosterver", "ver"),
                        new XmlName("urn:xmpp:features:pre-approval", "sub"));
    }
}
