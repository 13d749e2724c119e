package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.BindingAbort;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.TlsVersion;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client signs in by what a server proves nothing with: the password itself (RFC 4616), and a certificate (XEP-0178). */
class ClientPlainTest {
    private static final ChannelBindings NONE = ChannelBindings.over(TlsVersion.TLS_1_3);
    private static final Element BARE = Words.identifier("alice@example.org");

    private static ClientStep original(ClientContext context, String... mechanisms) {
        return ClientWalk.mechanisms(context, NONE, Words.mechanisms(mechanisms));
    }

    private static ClientStep extensible(ClientContext context, String... mechanisms) {
        return ClientWalk.mechanisms(context, NONE, Words.authentication(List.of(mechanisms)));
    }

    private static ClientStep told(ClientStep asked, String password) {
        return asked.next()
                .on(new ClientInput.Answered(new ClientAnswer.Password(Secret.utf8(password.toCharArray()))));
    }

    private static String decoded(String base64) {
        return new String(CanonicalBase64.decode(base64).orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    @Tag("LIB-07")
    void thePasswordIsAskedForOnlyWhenItIsToBeSent() {
        for (ClientStep step :
                List.of(original(ClientContexts.plain(), "PLAIN"), extensible(ClientContexts.plain(), "PLAIN"))) {
            assertThat(step.next()).isInstanceOf(ExpectingPassword.class);
            assertThat(step.effects()).containsExactly(new ClientEffect.AskPassword());
        }
    }

    @Test
    void theMessageIsThatOfRfc4616() {
        ClientStep first = told(original(ClientContexts.plain(), "PLAIN"), "pencil");
        Element auth = ClientWalk.element(first);
        Element authenticate = ClientWalk.element(told(extensible(ClientContexts.plain(), "PLAIN"), "pencil"));

        assertThat(auth.name().local()).isEqualTo("auth");
        assertThat(auth.attribute("mechanism")).contains("PLAIN");
        assertThat(decoded(auth.text())).isEqualTo("\0alice\0pencil");
        assertThat(authenticate.attribute("mechanism")).contains("PLAIN");
        assertThat(decoded(authenticate
                        .first(StreamNames.SASL2, "initial-response")
                        .orElseThrow()
                        .text()))
                .isEqualTo("\0alice\0pencil");
    }

    /** What is offered, and by what who may send his password signs in. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN                    | PLAIN
            PLAIN SCRAM-SHA-1        | PLAIN
            PLAIN SCRAM-SHA-256      | SCRAM-SHA-256
            SCRAM-SHA-512 PLAIN      | SCRAM-SHA-512
            plain                    | NO_MECHANISM
            PLAINER                  | NO_MECHANISM
            LOGIN DIGEST-MD5         | NO_MECHANISM
            """)
    @Tag("A-48")
    @Tag("LIB-07")
    void thePasswordIsSentWhereItCannotBeProved(String offered, String expected) {
        String[] mechanisms = offered.split(" ");
        for (ClientStep step :
                List.of(original(ClientContexts.plain(), mechanisms), extensible(ClientContexts.plain(), mechanisms))) {
            String found = step.next() instanceof Parted
                    ? ((ClientFailure.NoMechanism) ClientWalk.failure(step))
                            .why()
                            .name()
                    : step.next() instanceof ExpectingPassword
                            ? "PLAIN"
                            : ClientWalk.element(step).attribute("mechanism").orElseThrow();
            assertThat(found).isEqualTo(expected);
        }
    }

    /** Whoever edits the offer gets an abort, and not the password: the rules of XEP-0440 come first. */
    @Test
    @Tag("A-46")
    @Tag("A-48")
    @Tag("LIB-07")
    void anOfferThatContradictsItselfGetsNoPassword() {
        ClientContext context = ClientContexts.plain();
        ClientStep typesOnly = ClientWalk.mechanisms(
                context, Pair.BINDINGS, Words.mechanisms("PLAIN"), Words.bindings("tls-exporter"));
        ClientStep plusOnly = ClientWalk.mechanisms(
                context, Pair.BINDINGS, Words.mechanisms("PLAIN", "SCRAM-SHA-1-PLUS"), Words.bindings("tls-exporter"));
        ClientStep noTypes = ClientWalk.mechanisms(
                context, Pair.BINDINGS, Words.authentication(List.of("PLAIN", "SCRAM-SHA-256-PLUS")));

        assertThat(ClientWalk.failure(typesOnly))
                .isEqualTo(new ClientFailure.NoMechanism(BindingAbort.TYPES_WITHOUT_PLUS));
        assertThat(ClientWalk.failure(plusOnly)).isEqualTo(new ClientFailure.NoMechanism(BindingAbort.NO_COMMON_PLUS));
        assertThat(ClientWalk.failure(noTypes))
                .isEqualTo(new ClientFailure.NoMechanism(BindingAbort.PLUS_WITHOUT_TYPES));
    }

    @Test
    @Tag("A-47")
    @Tag("A-48")
    @Tag("LIB-07")
    void whoEverHadSomethingBetterDoesNotSendThePassword() {
        ClientContext context = ClientContexts.plain();
        for (ClientDemands demands : List.of(
                ClientDemands.DEFAULT.with(ClientDemand.PROVED_PASSWORD),
                ClientDemands.DEFAULT.with(new SelectionPolicy(ScramHash.SHA_256, true)))) {
            assertThat(ClientWalk.failure(original(context.with(demands), "PLAIN")))
                    .isInstanceOf(ClientFailure.NoMechanism.class);
            assertThat(ClientWalk.failure(extensible(context.with(demands), "PLAIN")))
                    .isInstanceOf(ClientFailure.NoMechanism.class);
        }
    }

    @Test
    @Tag("T-21")
    @Tag("LIB-04")
    void beforeTlsNobodyIsAskedForAPassword() {
        ClientStep step = ClientContexts.plain()
                .startTls()
                .next()
                .on(new ClientInput.Opened(Pair.serverHeader("example.org")))
                .next()
                .on(Words.received(Words.features(Words.mechanisms("PLAIN"), Words.authentication(List.of("PLAIN")))));

        assertThat(ClientWalk.failure(step)).isInstanceOf(ClientFailure.Insecure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pen\0cil"})
    void whatCannotBeAPasswordIsTheDriversFault(String password) {
        ClientStep asked = original(ClientContexts.plain(), "PLAIN");

        assertThatIllegalArgumentException().isThrownBy(() -> told(asked, password));
    }

    @Test
    void withoutAPasswordTheClientGivesUpWithoutAWord() {
        ClientStep step =
                original(ClientContexts.plain(), "PLAIN").next().on(new ClientInput.Answered(new ClientAnswer.NoKey()));

        assertThat(ClientWalk.failure(step)).isEqualTo(new ClientFailure.Stopped(Optional.empty()));
        assertThat(step.effects()).noneMatch(ClientEffect.Send.class::isInstance);
    }

    @Test
    @Tag("LIB-08")
    void nothingThatIsPrintedHasThePasswordInIt() {
        ClientStep step = told(original(ClientContexts.plain(), "PLAIN"), "pencil");
        ClientStep other = told(extensible(ClientContexts.plain(), "PLAIN"), "pencil");
        ClientAnswer answer = new ClientAnswer.Password(Secret.utf8("pencil".toCharArray()));

        for (Object printed : List.of(step, other, answer)) {
            assertThat(printed.toString())
                    .doesNotContain("pencil")
                    .doesNotContain(CanonicalBase64.encode("\0alice\0pencil".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static List<ClientStep> sent() {
        return List.of(
                told(extensible(ClientContexts.plain(), "PLAIN"), "pencil"),
                extensible(ClientContexts.certified(), "EXTERNAL"));
    }

    @Test
    void aSuccessIsASuccess() {
        for (ClientStep step : sent()) {
            assertThat(step.next()
                            .on(Words.received(Words.with("success", Optional.empty(), BARE)))
                            .next())
                    .isInstanceOf(ExpectingBinding.class);
        }
    }

    /** These mechanisms have nothing to say with a success. */
    @Test
    @Tag("LIB-02")
    void aSuccessWithAMessageIsAnotherMechanisms() {
        for (ClientStep step : sent()) {
            for (Element word : List.of(
                    Words.with("success", Optional.of("v=AAAA"), BARE),
                    Words.sasl2("challenge", "x"),
                    Words.sasl2("challenge", ""))) {
                assertThat(ClientWalk.failure(step.next().on(Words.received(word))))
                        .isInstanceOf(ClientFailure.Broken.class);
            }
        }
        for (ClientStep step : List.of(
                told(original(ClientContexts.plain(), "PLAIN"), "pencil"),
                original(ClientContexts.certified(), "EXTERNAL"))) {
            assertThat(ClientWalk.failure(step.next().on(Words.received(Words.sasl("success", "v=AAAA")))))
                    .isInstanceOf(ClientFailure.Broken.class);
            assertThat(step.next()
                            .on(Words.received(Words.named(StreamNames.SASL, "success")))
                            .next())
                    .isInstanceOf(ExpectingAuthenticatedHeader.class);
        }
    }

    @Test
    @Tag("A-50")
    @Tag("LIB-02")
    void aSuccessForSomebodyElseIsNone() {
        for (ClientStep step : sent()) {
            Element success = Words.with("success", Optional.empty(), Words.identifier("bob@example.org"));

            assertThat(ClientWalk.failure(step.next().on(Words.received(success))))
                    .isInstanceOf(ClientFailure.Broken.class);
        }
    }

    @Test
    void moreThanWasShownCannotBeHad() {
        for (ClientStep step : sent()) {
            Element more = Words.with("continue", Optional.empty(), Words.tasks("TOTP", "HOTP"));

            assertThat(ClientWalk.failure(step.next().on(Words.received(more))))
                    .isEqualTo(new ClientFailure.FurtherTask(List.of("TOTP", "HOTP")));
        }
    }

    @Test
    void eachRefusalSaysOfWhat() {
        ClientInput refusal = Words.received(Words.failure2("not-authorized"));
        Optional<SaslCondition> condition = Optional.of(SaslCondition.NOT_AUTHORIZED);

        assertThat(ClientWalk.failure(sent().get(0).next().on(refusal)))
                .isEqualTo(new ClientFailure.Refused(condition, Optional.empty()));
        assertThat(ClientWalk.failure(sent().get(1).next().on(refusal)))
                .isEqualTo(new ClientFailure.CertificateRefused(condition, Optional.empty()));
        assertThat(ClientWalk.failure(
                        sent().get(1).next().on(Words.received(Words.failure2("temporary-auth-failure")))))
                .isInstanceOf(ClientFailure.Refused.class);
    }

    /** RFC 4422 appendix A: the message is whom the client wants to be. */
    @Test
    @Tag("A-53")
    void aCertificateSaysWhomItIsShownFor() {
        Element auth = ClientWalk.element(original(ClientContexts.certified(), "SCRAM-SHA-256", "EXTERNAL"));
        Element authenticate = ClientWalk.element(extensible(ClientContexts.certified(), "EXTERNAL"));

        assertThat(auth)
                .hasToString("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>"
                        + CanonicalBase64.encode("alice@example.org".getBytes(StandardCharsets.UTF_8)) + "</auth>");
        assertThat(decoded(authenticate
                        .first(StreamNames.SASL2, "initial-response")
                        .orElseThrow()
                        .text()))
                .isEqualTo("alice@example.org");
    }

    @Test
    @Tag("A-49")
    void withoutACertificateItIsNotAskedFor() {
        assertThat(ClientWalk.failure(original(Pair.context(), "EXTERNAL")))
                .isEqualTo(new ClientFailure.NoMechanism(BindingAbort.NO_MECHANISM));
        assertThat(ClientWalk.failure(extensible(Pair.context(), "EXTERNAL")))
                .isEqualTo(new ClientFailure.NoMechanism(BindingAbort.NO_MECHANISM));
    }

    @Test
    void whoHasNothingDoesNotSignIn() {
        ClientContext nobody = Pair.context().with(ClientMeans.NONE);

        assertThat(ClientWalk.failure(original(nobody, "SCRAM-SHA-512", "PLAIN", "EXTERNAL")))
                .isEqualTo(new ClientFailure.NoMechanism(BindingAbort.NO_MECHANISM));
    }
}
