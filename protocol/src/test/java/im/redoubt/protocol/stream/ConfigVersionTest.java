package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that knows the features from last time need not wait for them (XEP-0509). */
class ConfigVersionTest {
    private static final String SCRAM = "SCRAM-SHA-256";

    private final Negotiator negotiator = new Negotiator();

    private static String version(ServerContext context, ChannelBindings bindings) {
        return StreamFeatures.beforeAuthentication(context, context.offer(bindings))
                .first("urn:xmpp:iap:0", "config-version")
                .orElseThrow()
                .attribute("value")
                .orElseThrow();
    }

    private String known() {
        return version(negotiator.context(), ChannelBindings.none());
    }

    private static Element repeated(String value) {
        return Element.named("urn:xmpp:iap:0", "config-version")
                .attribute("scheme", "opaque")
                .attribute("value", value)
                .build();
    }

    private static ServerStep asks(ServerState state, String version) {
        return state.on(Negotiator.received(Negotiator.authenticate(SCRAM, Negotiator.FIRST, repeated(version))));
    }

    /** Section 2.1: it changes with whatever is offered, and with nothing else. */
    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void isTheSameForWhateverIsOfferedAlike() {
        ChannelBindings bound = ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, new byte[32]);
        ChannelBindings another = ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });

        assertThat(version(new Negotiator().context(), ChannelBindings.none())).isEqualTo(known());
        assertThat(version(new Negotiator(true).context(), ChannelBindings.none()))
                .isNotEqualTo(known());
        assertThat(version(negotiator.context(), bound))
                .isNotEqualTo(known())
                .isEqualTo(version(negotiator.context(), another));
    }

    @Test
    void whoKnowsTheFeaturesGoesOn() {
        assertThat(asks(negotiator.awaitingAuth(), known()).next()).isInstanceOf(AwaitingVerifier.class);
    }

    /** Section 2.2: without prejudice, so nobody is looked up, nothing is counted, and the next try is like the first. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Tm9uLW1hdGNoaW5n"})
    @Tag("A-54")
    void whoKnowsOthersIsRefusedWithoutPrejudice(String value) {
        ServerState before = negotiator.awaitingAuth();
        ServerStep step = asks(before, value);

        assertThat(step.effects())
                .singleElement()
                .hasToString("Send[element=<failure xmlns='urn:xmpp:sasl:2'>"
                        + "<aborted xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                        + "<config-version-mismatch xmlns='urn:xmpp:iap:0'/>"
                        + "<text>Configuration version mismatch</text></failure>]");
        assertThat(((AwaitingAuth) step.next()).authentication().attempts())
                .isEqualTo(((AwaitingAuth) before).authentication().attempts());
        assertThat(asks(step.next(), known()).next()).isInstanceOf(AwaitingVerifier.class);
    }

    /** Whoever has read the features and is wrong again does it for another reason. */
    @Test
    @Tag("A-54")
    @Tag("A-56")
    void onlyTheFirstMistakeIsFree() {
        ServerStep step = asks(negotiator.awaitingAuth(), "x");
        int tries = 0;
        while (!(step.next() instanceof Ended) && tries < 10) {
            step = asks(step.next(), "x");
            tries++;
        }

        assertThat(tries).isEqualTo(negotiator.context().attempts());
        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.POLICY_VIOLATION);
    }

    @Test
    @Tag("A-56")
    void twoVersionsAreMalformed() {
        ServerStep step = negotiator
                .awaitingAuth()
                .on(Negotiator.received(
                        Negotiator.authenticate(SCRAM, Negotiator.FIRST, repeated(known()), repeated("x"))));

        assertThat(Negotiator.penalty(step).refusal().reason()).contains("twice");
    }

    /** Header, attempt and all in one flight, cut in two in every place. */
    @Test
    @Tag("S-11")
    void oneFlightIsTakenHoweverItIsCut() {
        String flight = "<?xml version='1.0'?><stream:stream from='alice@example.org' to='example.org' version='1.0' "
                + "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
                + Negotiator.authenticate("SCRAM-SHA-512", Negotiator.FIRST, repeated(known()), Negotiator.bind2());
        for (int cut = 0; cut <= flight.length(); cut++) {
            ServerEnd server = new ServerEnd(negotiator.secureHeader());
            server.takes(flight.substring(0, cut)).takes(flight.substring(cut));

            assertThat(server.written()).contains("</stream:features><challenge xmlns='urn:xmpp:sasl:2'>");
            assertThat(server.state()).isInstanceOf(AwaitingProof.class);
        }
    }
}
