package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlEvent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What our server offers at each moment, to the letter (RFC 6120 section 4.3.2, XEP-0440, XEP-0478). */
class StreamFeaturesTest {
    private static final ServerContext CONTEXT = new Negotiator().context();

    private static ServerContext context(List<ScramHash> hashes, boolean plain, ServerContext.StreamLimits limits) {
        return new ServerContext(CONTEXT.domain(), hashes, plain, 3, false, limits, limits, new SecureRandom());
    }

    /** What is announced is announced to those who have signed in. */
    @Test
    void announcementsAreForMembers() {
        Element news = Element.named("urn:example:news", "c").build();
        ServerContext context = new ServerContext(
                CONTEXT.domain(),
                CONTEXT.hashes(),
                false,
                3,
                false,
                List.of(),
                CONTEXT.limits(),
                CONTEXT.sessionLimits(),
                new SecureRandom(),
                List.of(news),
                List.of());
        assertThat(StreamFeatures.beforeBinding(context).children()).contains(news);
        assertThat(StreamFeatures.beforeAuthentication(context, context.offer(ChannelBindings.none()))
                        .children())
                .doesNotContain(news);
        assertThat(StreamFeatures.beforeTls().children()).doesNotContain(news);
    }

    private static ServerContext.StreamLimits limits(int bytes, Duration idle) {
        return new ServerContext.StreamLimits(bytes, idle);
    }

    private static List<String> mechanisms(ServerContext context, ChannelBindings bindings) {
        return ServerFeatures.read(StreamFeatures.beforeAuthentication(context, context.offer(bindings))
                        .toParsed())
                .orElseThrow()
                .mechanisms();
    }

    private static ChannelBindings bindings(boolean exporter, boolean endPoint) {
        ChannelBindings bindings = ChannelBindings.none();
        if (exporter) {
            bindings = bindings.with(ChannelBindingType.TLS_EXPORTER, new byte[32]);
        }
        return endPoint ? bindings.with(ChannelBindingType.TLS_SERVER_END_POINT, new byte[32]) : bindings;
    }

    @Test
    @Tag("T-21")
    @Tag("LIB-04")
    void inClearThereIsStartTlsAndNothingElse() {
        assertThat(StreamFeatures.beforeTls())
                .hasToString("<features xmlns='http://etherx.jabber.org/streams'>"
                        + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></features>");
    }

    /** Every set of hashes with every set of bindings. */
    @TestFactory
    @Tag("A-46")
    @Tag("A-47")
    @Tag("A-48")
    @Tag("LIB-07")
    @Tag("SRV-02")
    Stream<DynamicTest> mechanismsAreThoseOfTheHashesStrongestFirstAndPlusWhereThereIsABinding() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int subset = 0; subset < 8; subset++) {
            List<ScramHash> hashes = new ArrayList<>();
            for (ScramHash hash : ScramHash.values()) {
                if ((subset >> List.of(ScramHash.values()).indexOf(hash) & 1) == 1) {
                    hashes.add(hash);
                }
            }
            for (int bound = 0; bound < 4; bound++) {
                ChannelBindings bindings = bindings((bound & 1) == 1, (bound & 2) == 2);
                tests.add(DynamicTest.dynamicTest(hashes + " with " + bindings, () -> check(hashes, bindings)));
            }
        }
        return tests.stream();
    }

    private static void check(List<ScramHash> hashes, ChannelBindings bindings) {
        List<String> expected = new ArrayList<>();
        for (ScramHash hash : List.of(ScramHash.SHA_512, ScramHash.SHA_256, ScramHash.SHA_1)) {
            if (hashes.contains(hash)) {
                if (!bindings.isEmpty()) {
                    expected.add(hash.scheme() + "-PLUS");
                }
                expected.add(hash.scheme());
            }
        }
        ServerContext context = context(hashes, false, CONTEXT.limits());
        Element features = StreamFeatures.beforeAuthentication(context, context.offer(bindings));
        boolean announced = features.first(StreamNames.CHANNEL_BINDING, "sasl-channel-binding")
                .isPresent();

        assertThat(mechanisms(context, bindings)).isEqualTo(expected);
        assertThat(announced).isEqualTo(!bindings.isEmpty() && !hashes.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "true,true,tls-exporter tls-server-end-point",
        "true,false,tls-exporter",
        "false,true,tls-server-end-point"
    })
    @Tag("A-46")
    void theBindingsAreThoseOfTheConnection(boolean exporter, boolean endPoint, String types) {
        ServerFeatures features = ServerFeatures.read(
                        StreamFeatures.beforeAuthentication(CONTEXT, CONTEXT.offer(bindings(exporter, endPoint)))
                                .toParsed())
                .orElseThrow();

        assertThat(features.bindingTypes()).contains(List.of(types.split(" ")));
    }

    @Test
    @Tag("A-51")
    @Tag("SRV-02")
    void plainComesLastAndOnlyWhereItWasAskedFor() {
        List<ScramHash> hashes = List.of(ScramHash.SHA_256);

        assertThat(mechanisms(context(hashes, true, CONTEXT.limits()), ChannelBindings.none()))
                .containsExactly("SCRAM-SHA-256", "PLAIN");
        assertThat(mechanisms(context(hashes, false, CONTEXT.limits()), ChannelBindings.none()))
                .containsExactly("SCRAM-SHA-256");
    }

    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void theOfferDoesNotDependOnWhoAsks() {
        List<XmlEvent.Opened> headers = new ArrayList<>();
        headers.add(Negotiator.header("example.org"));
        for (String from : List.of("alice@example.org", "nobody@example.org", "admin@example.org", "example.org")) {
            headers.add(Negotiator.header("example.org", "from", from));
        }
        List<String> offers = new ArrayList<>();
        for (XmlEvent.Opened header : headers) {
            ServerStep step =
                    new AwaitingSecureHeader(CONTEXT, bindings(true, true)).on(new ServerInput.Opened(header));
            offers.add(step.effects().get(1).toString());
        }

        assertThat(offers.stream().distinct()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"10000,PT30S,30", "262144,PT30M,1800", "10000,PT0.9S,0"})
    @Tag("S-15")
    void theLimitsAreAnnouncedInBytesAndSeconds(int bytes, Duration idle, String seconds) {
        ServerContext context = context(List.of(ScramHash.SHA_256), false, limits(bytes, idle));
        for (Element features : List.of(
                StreamFeatures.beforeAuthentication(context, context.offer(ChannelBindings.none())),
                StreamFeatures.beforeBinding(context))) {
            assertThat(features.first(StreamNames.LIMITS, "limits"))
                    .hasValueSatisfying(limits -> assertThat(limits)
                            .hasToString("<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>" + bytes
                                    + "</max-bytes><idle-seconds>" + seconds + "</idle-seconds></limits>"));
        }
    }

    @Test
    @Tag("S-15")
    void membersAndStrangersAreToldTheLimitsOfTheirOwn() {
        ServerContext context = new ServerContext(
                CONTEXT.domain(),
                List.of(ScramHash.SHA_256),
                false,
                3,
                false,
                limits(10_000, Duration.ofSeconds(30)),
                limits(262_144, Duration.ofMinutes(30)),
                new SecureRandom());

        assertThat(StreamFeatures.beforeAuthentication(context, context.offer(ChannelBindings.none())))
                .asString()
                .contains("<max-bytes>10000</max-bytes><idle-seconds>30</idle-seconds>");
        assertThat(StreamFeatures.beforeBinding(context))
                .asString()
                .contains("<max-bytes>262144</max-bytes><idle-seconds>1800</idle-seconds>");
    }

    @Test
    void afterAuthenticationThereIsBindingAndNoMechanismAnyMore() {
        assertThat(StreamFeatures.beforeBinding(CONTEXT).children().stream()
                        .map(child -> child.name().namespace()))
                .containsExactly(
                        StreamNames.BIND,
                        StreamNames.SESSION,
                        "urn:xmpp:features:rosterver",
                        "urn:xmpp:features:pre-approval",
                        StreamNames.LIMITS,
                        StreamManagement.NAMESPACE);
    }

    @Test
    @Tag("T-25")
    void compressionIsOfferedNowhere() {
        for (Element features : List.of(
                StreamFeatures.beforeTls(),
                StreamFeatures.beforeAuthentication(CONTEXT, CONTEXT.offer(bindings(true, true))),
                StreamFeatures.beforeBinding(CONTEXT))) {
            assertThat(features.toString()).doesNotContain("compress");
        }
    }
}
