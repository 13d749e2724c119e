package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.TlsVersion;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.protocol.sasl.TokenProof;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client signs in by a token and gets others (XEP-0484), at servers that are not what they say. */
class ClientTokenTest {
    private static final Element BARE = Words.identifier("alice@example.org");
    private static final Element[] INLINE = {Words.fast("HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-NONE")};

    private static ClientContext with(TokenMechanism mechanism) {
        return ClientContexts.wishing()
                .with(ClientMeans.PASSWORD.with(ClientContexts.token(mechanism, "token-of-alice")));
    }

    private static ExtensibleWalk begun() {
        return ExtensibleWalk.begin(with(TokenMechanism.HT_SHA_256_EXPR), INLINE);
    }

    private static String mechanism(ClientStep step) {
        return step.effects().stream()
                .filter(ClientEffect.Send.class::isInstance)
                .map(effect -> ((ClientEffect.Send) effect).element())
                .findFirst()
                .flatMap(element -> element.attribute("mechanism"))
                .orElse("none");
    }

    /** The server's answer to the token that the client used. */
    private static byte[] answer(Element authenticate) {
        byte[] initial = CanonicalBase64.decode(authenticate
                        .first(StreamNames.SASL2, "initial-response")
                        .orElseThrow()
                        .text())
                .orElseThrow();
        TokenProof proof = (TokenProof) TokenProof.parse(TokenMechanism.HT_SHA_256_EXPR, Pair.BINDINGS, initial);
        assertThat(proof.username()).isEqualTo("alice");
        assertThat(proof.by(Pair.TOKEN)).isTrue();
        return proof.answer(Pair.TOKEN);
    }

    private static Element success(byte[] answer, Element... children) {
        Element.Builder success = Element.named(StreamNames.SASL2, "success")
                .child(StreamNames.SASL2, "additional-data", CanonicalBase64.encode(answer));
        for (Element child : children) {
            success.child(child);
        }
        return success.build();
    }

    @Test
    @Tag("A-58")
    void theClientSaysThatItHasATokenAndHowOftenItUsedIt() {
        Element authenticate = begun().sent();

        assertThat(authenticate.attribute("mechanism")).contains("HT-SHA-256-EXPR");
        assertThat(authenticate.children().stream().map(child -> child.name().local()))
                .containsExactly("initial-response", "user-agent", "fast");
        assertThat(authenticate.first(FastUse.NAMESPACE, "fast"))
                .hasToString("Optional[<fast xmlns='urn:xmpp:fast:0' count='4'/>]");
        assertThat(authenticate.toString()).doesNotContain("token-of-alice");
    }

    @Test
    @Tag("A-58")
    void theServerHasToKnowTheTokenToo() {
        ExtensibleWalk walk = begun();
        byte[] answer = answer(walk.sent());
        ClientState before = walk.step().next();
        for (int bit = 0; bit < answer.length * 8; bit++) {
            byte[] wrong = answer.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(ClientWalk.failure(before.on(Words.received(success(wrong, BARE)))))
                    .isInstanceOf(ClientFailure.Unproven.class);
        }
        for (byte[] wrong : List.of(new byte[0], Arrays.copyOf(answer, 31), Arrays.copyOf(answer, 33))) {
            assertThat(ClientWalk.failure(before.on(Words.received(success(wrong, BARE)))))
                    .isInstanceOf(ClientFailure.Unproven.class);
        }
        assertThat(before.on(Words.received(success(answer, BARE))).next()).isInstanceOf(ExpectingBinding.class);
    }

    @Test
    @Tag("A-43")
    @Tag("A-58")
    void aSuccessWithoutAnAnswerProvesNothing() {
        ExtensibleWalk walk = begun().says(Words.with("success", Optional.empty(), BARE));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Unproven.class);
        assertThat(walk.step().effects()).as("the token may be good").doesNotContain(new ClientEffect.DropToken());
    }

    /** The answer on another connection is another: what is heard there is worth nothing here. */
    @Test
    @Tag("A-58")
    void theAnswerOfAnotherConnectionIsWorthNothing() {
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 1);
        ChannelBindings bindings =
                ChannelBindings.over(TlsVersion.TLS_1_3).with(ChannelBindingType.TLS_EXPORTER, other);
        ExtensibleWalk walk = begun();
        ClientStep elsewhere = ClientWalk.mechanisms(
                with(TokenMechanism.HT_SHA_256_EXPR),
                bindings,
                Words.authentication(List.of("SCRAM-SHA-256-PLUS"), INLINE),
                Words.bindings("tls-exporter"));
        Element success = success(answer(walk.sent()), BARE);

        assertThat(ClientWalk.failure(elsewhere.next().on(Words.received(success))))
                .isInstanceOf(ClientFailure.Unproven.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"challenge", "response", "task-data", "next", "abort"})
    @Tag("A-58")
    void thereIsNoFurtherRound(String local) {
        ExtensibleWalk walk = begun();
        walk.says(Words.sasl2(local, "x"));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    /** XEP-0484 section 4: no further step is to be asked of who has a token. */
    @Test
    @Tag("A-58")
    void moreThanTheTokenCannotBeHad() {
        ExtensibleWalk walk = begun();
        Element more = Element.named(StreamNames.SASL2, "continue")
                .child(StreamNames.SASL2, "additional-data", CanonicalBase64.encode(answer(walk.sent())))
                .child(Words.tasks("TOTP"))
                .build();
        assertThat(walk.says(more).failure()).isEqualTo(new ClientFailure.FurtherTask(List.of("TOTP")));
        assertThat(begun().says(Words.with("continue", Optional.empty(), Words.tasks("TOTP")))
                        .failure())
                .isInstanceOf(ClientFailure.Unproven.class);
    }

    /** Every reason but one that may pass: the token is dropped, and the password proved. */
    @ParameterizedTest
    @EnumSource(SaslCondition.class)
    @Tag("A-58")
    void aRefusalDropsTheTokenUnlessItMayPass(SaslCondition condition) {
        ExtensibleWalk walk = begun().says(Words.failure2(condition.element()));

        if (condition == SaslCondition.TEMPORARY_AUTH_FAILURE) {
            assertThat(walk.failure()).isEqualTo(new ClientFailure.Refused(Optional.of(condition), Optional.empty()));
            assertThat(walk.step().effects()).doesNotContain(new ClientEffect.DropToken());
        } else {
            assertThat(walk.step().effects().get(0)).isEqualTo(new ClientEffect.DropToken());
            assertThat(walk.step().next()).isInstanceOf(ExpectingChallenge.class);
            assertThat(mechanism(walk.step())).isEqualTo("SCRAM-SHA-256-PLUS");
            assertThat(walk.sent().first(FastUse.NAMESPACE, "fast")).isEmpty();
            assertThat(walk.sent().first(FastUse.NAMESPACE, "request-token")).isPresent();
        }
    }

    @Test
    @Tag("A-58")
    void aReasonThatNobodyKnowsIsAReason() {
        ExtensibleWalk walk = begun().says(Words.failure2("who-knows"));

        assertThat(walk.step().effects().get(0)).isEqualTo(new ClientEffect.DropToken());
        assertThat(walk.step().next()).isInstanceOf(ExpectingChallenge.class);
    }

    /** One more attempt, and no third. */
    @Test
    @Tag("A-56")
    @Tag("A-58")
    void thereAreTwoAttemptsAndNoThird() {
        ExtensibleWalk walk = begun().says(Words.failure2("not-authorized")).says(Words.failure2("not-authorized"));

        assertThat(walk.failure())
                .isEqualTo(new ClientFailure.Refused(Optional.of(SaslCondition.NOT_AUTHORIZED), Optional.empty()));
    }

    @Test
    @Tag("A-58")
    void behindARefusedTokenTheProofOfThePasswordIsNeededAllTheSame() {
        ExtensibleWalk walk = begun().says(Words.failure2("credentials-expired"));
        walk.says(Words.with("success", Optional.empty(), BARE));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Unproven.class);
    }

    /** A server that refuses the token to get the password finds the policy as strict as ever. */
    @Test
    @Tag("A-48")
    @Tag("A-58")
    void aRefusedTokenOpensNoWayToAWeakerMechanism() {
        ClientContext context = with(TokenMechanism.HT_SHA_256_EXPR)
                .with(ClientDemands.DEFAULT.with(new SelectionPolicy(ScramHash.SHA_512, true)));
        ExtensibleWalk walk = ExtensibleWalk.begin(context, INLINE).says(Words.failure2("not-authorized"));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.NoMechanism.class);
        assertThat(walk.step().effects()).hasSize(3).startsWith(new ClientEffect.DropToken());
    }

    /** The mechanism of the token, those on offer, the types announced, the bindings at hand, and by what the client signs in. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HT_SHA_256_EXPR | EXPR NONE | tls-exporter                     | exporter | HT-SHA-256-EXPR
            HT_SHA_256_EXPR | NONE      | tls-exporter                     | exporter | SCRAM-SHA-256-PLUS
            HT_SHA_256_EXPR | EXPR      | tls-exporter                     | none     | SCRAM-SHA-256
            HT_SHA_256_EXPR | EXPR      | tls-exporter                     | endpoint | SCRAM-SHA-256
            HT_SHA_256_EXPR | EXPR      | tls-server-end-point             | exporter | SCRAM-SHA-256
            HT_SHA_256_ENDP | ENDP      | tls-server-end-point             | endpoint | HT-SHA-256-ENDP
            HT_SHA_256_ENDP | EXPR      | tls-exporter                     | exporter | SCRAM-SHA-256-PLUS
            HT_SHA_256_NONE | NONE EXPR | tls-exporter                     | exporter | HT-SHA-256-NONE
            HT_SHA_256_NONE | EXPR      | tls-exporter                     | exporter | SCRAM-SHA-256-PLUS
            HT_SHA_256_NONE | NONE      | tls-exporter                     | none     | HT-SHA-256-NONE
            HT_SHA_256_EXPR | -         | tls-exporter                     | exporter | SCRAM-SHA-256-PLUS
            """)
    @Tag("A-58")
    @Tag("LIB-07")
    void aTokenIsUsedWithItsOwnMechanismAndOverItsOwnBinding(
            TokenMechanism mechanism, String offered, String types, String have, String expected) {
        ClientStep step = step(with(mechanism), offered, types, have);

        assertThat(mechanism(step)).isEqualTo(expected);
        assertThat(step.effects()).doesNotContain(new ClientEffect.DropToken());
    }

    private static ClientStep step(ClientContext context, String offered, String types, String have) {
        List<String> names = new ArrayList<>();
        for (String name : offered.split(" ", -1)) {
            if (!name.equals("-")) {
                names.add("HT-SHA-256-" + name);
            }
        }
        ChannelBindings none = ChannelBindings.over(TlsVersion.TLS_1_3);
        ChannelBindings bindings = switch (have) {
            case "exporter" -> Pair.BINDINGS;
            case "endpoint" -> none.with(ChannelBindingType.TLS_SERVER_END_POINT, new byte[32]);
            default -> none;
        };
        return ClientWalk.mechanisms(
                context,
                bindings,
                Words.authentication(
                        List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"), Words.fast(names.toArray(new String[0]))),
                Words.bindings(types.split(" ")));
    }

    /** What is demanded, and whether a token without binding is used. */
    @Test
    @Tag("A-48")
    @Tag("A-58")
    @Tag("LIB-07")
    void whoOnceHadBindingUsesNoTokenWithout() {
        ClientContext context = with(TokenMechanism.HT_SHA_256_NONE);
        ClientContext bound = context.with(ClientDemands.DEFAULT.with(ClientDemand.BOUND_TOKEN));
        ClientContext required = context.with(ClientDemands.DEFAULT.with(new SelectionPolicy(ScramHash.SHA_256, true)));

        assertThat(mechanism(step(context, "NONE", "tls-exporter", "exporter"))).isEqualTo("HT-SHA-256-NONE");
        assertThat(mechanism(step(bound, "NONE", "tls-exporter", "exporter"))).isEqualTo("SCRAM-SHA-256-PLUS");
        assertThat(mechanism(step(required, "NONE", "tls-exporter", "exporter")))
                .isEqualTo("SCRAM-SHA-256-PLUS");
    }

    /** XEP-0484 section 4: the id of the installation is needed. */
    @Test
    @Tag("A-58")
    void whoDoesNotSayWhichInstallationItIsHasNoTokens() {
        ClientContext context = with(TokenMechanism.HT_SHA_256_EXPR);
        ClientContext nameless = context.with(context.wishes().as(UserAgent.UNKNOWN));
        ClientStep step = step(nameless, "EXPR", "tls-exporter", "exporter");

        assertThat(mechanism(step)).isEqualTo("SCRAM-SHA-256-PLUS");
        assertThat(ClientWalk.element(step).first(FastUse.NAMESPACE, "request-token"))
                .isEmpty();
    }

    /** Mechanisms for tokens on offer, bindings at hand, and for which one a token is asked when the password is proved. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXPR ENDP NONE | exporter | HT-SHA-256-EXPR
            NONE ENDP EXPR | exporter | HT-SHA-256-EXPR
            ENDP NONE      | exporter | none
            NONE           | exporter | none
            -              | exporter | none
            EXPR ENDP NONE | none     | HT-SHA-256-NONE
            EXPR ENDP      | none     | none
            """)
    @Tag("A-58")
    @Tag("LIB-07")
    void theStrongestTokenIsAskedForAndNoneWeakerThanTheAttempt(String offered, String have, String expected) {
        ClientStep step = step(ClientContexts.wishing(), offered, "tls-exporter", have);

        assertThat(ClientWalk.element(step)
                        .first(FastUse.NAMESPACE, "request-token")
                        .flatMap(request -> request.attribute("mechanism"))
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void noTokenIsAskedForWhereNoneIsWished() {
        ClientContext context = ClientContexts.wishing();
        ClientContext without = context.with(context.wishes().with(TokenWish.NONE));

        assertThat(ClientWalk.element(step(without, "EXPR", "tls-exporter", "exporter"))
                        .first(FastUse.NAMESPACE, "request-token"))
                .isEmpty();
    }

    /** A token and its end, as a server may write them, and whether it is taken. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc   | 2030-01-01T00:00:00Z            | true
            abc   | 2030-01-01T00:00:00.123Z        | true
            abc   | 2030-01-01T02:00:00+02:00       | true
            abc   | 1970-01-01T00:00:00Z            | true
            abc   | 2030-01-01                      | false
            abc   | 2030-01-01T00:00:00             | false
            abc   | 2030-13-01T00:00:00Z            | false
            abc   | tomorrow                        | false
            abc   | 1893456000                      | false
            abc   | ''                              | false
            abc   | -                               | false
            ''    | 2030-01-01T00:00:00Z            | false
            -     | 2030-01-01T00:00:00Z            | false
            """)
    @Tag("A-58")
    void aTokenHasAValueAndAnEnd(String token, String expiry, boolean taken) {
        Element.Builder element = Element.named(FastUse.NAMESPACE, "token");
        if (!token.equals("-")) {
            element.attribute("token", token);
        }
        if (!expiry.equals("-")) {
            element.attribute("expiry", expiry);
        }
        ExtensibleWalk walk = ExtensibleWalk.begin(ClientContexts.wishing(), INLINE)
                .toSuccess()
                .succeeds(BARE, element.build());

        assertThat(walk.step().next() instanceof ExpectingBinding).isEqualTo(taken);
    }

    /** XEP-0484 has no name for the mechanism of a token; a server that has one can say no other than what was asked for. */
    @ParameterizedTest
    @CsvSource({"HT-SHA-256-EXPR,true", "HT-SHA-256-NONE,false", "'',false", "ht-sha-256-expr,false"})
    @Tag("A-58")
    void aTokenIsForTheMechanismThatWasAskedFor(String mechanism, boolean taken) {
        ExtensibleWalk walk = ExtensibleWalk.begin(ClientContexts.wishing(), INLINE)
                .toSuccess()
                .succeeds(
                        BARE,
                        ExtensibleWalk.token("token", "abc", "expiry", "2030-01-01T00:00:00Z", "mechanism", mechanism));

        assertThat(walk.step().next() instanceof ExpectingBinding).isEqualTo(taken);
    }

    @Test
    @Tag("A-58")
    @Tag("LIB-08")
    void aTokenHasALimit() {
        for (int length : new int[] {IssuedToken.LONGEST, IssuedToken.LONGEST + 1}) {
            Optional<IssuedToken> read = IssuedToken.read(
                    ExtensibleWalk.token("token", "x".repeat(length), "expiry", "2030-01-01T00:00:00Z"),
                    TokenMechanism.HT_SHA_256_EXPR);

            assertThat(read.isPresent()).isEqualTo(length <= IssuedToken.LONGEST);
        }
        assertThat(IssuedToken.read(
                        ExtensibleWalk.token("token", "x", "expiry", "2030-01-01T00:00:00Z" + " ".repeat(100)),
                        TokenMechanism.HT_SHA_256_EXPR))
                .isEmpty();
    }

    /** Nobody asks the time here: whoever keeps the token does. */
    @Test
    @Tag("A-58")
    void aTokenOfThePastIsWorthNothing() {
        IssuedToken token = new IssuedToken(
                TokenMechanism.HT_SHA_256_EXPR,
                Secret.utf8("abc".toCharArray()),
                Instant.parse("2030-01-01T00:00:00Z"));

        assertThat(token.isGood(Instant.parse("2029-12-31T23:59:59Z"))).isTrue();
        assertThat(token.isGood(Instant.parse("2030-01-01T00:00:00Z"))).isFalse();
        assertThat(token.isGood(Instant.MAX)).isFalse();
    }

    /** XEP-0484 section 3.5: unasked only in the place of one that was used. */
    @Test
    @Tag("A-58")
    void aTokenComesUnaskedOnlyInThePlaceOfOneThatWasUsed() {
        ExtensibleWalk used = begun();
        used.says(success(answer(used.sent()), BARE, ExtensibleWalk.goodToken()));
        assertThat(used.step().next()).isInstanceOf(ExpectingBinding.class);

        ClientContext givenUp = with(TokenMechanism.HT_SHA_256_EXPR);
        ExtensibleWalk invalid =
                ExtensibleWalk.begin(givenUp.with(givenUp.wishes().with(TokenWish.INVALIDATE)), INLINE);
        assertThat(invalid.sent().first(FastUse.NAMESPACE, "fast"))
                .hasToString("Optional[<fast xmlns='urn:xmpp:fast:0' count='4' invalidate='true'/>]");
        invalid.says(success(answer(invalid.sent()), BARE, ExtensibleWalk.goodToken()));
        assertThat(invalid.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @Test
    @Tag("LIB-08")
    void nothingThatIsPrintedHasATokenInIt() {
        ExtensibleWalk walk = begun();

        assertThat(walk.step().toString()).doesNotContain("token-of-alice");
        assertThat(with(TokenMechanism.HT_SHA_256_EXPR).toString())
                .contains("***")
                .doesNotContain("token-of-alice");
    }
}
