package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both roles over real bytes: however they are cut, and whatever is put behind the words that begin TLS. */
class LineTest {
    private static final String OPEN = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' ";
    private static final String TO_SERVER = OPEN + "to='example.org' version='1.0'>";
    private static final String TO_CLIENT = OPEN + "from='example.org' id='1' version='1.0'>";
    private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    private static final String TLS_FEATURES =
            "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
    private static final String PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

    /** What an attacker puts behind a word in clear in the hope that it counts as said over TLS. */
    static List<String> injections() {
        return List.of(
                " ",
                "<",
                "<iq type='set' id='1'><query xmlns='jabber:iq:roster'/></iq>",
                "<message to='bob@example.org'><body>forged</body></message>",
                TO_SERVER,
                TO_SERVER + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>",
                STARTTLS,
                TO_CLIENT,
                TO_CLIENT + "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>",
                "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                PROCEED,
                "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>evil</see-other-host></stream:error>",
                "</stream:stream>",
                "<!DOCTYPE a>",
                "\u0000\u0001\u0002");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    @Tag("S-11")
    void piecesOfAnySizeMakeTheSameSession(int size) {
        Line line = new Line(waiting -> size);
        line.until(() -> line.client.session().isPresent());

        assertThat(line.client.session()).map(ClientSession::address).hasToString("Optional[alice@example.org/r]");
        assertThat(line.server.session()).hasToString("Optional[alice@example.org/r]");
    }

    @Test
    @Tag("S-11")
    void piecesOfRandomSizesMakeTheSameSession() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Line line = new Line(waiting -> 1 + random.nextInt(1 + random.nextInt(60)));
            line.until(() -> line.client.session().isPresent());

            assertThat(line.client.session()).as("seed %s", seed).isPresent();
            assertThat(line.server.session()).as("seed %s", seed).isPresent();
        }
    }

    @TestFactory
    @Tag("T-23")
    @Tag("LIB-02")
    Stream<DynamicTest> whatFollowsStartTlsInTheSameSegmentIsNeverRead() {
        return injections().stream()
                .map(injected -> DynamicTest.dynamicTest(HostileBytes.shown(injected), () -> {
                    ServerEnd server = new ServerEnd(new Negotiator().context());
                    server.takes(TO_SERVER + STARTTLS + injected);
                    assertThat(server.wantsTls()).isTrue();
                    assertThat(server.written()).endsWith(PROCEED);
                    server.secured(ChannelBindings.none());

                    assertThat(server.state())
                            .isEqualTo(new AwaitingSecureHeader(
                                    ((AwaitingSecureHeader) server.state()).context(), ChannelBindings.none()));
                    assertThat(server.written()).isEmpty();
                    assertThat(server.takes(TO_SERVER).written()).contains("<mechanisms");
                }));
    }

    @TestFactory
    @Tag("T-24")
    @Tag("LIB-02")
    Stream<DynamicTest> whatFollowsProceedInTheSameSegmentIsNeverRead() {
        return injections().stream()
                .map(injected -> DynamicTest.dynamicTest(HostileBytes.shown(injected), () -> {
                    ClientEnd client = new ClientEnd(Pair.context());
                    client.takes(TO_CLIENT + TLS_FEATURES + PROCEED + injected);
                    assertThat(client.wantsTls()).isTrue();
                    client.written();
                    client.secured(ChannelBindings.none());

                    assertThat(client.state()).isInstanceOf(ExpectingSecureHeader.class);
                    assertThat(client.written())
                            .contains("from='alice@example.org'")
                            .doesNotContain("<auth");
                    assertThat(client.takes(TO_CLIENT).state()).isInstanceOf(ExpectingMechanisms.class);
                }));
    }

    @TestFactory
    @Tag("T-23")
    @Tag("S-11")
    Stream<DynamicTest> whereTheInjectionIsCutMakesNoDifference() {
        String injected = "<iq type='set' id='1'/>" + TO_SERVER;
        List<DynamicTest> tests = new ArrayList<>();
        for (int cut = 0; cut <= injected.length(); cut += 5) {
            String same = injected.substring(0, cut);
            tests.add(DynamicTest.dynamicTest("cut at " + cut, () -> {
                ServerEnd server = new ServerEnd(new Negotiator().context());
                server.takes(TO_SERVER + STARTTLS + same);
                server.written();
                server.secured(ChannelBindings.none());

                assertThat(server.state()).isInstanceOf(AwaitingSecureHeader.class);
                assertThat(server.written()).isEmpty();
            }));
        }
        return tests.stream();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<stream:features/>",
                "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms></stream:features>",
                "<stream:features><starttls/></stream:features>",
                "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></stream:features>",
                "<stream:features><a><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></a></stream:features>",
                "<features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></features>",
                "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                "<iq type='get' id='1'><query xmlns='jabber:iq:auth'/></iq>"
            })
    @Tag("T-21")
    @Tag("LIB-04")
    void withoutStartTlsTheClientSaysNothingMore(String instead) {
        ClientEnd client = new ClientEnd(Pair.context());
        client.written();
        client.takes(TO_CLIENT + instead);

        assertThat(client.failure())
                .hasValueSatisfying(why -> assertThat(why).isInstanceOf(ClientFailure.Insecure.class));
        assertThat(client.written()).isEqualTo("</stream:stream>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                "<proceed/>",
                "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                "<stream:features/>"
            })
    @Tag("T-21")
    @Tag("LIB-04")
    void aRefusalOfStartTlsIsTheEnd(String instead) {
        ClientEnd client = new ClientEnd(Pair.context());
        client.takes(TO_CLIENT + TLS_FEATURES);
        client.written();
        client.takes(instead);

        assertThat(client.failure())
                .hasValueSatisfying(why -> assertThat(why).isInstanceOf(ClientFailure.Insecure.class));
        assertThat(client.written()).isEqualTo("</stream:stream>");
    }

    @Test
    @Tag("T-22")
    void featuresThatComeLateOrTwiceChangeNothing() {
        ClientEnd client = new ClientEnd(Pair.context());
        client.takes(TO_CLIENT);
        client.takes(TLS_FEATURES);
        client.takes("<stream:features/>");

        assertThat(client.failure())
                .hasValueSatisfying(why -> assertThat(why).isInstanceOf(ClientFailure.Insecure.class));
        assertThat(client.wantsTls()).isFalse();
    }

    @Test
    @Tag("T-22")
    void noInterleavingOfTheWordsInClearLeaksAnything() {
        List<String> words = List.of(
                TLS_FEATURES,
                "<stream:features/>",
                "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                        + "<mechanism>SCRAM-SHA-512</mechanism></mechanisms></stream:features>",
                "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>cj0x</challenge>",
                "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                "</stream:stream>");
        Random random = new Random(22);
        for (int run = 0; run < 10_000; run++) {
            ClientEnd client = new ClientEnd(Pair.context());
            client.takes(TO_CLIENT);
            for (int said = random.nextInt(5); said >= 0 && !client.closed(); said--) {
                client.takes(words.get(random.nextInt(words.size())));
            }

            assertThat(client.wantsTls()).isFalse();
            assertThat(client.written().replace(STARTTLS, "").replace("</stream:stream>", ""))
                    .isEqualTo(TO_SERVER);
        }
    }
}
