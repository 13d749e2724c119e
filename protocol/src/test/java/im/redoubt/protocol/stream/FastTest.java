package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.ChannelBindings;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.TokenMechanism;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens within the extensible profile: XEP-0484. */
class FastTest {
    private static final BareJid ALICE = BareJid.of("alice@example.org");
    private static final String NONE = "HT-SHA-256-NONE";
    private static final ChannelBindings EXPORTER =
            ChannelBindings.none().with(ChannelBindingType.TLS_EXPORTER, new byte[32]);
    private static final ChannelBindings BOTH = EXPORTER.with(ChannelBindingType.TLS_SERVER_END_POINT, new byte[32]);

    private final Negotiator negotiator = new Negotiator();

    private ServerStep begun(Element attempt) {
        return negotiator.awaitingAuth().on(Negotiator.received(attempt));
    }

    private static ServerStep answered(ServerStep step, ServerAnswer answer) {
        return step.next().on(new ServerInput.Answered(answer));
    }

    private static <T extends ServerEffect> Optional<T> effect(ServerStep step, Class<T> type) {
        return step.effects().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Element success(ServerStep step) {
        return effect(step, ServerEffect.Send.class).orElseThrow().element();
    }

    private List<String> announced(ServerContext context, ChannelBindings bindings) {
        ServerStep step = new AwaitingSecureHeader(context, bindings)
                .on(new ServerInput.Opened(Negotiator.header("example.org")));
        Element features = ((ServerEffect.Send) step.effects().get(1)).element();
        List<String> names = new ArrayList<>();
        features.first(StreamNames.SASL2, "authentication")
                .flatMap(found -> found.first(StreamNames.SASL2, "inline"))
                .flatMap(found -> found.first(FastUse.NAMESPACE, "fast"))
                .ifPresent(fast -> fast.children(FastUse.NAMESPACE, "mechanism").forEach(one -> names.add(one.text())));
        return names;
    }

    /** Section 3.1; what is not bound is for browsers alone, and what the connection cannot bind is not offered. */
    @Test
    @Tag("A-47")
    void whatIsAnnouncedIsWhatTheConnectionHas() {
        ServerContext native_ =
                negotiator.context().with(List.of(TokenMechanism.HT_SHA_256_EXPR, TokenMechanism.HT_SHA_256_ENDP));
        assertThat(announced(native_, BOTH)).containsExactly("HT-SHA-256-EXPR", "HT-SHA-256-ENDP");
        assertThat(announced(native_, EXPORTER)).containsExactly("HT-SHA-256-EXPR");
        assertThat(announced(native_, ChannelBindings.none())).isEmpty();
        assertThat(announced(negotiator.context(), BOTH)).containsExactly("HT-SHA-256-EXPR", "HT-SHA-256-ENDP", NONE);
        assertThat(announced(negotiator.context().with(List.of()), BOTH)).isEmpty();
    }

    /** Section 3.2, and RFC 6120: a mechanism for tokens is none of the others. */
    @Test
    @Tag("A-49")
    void noTokenIsTakenFromWhoDoesNotSayThatItIsOneOrWhereItWasNotOffered() {
        assertThat(Negotiator.condition(begun(Negotiator.token(NONE, Negotiator.userAgent()))))
                .isEqualTo(SaslCondition.INVALID_MECHANISM);
        assertThat(Negotiator.condition(
                        begun(Negotiator.token("HT-SHA-256-EXPR", Negotiator.fast(), Negotiator.userAgent()))))
                .isEqualTo(SaslCondition.INVALID_MECHANISM);
        assertThat(Negotiator.condition(Negotiator.begun(negotiator.awaitingAuth(), NONE, "alice\0x")))
                .isEqualTo(SaslCondition.INVALID_MECHANISM);
        ServerContext bound = negotiator.context().with(List.of(TokenMechanism.HT_SHA_256_EXPR));
        ServerStep step = new AwaitingSecureHeader(bound, BOTH)
                .on(new ServerInput.Opened(Negotiator.header("example.org")))
                .next()
                .on(Negotiator.received(Negotiator.token(NONE, Negotiator.fast(), Negotiator.userAgent())));
        assertThat(Negotiator.condition(step)).isEqualTo(SaslCondition.INVALID_MECHANISM);
    }

    @Test
    void aTokenSignsInWithTheAnswerOfTheServer() {
        ServerStep step = begun(Negotiator.token(NONE, Negotiator.fast("count", "123"), Negotiator.userAgent()));
        ServerEffect.UseToken question =
                effect(step, ServerEffect.UseToken.class).orElseThrow();
        assertThat(question.account()).contains(ALICE);
        assertThat(question.use()).isEqualTo(new FastUse(OptionalLong.of(123), false));
        assertThat(question.agent().id().orElseThrow()).hasToString("d4565fa7-4d72-4749-b3d3-740edbf87770");

        ServerStep end = answered(step, new ServerAnswer.TokenUsed("AAAA", false));
        ServerEffect.SignedIn signedIn =
                effect(end, ServerEffect.SignedIn.class).orElseThrow();
        assertThat(signedIn.account()).isEqualTo(ALICE);
        assertThat(signedIn.mechanism()).isEqualTo(NONE);
        assertThat(signedIn.agent()).isEqualTo(question.agent());
        assertThat(success(end)
                        .first(StreamNames.SASL2, "additional-data")
                        .orElseThrow()
                        .text())
                .isEqualTo("AAAA");
        assertThat(success(end).first(FastUse.NAMESPACE, "token")).isEmpty();
        assertThat(end.next()).isInstanceOf(AwaitingBind.class);
    }

    @Test
    @Tag("A-53")
    @Tag("A-58")
    void aTokenThatIsNotTakenIsLikeAWrongPassword() {
        ServerStep step = begun(Negotiator.token(NONE, Negotiator.fast(), Negotiator.userAgent()));
        ServerStep refused = answered(step, new ServerAnswer.TokenRefused());
        assertThat(Negotiator.condition(refused)).isEqualTo(SaslCondition.NOT_AUTHORIZED);
        assertThat(refused.next()).isInstanceOf(AwaitingAuth.class);
        assertThat(Negotiator.condition(answered(step, new ServerAnswer.Unavailable())))
                .isEqualTo(SaslCondition.TEMPORARY_AUTH_FAILURE);
    }

    @Test
    @Tag("A-58")
    void whoDoesNotSayWhichClientItIsHasNoToken() {
        ServerStep step = begun(Negotiator.token(NONE, Negotiator.fast()));
        assertThat(effect(step, ServerEffect.UseToken.class)
                        .orElseThrow()
                        .agent()
                        .id())
                .isEmpty();
    }

    /** Sections 3.2 and 3.3. */
    @Test
    void aTokenIsAskedForTogetherWithTheAttempt() {
        ServerStep step = negotiator.inline(Negotiator.requestToken(NONE), Negotiator.userAgent());
        ServerEffect.IssueToken wish =
                effect(step, ServerEffect.IssueToken.class).orElseThrow();
        assertThat(wish.account()).isEqualTo(ALICE);
        assertThat(wish.mechanism()).contains(TokenMechanism.HT_SHA_256_NONE);

        ServerStep end =
                answered(step, new ServerAnswer.TokenIssued("WXZzciBw", Instant.parse("2020-03-12T14:36:15Z")));
        Element token = success(end).first(FastUse.NAMESPACE, "token").orElseThrow();
        assertThat(token.attribute("token")).contains("WXZzciBw");
        assertThat(token.attribute("expiry")).contains("2020-03-12T14:36:15Z");
    }

    @Test
    void whoGetsNoTokenSignsInAllTheSame() {
        for (ServerAnswer answer : List.of(new ServerAnswer.NoToken(), new ServerAnswer.Unavailable())) {
            ServerStep end = answered(negotiator.inline(Negotiator.requestToken(NONE)), answer);
            assertThat(success(end).first(FastUse.NAMESPACE, "token")).isEmpty();
            assertThat(end.next()).isInstanceOf(AwaitingBind.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-512-NONE", "PLAIN", "SCRAM-SHA-256", ""})
    @Tag("A-49")
    void forAMechanismThatWasNotOfferedThereIsNoToken(String mechanism) {
        ServerStep step = negotiator.inline(Negotiator.requestToken(mechanism), Negotiator.userAgent());
        assertThat(effect(step, ServerEffect.IssueToken.class).orElseThrow().mechanism())
                .isEmpty();
    }

    /** Section 3.5: a token that is due is replaced unasked, once. */
    @Test
    void aTokenThatIsDueIsReplaced() {
        ServerStep unasked = answered(
                begun(Negotiator.token(NONE, Negotiator.fast(), Negotiator.userAgent())),
                new ServerAnswer.TokenUsed("AAAA", true));
        assertThat(effect(unasked, ServerEffect.IssueToken.class).orElseThrow().mechanism())
                .contains(TokenMechanism.HT_SHA_256_NONE);
        assertThat(effect(unasked, ServerEffect.Send.class)).isEmpty();

        ServerStep asked = answered(
                begun(Negotiator.token(NONE, Negotiator.fast(), Negotiator.userAgent(), Negotiator.requestToken(NONE))),
                new ServerAnswer.TokenUsed("AAAA", true));
        ServerStep end = answered(asked, new ServerAnswer.TokenIssued("x", Instant.EPOCH));
        assertThat(effect(end, ServerEffect.IssueToken.class)).isEmpty();
        assertThat(success(end).children(FastUse.NAMESPACE, "token")).hasSize(1);
    }

    /** Section 3.6: no new token, unless it is asked for. */
    @Test
    void aTokenThatIsGivenUpIsNotReplaced() {
        for (String yes : List.of("true", "1")) {
            ServerStep step = begun(Negotiator.token(NONE, Negotiator.fast("invalidate", yes), Negotiator.userAgent()));
            assertThat(effect(step, ServerEffect.UseToken.class)
                            .orElseThrow()
                            .use()
                            .invalidate())
                    .isTrue();
            ServerStep end = answered(step, new ServerAnswer.TokenUsed("AAAA", true));
            assertThat(effect(end, ServerEffect.IssueToken.class)).isEmpty();
        }
        ServerStep asked = answered(
                begun(Negotiator.token(
                        NONE,
                        Negotiator.fast("invalidate", "true"),
                        Negotiator.userAgent(),
                        Negotiator.requestToken(NONE))),
                new ServerAnswer.TokenUsed("AAAA", true));
        assertThat(effect(asked, ServerEffect.IssueToken.class)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "count, ''",
        "count, -1",
        "count, +1",
        "count, 1.0",
        "count, ' 1'",
        "count, 0x1",
        "count, 99999999999",
        "count, one",
        "invalidate, yes",
        "invalidate, TRUE",
        "invalidate, ''"
    })
    @Tag("A-58")
    void whatIsNoCountOrNoAnswerIsMalformed(String attribute, String value) {
        assertThat(Negotiator.condition(
                        begun(Negotiator.token(NONE, Negotiator.fast(attribute, value), Negotiator.userAgent()))))
                .isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    @Tag("S-14")
    void nothingIsAskedForTwice() {
        for (Element twice : List.of(Negotiator.fast(), Negotiator.requestToken(NONE))) {
            assertThat(Negotiator.condition(
                            begun(Negotiator.token(NONE, Negotiator.fast(), Negotiator.userAgent(), twice, twice))))
                    .isEqualTo(SaslCondition.MALFORMED_REQUEST);
        }
        Element nameless = Element.named(FastUse.NAMESPACE, "request-token").build();
        assertThat(Negotiator.condition(begun(Negotiator.token(NONE, Negotiator.fast(), nameless))))
                .isEqualTo(SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    @Tag("A-60")
    void aTokenIsNotPrinted() {
        assertThat(new ServerAnswer.TokenIssued("WXZzciBw", Instant.EPOCH).toString())
                .doesNotContain("WXZzciBw");
    }
}
