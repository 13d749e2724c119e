package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.BindingAbort;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.IterationBounds;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of ours signs in at servers that are not what they say. */
class ClientSignInTest {
    private static final ChannelBindings EXPORTER =
            ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, new byte[32]);

    private static ScramAbort.Cause cause(ClientStep step) {
        assertThat(step.next()).isInstanceOf(Parted.class);
        assertThat(step.effects().get(0)).isEqualTo(new ClientEffect.Close(Optional.empty()));
        return ((ClientFailure.Unproven) ClientWalk.failure(step)).why().cause();
    }

    /** What is done to the honest first message, as "replace this by that", and why it is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ^r=.                  | r=!                   | NONCE
            ^r=[^,]*              | r=abcdefghijklmnopqrstuvwxyz0123456789 | NONCE
            ^(r=.{32})[^,]*       | $1                    | NONCE
            ^(r=.{32})[^,]*       | $1short               | NONCE
            ^r=[^,]*,             | ""                    | MALFORMED
            i=4096                | i=1                   | ITERATIONS
            i=4096                | i=4095                | ITERATIONS
            i=4096                | i=2147483648          | ITERATIONS
            i=4096                | i=1000000000          | ITERATIONS
            i=4096                | i=0                   | MALFORMED
            i=4096                | i=-1                  | MALFORMED
            i=4096                | i=10e9                | MALFORMED
            i=4096                | i=4096,i=4096         | MALFORMED
            s=[^,]*               | s=                    | MALFORMED
            s=[^,]*               | s=AAAA                | SALT
            s=[^,]*               | s=*                   | MALFORMED
            ^                     | m=x,                  | MANDATORY_EXTENSION
            h=[^,]*               | h=AAAA                | OFFER
            $                     | ,t=0303               | TLS_VERSION
            $                     | ,v=AAAA               | MALFORMED
            ^.*$                  | e=invalid-proof       | MALFORMED
            """)
    @Tag("A-41")
    @Tag("A-44")
    @Tag("A-45")
    @Tag("LIB-07")
    void aFirstMessageThatIsWrongEndsBeforeAKeyIsAskedFor(String what, String with, ScramAbort.Cause expected) {
        ClientWalk walk = ClientWalk.toChallenge();
        walk.challenges(walk.first().replaceFirst(what, with));

        assertThat(cause(walk.step())).isEqualTo(expected);
        assertThat(walk.step().effects()).noneMatch(effect -> effect instanceof ClientEffect.DeriveKey);
    }

    @Test
    @Tag("A-44")
    void theKeyIsAskedForOnceAndDerivedElsewhere() {
        ClientWalk walk = ClientWalk.toChallenge();
        walk.challenges(walk.first());

        assertThat(walk.step().effects())
                .singleElement()
                .isInstanceOfSatisfying(
                        ClientEffect.DeriveKey.class,
                        effect -> assertThat(effect.question().iterations()).isEqualTo(4096));
    }

    @Test
    @Tag("A-44")
    void iterationsBelowThePolicyAreRefused() {
        ClientContext strict = Pair.context()
                .with(new ClientDemands(SelectionPolicy.DEFAULT, new IterationBounds(10_000, 100_000), Set.of()));
        ClientStep auth = ClientWalk.mechanisms(strict, ChannelBindings.none(), Words.mechanisms("SCRAM-SHA-256"));
        String nonce = new String(
                        CanonicalBase64.decode(ClientWalk.element(auth).text()).orElseThrow(), StandardCharsets.UTF_8)
                .replaceFirst(".*,r=", "");
        String first = "r=" + nonce + "ABCDEFGHIJKLMNOPQRSTUVWX,s=AAAAAAAAAAAAAAAAAAAAAA==,i=4096";

        assertThat(cause(auth.next().on(Words.received(Words.sasl("challenge", first)))))
                .isEqualTo(ScramAbort.Cause.ITERATIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "challenge"})
    @Tag("A-43")
    @Tag("LIB-02")
    void everyBitOfTheServersSignatureCounts(String element) {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess();
        byte[] signature = CanonicalBase64.decode(walk.last().substring(2)).orElseThrow();
        ClientState before = walk.step().next();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] wrong = signature.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            Element last = Words.sasl(element, "v=" + CanonicalBase64.encode(wrong));

            assertThat(cause(before.on(Words.received(last)))).isEqualTo(ScramAbort.Cause.SIGNATURE);
        }
    }

    @ParameterizedTest
    @CsvSource({"v=,MALFORMED", "v=AAAA,SIGNATURE", "e=other-error,SERVER_ERROR", "'',MALFORMED", "x=1,MALFORMED"})
    @Tag("A-43")
    void aSuccessWithoutTheSignatureIsAFailure(String last, ScramAbort.Cause expected) {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess().says(Words.sasl("success", last));

        assertThat(cause(walk.step())).isEqualTo(expected);
    }

    @Test
    @Tag("A-43")
    void theSignatureOfAnotherExchangeIsWorthNothing() {
        String others = ClientWalk.toChallenge().toSuccess().last();
        ClientWalk walk = ClientWalk.toChallenge().toSuccess().says(Words.sasl("success", others));

        assertThat(cause(walk.step())).isEqualTo(ScramAbort.Cause.SIGNATURE);
    }

    @Test
    void theProofMayComeInAChallenge() {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess();
        walk.says(Words.sasl("challenge", walk.last()));
        assertThat(ClientWalk.element(walk.step())).isEqualTo(Words.named(StreamNames.SASL, "response"));
        walk.says(Words.named(StreamNames.SASL, "success"));

        assertThat(walk.step().next()).isInstanceOf(ExpectingAuthenticatedHeader.class);
    }

    @Test
    @Tag("A-56")
    void thereIsNoFurtherRoundBehindTheProof() {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess();
        String last = walk.last();
        walk.says(Words.sasl("challenge", last)).says(Words.sasl("challenge", last));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-authorized", "account-disabled", "temporary-auth-failure", "credentials-expired"})
    void aRefusalIsToldAndEndsTheStream(String condition) {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess().says(Words.failure(condition));

        assertThat(walk.failure())
                .isEqualTo(new ClientFailure.Refused(SaslCondition.named(condition), Optional.empty()));
        assertThat(walk.step().next()).isInstanceOf(Parted.class);
    }

    @Test
    void aRefusalThatNobodyKnowsIsARefusal() {
        ClientWalk walk = ClientWalk.toChallenge().toSuccess().says(Words.failure("who-knows"));

        assertThat(walk.failure()).isEqualTo(new ClientFailure.Refused(Optional.empty(), Optional.empty()));
    }

    /** Mechanisms without {@code SCRAM-}; types, {@code -} for no announcement; whether the client has a binding. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SHA-256                         | -             | true  | SHA-256
            SHA-1 SHA-256 SHA-512           | -             | false | SHA-512
            SHA-256 SHA-256-PLUS            | tls-exporter  | true  | SHA-256-PLUS
            SHA-512 SHA-256-PLUS            | tls-exporter  | true  | SHA-256-PLUS
            SHA-256 SHA-256-PLUS            | tls-exporter  | false | SHA-256
            SHA-1                           | -             | true  | NO_MECHANISM
            SHA-256                         | tls-exporter  | true  | TYPES_WITHOUT_PLUS
            SHA-256 SHA-256-PLUS            | tls-unique    | true  | SHA-256
            SHA-256 SHA-1-PLUS              | tls-exporter  | true  | NO_COMMON_PLUS
            sha-256 SHA-2560                | -             | true  | NO_MECHANISM
            """)
    @Tag("A-46")
    @Tag("A-48")
    @Tag("LIB-07")
    void choosesByXep0440AndByNothingWeakerThanItsPolicy(
            String mechanisms, String types, boolean bound, String expected) {
        Element offered = Words.mechanisms(Arrays.stream(mechanisms.split(" "))
                .map(name -> "SCRAM-" + name)
                .toArray(String[]::new));
        ChannelBindings bindings = bound ? EXPORTER : ChannelBindings.none();
        ClientStep step = types.equals("-")
                ? ClientWalk.mechanisms(bindings, offered)
                : ClientWalk.mechanisms(bindings, offered, Words.bindings(types.split(" ")));

        assertThat(chosen(step)).isEqualTo(expected);
    }

    private static String chosen(ClientStep step) {
        if (step.next() instanceof Parted) {
            return ((ClientFailure.NoMechanism) ClientWalk.failure(step)).why().toString();
        }
        return ClientWalk.element(step).attribute("mechanism").orElseThrow().substring("SCRAM-".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PLAIN", "DIGEST-MD5", "CRAM-MD5", "ANONYMOUS", "EXTERNAL", "LOGIN", "GSSAPI", "OAUTHBEARER"})
    @Tag("A-48")
    @Tag("A-49")
    @Tag("LIB-07")
    void theRestOfTheMechanismsDoesNotExistHere(String mechanism) {
        ClientStep step = ClientWalk.mechanisms(EXPORTER, Words.mechanisms(mechanism));

        assertThat(chosen(step)).isEqualTo(BindingAbort.NO_MECHANISM.toString());
        assertThat(step.effects()).noneMatch(effect -> effect instanceof ClientEffect.Send);
    }

    @ParameterizedTest
    @CsvSource({"SHA_512,NO_MECHANISM", "SHA_256,SHA-256", "SHA_1,SHA-256"})
    @Tag("A-48")
    void whatWasUsedBeforeIsTheLeastThatIsTakenNow(ScramHash weakest, String expected) {
        ClientContext context = Pair.context().with(ClientDemands.DEFAULT.with(new SelectionPolicy(weakest, false)));

        assertThat(chosen(ClientWalk.mechanisms(context, EXPORTER, Words.mechanisms("SCRAM-SHA-1", "SCRAM-SHA-256"))))
                .isEqualTo(expected);
    }

    @Test
    @Tag("A-47")
    @Tag("LIB-07")
    void aRequiredBindingDoesNotFallBack() {
        ClientContext context =
                Pair.context().with(ClientDemands.DEFAULT.with(new SelectionPolicy(ScramHash.SHA_256, true)));
        for (ChannelBindings bindings : new ChannelBindings[] {EXPORTER, ChannelBindings.none()}) {
            assertThat(chosen(ClientWalk.mechanisms(context, bindings, Words.mechanisms("SCRAM-SHA-512"))))
                    .isEqualTo(BindingAbort.BINDING_REQUIRED.toString());
        }
    }

    @Test
    @Tag("A-48")
    void aSessionSaysWhatToInsistOnTheNextTime() {
        ClientSession session = Pair.run().session.orElseThrow();

        assertThat(session.demandsFromNowOn().policy()).isEqualTo(new SelectionPolicy(ScramHash.SHA_512, true));
        assertThat(session.binding()).contains(ChannelBindingType.TLS_EXPORTER);
    }

    @Test
    void withoutAKeyTheClientGivesUpWithoutAWord() {
        ClientWalk walk = ClientWalk.toChallenge();
        walk.challenges(walk.first());
        ClientStep step = walk.step().next().on(new ClientInput.Answered(new ClientAnswer.NoKey()));

        assertThat(step.effects())
                .containsExactly(
                        new ClientEffect.Close(Optional.empty()),
                        new ClientEffect.Over(new ClientFailure.Stopped(Optional.empty())));
    }

    @Test
    @Tag("T-24")
    void featuresFromBeforeTlsAreForgotten() {
        ClientState state = Pair.context()
                .startTls()
                .next()
                .on(new ClientInput.Opened(Pair.serverHeader("example.org")))
                .next()
                .on(Words.received(Words.features(
                        Words.startTls(), Words.mechanisms("SCRAM-SHA-1"), Words.named(StreamNames.BIND, "bind"))))
                .next();
        ClientStep proceed = state.on(Words.received(Words.named(StreamNames.TLS, "proceed")));

        assertThat(proceed.effects())
                .containsExactly(new ClientEffect.StartTls(Pair.context().domain()));
        assertThat(proceed.next().toString()).doesNotContain("SCRAM");
    }

    @Test
    @Tag("T-29")
    void redirectionsAreCounted() {
        ClientContext context = Pair.context();
        for (int i = 0; i < ClientContext.MOST_REDIRECTS; i++) {
            context = context.redirected();
        }
        ClientContext last = context;
        ClientStep step = ClientWalk.mechanisms(last, EXPORTER);
        assertThat(step.next()).isInstanceOf(Parted.class);
        ClientState state = last.directTls()
                .next()
                .on(new ClientInput.Answered(new ClientAnswer.Secured(EXPORTER)))
                .next();

        assertThat(ClientWalk.failure(state.on(Words.received(Words.seeOtherHost("a.example")))))
                .isInstanceOf(ClientFailure.Ended.class);
        assertThatThrownBy(last::redirected).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("A-42")
    void noNonceIsUsedTwice() {
        String one = ClientWalk.toChallenge().first();
        String two = ClientWalk.toChallenge().first();

        assertThat(one.substring(0, 34)).isNotEqualTo(two.substring(0, 34));
    }

    @Test
    @Tag("LIB-08")
    void nothingThatIsPrintedHasAKeyInIt() {
        ClientWalk walk = ClientWalk.toChallenge();
        walk.challenges(walk.first());
        ClientInput key = new ClientInput.Answered(
                new ClientAnswer.Key(Secret.utf8("k".repeat(32).toCharArray())));

        assertThat(key.toString()).contains("***").doesNotContain("kkk");
        assertThat(walk.step().next().on(key).next().toString()).doesNotContain("kkk");
    }
}
