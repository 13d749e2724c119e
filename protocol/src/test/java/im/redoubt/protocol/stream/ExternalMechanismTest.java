package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.xml.Element;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EXTERNAL by a client's certificate: XEP-0178 section 2. */
class ExternalMechanismTest {
    private static final String ALICE = "alice@example.org";
    private static final String BOB = "bob@example.org";

    private final Negotiator negotiator = new Negotiator();

    private ServerStep begun(String authzid, String... named) {
        return Negotiator.begun(negotiator.certified(named), "EXTERNAL", authzid);
    }

    private static BareJid asked(ServerStep step) {
        assertThat(step.next()).isInstanceOf(AwaitingCertified.class);
        return ((ServerEffect.FindAccount) step.effects().get(0)).account();
    }

    private static ServerStep found(ServerStep step, boolean exists) {
        return step.next().on(new ServerInput.Answered(new ServerAnswer.AccountFound(exists)));
    }

    /** Nobody without a certificate that names an account sees the mechanism, or can use it. */
    @Test
    @Tag("A-49")
    void isOfferedWhereACertificateNamesAnAccount() {
        for (Set<BareJid> named : List.of(Set.<BareJid>of(), Set.of(BareJid.of(ALICE)))) {
            ServerStep step = new AwaitingSecureHeader(negotiator.context(), ChannelBindings.none(), named)
                    .on(new ServerInput.Opened(Negotiator.header("example.org")));
            Element features = ((ServerEffect.Send) step.effects().get(1)).element();
            assertThat(ServerFeatures.read(features.toParsed())
                            .orElseThrow()
                            .mechanisms()
                            .contains("EXTERNAL"))
                    .isEqualTo(!named.isEmpty());
            assertThat(features.toString().split(">EXTERNAL<", -1)).hasSize(named.isEmpty() ? 1 : 3);
        }
        assertThat(Negotiator.condition(Negotiator.begun(negotiator.awaitingAuth(), "EXTERNAL", "")))
                .isEqualTo(SaslCondition.INVALID_MECHANISM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ALICE, "Alice@Example.ORG"})
    @Tag("A-50")
    void theOneThatIsNamedSignsIn(String authzid) {
        ServerStep step = begun(authzid, ALICE);
        assertThat(asked(step)).isEqualTo(BareJid.of(ALICE));
        ServerEffect.SignedIn success =
                (ServerEffect.SignedIn) found(step, true).effects().get(0);
        assertThat(success.account()).isEqualTo(BareJid.of(ALICE));
        assertThat(success.mechanism()).isEqualTo("EXTERNAL");
    }

    @ParameterizedTest
    @CsvSource({
        "bob@example.org",
        "alice@other.example",
        "alice@example.org/x",
        "example.org",
        "alice",
        "@example.org",
        "admin@example.org"
    })
    @Tag("A-50")
    void nobodyActsForSomebodyWhomHisCertificateDoesNotName(String authzid) {
        assertThat(Negotiator.condition(begun(authzid, ALICE))).isEqualTo(SaslCondition.INVALID_AUTHZID);
    }

    @Test
    @Tag("T-37")
    @Tag("A-50")
    void ofSeveralOneIsPicked() {
        assertThat(Negotiator.condition(begun("", ALICE, BOB))).isEqualTo(SaslCondition.INVALID_AUTHZID);
        assertThat(asked(begun(BOB, ALICE, BOB))).isEqualTo(BareJid.of(BOB));
        assertThat(asked(begun(ALICE, ALICE, BOB))).isEqualTo(BareJid.of(ALICE));
        assertThat(Negotiator.condition(begun("carol@example.org", ALICE, BOB)))
                .isEqualTo(SaslCondition.INVALID_AUTHZID);
    }

    @Test
    void aMessageThatIsNoTextIsMalformed() {
        for (String message : List.of("a\0b@example.org", "x".repeat(3_072))) {
            assertThat(Negotiator.condition(begun(message, ALICE))).isEqualTo(SaslCondition.MALFORMED_REQUEST);
        }
        ServerStep bytes = negotiator
                .certified(ALICE)
                .on(Negotiator.received(Element.named(StreamNames.SASL, "auth")
                        .attribute("mechanism", "EXTERNAL")
                        .text("/w==")
                        .build()));
        assertThat(Negotiator.condition(bytes)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    /** The equals sign is an empty message: RFC 6120 section 6.4.2. */
    @Test
    void nothingIsSaidByAnEqualsSign() {
        ServerStep step = negotiator
                .certified(ALICE)
                .on(Negotiator.received(Element.named(StreamNames.SASL, "auth")
                        .attribute("mechanism", "EXTERNAL")
                        .text("=")
                        .build()));
        assertThat(asked(step)).isEqualTo(BareJid.of(ALICE));
    }

    /** A wrong password for an account that exists is answered in the same words. */
    @Test
    @Tag("A-53")
    void anAccountThatDoesNotExistIsAFailureLikeAnother() {
        ServerStep step = found(begun("", ALICE), false);
        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.NOT_AUTHORIZED);
        assertThat(step.next()).isInstanceOf(AwaitingAuth.class);
        ServerStep later = begun("", ALICE).next().on(new ServerInput.Answered(new ServerAnswer.Unavailable()));
        assertThat(Negotiator.condition(later)).isEqualTo(SaslCondition.TEMPORARY_AUTH_FAILURE);
    }

    @Test
    @Tag("A-50")
    void whatTheHeaderSaysCountsInTheExtensibleProfile() {
        ServerState state = new AwaitingSecureHeader(
                        negotiator.context(), ChannelBindings.none(), Set.of(BareJid.of(ALICE)))
                .on(new ServerInput.Opened(Negotiator.header("example.org", "from", BOB)))
                .next();
        assertThat(Negotiator.condition(state.on(Negotiator.received(Negotiator.authenticate("EXTERNAL", "")))))
                .isEqualTo(SaslCondition.INVALID_AUTHZID);
        ServerStep step = negotiator.certified(ALICE).on(Negotiator.received(Negotiator.authenticate("EXTERNAL", "")));
        assertThat(found(step, true).next()).isInstanceOf(AwaitingBind.class);
    }
}
