package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.BindingAbort;
import im.redoubt.protocol.sasl.ChannelBindingType;
import im.redoubt.protocol.sasl.Mechanism;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.protocol.sasl.ServerProven;
import im.redoubt.protocol.stanza.StanzaCondition;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can be told, and that nothing unsafe is among it. */
class ClientContextTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static ClientContext context(String account, int redirects) {
        return new ClientContext(
                BareJid.of(account), ClientMeans.PASSWORD, ClientDemands.DEFAULT, ClientWishes.NONE, redirects, RANDOM);
    }

    @Test
    @Tag("LIB-07")
    void theDefaultsAreTheSafeOnes() {
        ClientContext context = ClientContext.of(Pair.ALICE, RANDOM);

        assertThat(context.demands().policy().weakest()).isEqualTo(ScramHash.SHA_256);
        assertThat(context.demands().iterations().least()).isGreaterThanOrEqualTo(4096);
        assertThat(context.demands().iterations().most()).isLessThanOrEqualTo(1_000_000);
        assertThat(context.means().plain()).isEmpty();
        assertThat(context.redirects()).isEqualTo(3);
        assertThat(context.domain()).isEqualTo(BareJid.of("example.org"));
    }

    /** A change of this list is a change of what can be configured: none of it may weaken anything. */
    @Test
    @Tag("LIB-04")
    @Tag("LIB-05")
    @Tag("LIB-07")
    @Tag("IOT-03")
    void thereIsNoSwitchForAnythingElse() {
        Map<Class<?>, List<String>> parts = new LinkedHashMap<>();
        parts.put(ClientContext.class, List.of("account", "means", "demands", "wishes", "redirects", "random"));
        parts.put(ClientMeans.class, List.of("kinds", "token", "plain", "invitation", "strongest"));
        parts.put(ClientDemands.class, List.of("policy", "iterations", "more"));
        parts.put(ClientWishes.class, List.of("agent", "tag", "counting", "features", "token", "resumption"));
        parts.put(SelectionPolicy.class, List.of("weakest", "bindingRequired"));

        parts.forEach((type, names) -> assertThat(
                        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName))
                .isEqualTo(names));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE})
    @Tag("T-29")
    void redirectionsHaveALimit(int redirects) {
        assertThatIllegalArgumentException().isThrownBy(() -> context("alice@example.org", redirects));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "localhost"})
    void anAccountIsNeeded(String domain) {
        assertThatIllegalArgumentException().isThrownBy(() -> context(domain, 0));
    }

    @Test
    @Tag("T-27")
    @Tag("T-29")
    @Tag("LIB-05")
    void theCertificateIsForTheDomainWhereverTheConnectionLeads() {
        ClientContext context = context("alice@example.org", 3).redirected().redirected();

        assertThat(context.directTls().effects()).containsExactly(new ClientEffect.StartTls(BareJid.of("example.org")));
        assertThat(context.redirects()).isEqualTo(1);
        assertThat(context.account()).isEqualTo(Pair.ALICE);
    }

    /** Nobody outside of the package can make a state, a session or a proof of authentication. */
    @TestFactory
    @Tag("LIB-02")
    @Tag("LIB-10")
    Stream<DynamicTest> noStateAndNoSessionCanBeBuiltElsewhere() {
        List<Class<?>> types = new ArrayList<>(ClientStateTest.types());
        types.add(ClientSession.class);
        types.add(Authenticated.class);
        return types.stream()
                .map(type -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
                    boolean hidden = !Modifier.isPublic(type.getModifiers());
                    boolean closed = Arrays.stream(type.getDeclaredConstructors())
                            .map(Constructor::getModifiers)
                            .noneMatch(Modifier::isPublic);
                    assertThat(hidden || closed).isTrue();
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA_256,false,SHA_512,true,SHA_512,true",
        "SHA_256,false,SHA_256,false,SHA_256,false",
        "SHA_512,true,SHA_512,true,SHA_512,true",
        "SHA_1,false,SHA_1,false,SHA_1,false",
        "SHA_1,true,SHA_256,true,SHA_256,true"
    })
    @Tag("A-48")
    @Tag("LIB-07")
    void whatWasReachedIsNotGivenUpAgain(
            ScramHash weakest, boolean required, ScramHash used, boolean bound, ScramHash then, boolean thenRequired) {
        ClientContext context = Pair.context().with(ClientDemands.DEFAULT.with(new SelectionPolicy(weakest, required)));
        Mechanism mechanism =
                Mechanism.named(used.scheme() + (bound ? "-PLUS" : "")).orElseThrow();
        ServerProven proven = new ServerProven(bound ? Optional.of(ChannelBindingType.TLS_EXPORTER) : Optional.empty());
        ServerFeatures features =
                ServerFeatures.read(Words.features().toParsed()).orElseThrow();
        ClientAttempt attempt = new ClientAttempt(
                SignIn.of(context, Pair.BINDINGS, features),
                new OriginalClient(),
                new ClientMechanism.Scram(mechanism, proven.boundBy()));
        ClientSession session = new ClientSession(
                Authenticated.proved(attempt, proven),
                SessionStart.at(Pair.SESSION, new ResumptionOutcome.None()),
                Optional.of(features));

        assertThat(session.demandsFromNowOn().policy()).isEqualTo(new SelectionPolicy(then, thenRequired));
        assertThat(session.demandsFromNowOn().more()).containsExactly(ClientDemand.PROVED_PASSWORD);
    }

    /** Each failure: what the server is told. */
    @Test
    @Tag("T-21")
    void onlyABrokenRuleAndOurOwnReasonAreTold() {
        StreamError error = StreamError.of(StreamCondition.BAD_FORMAT);
        Map<ClientFailure, Optional<StreamError>> told = new LinkedHashMap<>();
        told.put(new ClientFailure.Insecure("x"), Optional.empty());
        told.put(new ClientFailure.Broken(error), Optional.of(error));
        told.put(new ClientFailure.Ended(error), Optional.empty());
        told.put(new ClientFailure.Redirected(new SeeOtherHost("a", Optional.empty())), Optional.empty());
        told.put(
                new ClientFailure.Unregistered(ClientFailure.Unregistered.Reason.NOT_OFFERED, Optional.empty()),
                Optional.empty());
        told.put(new ClientFailure.NoMechanism(BindingAbort.NO_MECHANISM), Optional.empty());
        told.put(new ClientFailure.Unproven(new ScramAbort(ScramAbort.Cause.NONCE, "x")), Optional.empty());
        told.put(new ClientFailure.Refused(Optional.of(SaslCondition.ABORTED), Optional.empty()), Optional.empty());
        told.put(new ClientFailure.TokenRefused(Optional.empty(), Optional.empty()), Optional.empty());
        told.put(new ClientFailure.CertificateRefused(Optional.empty(), Optional.empty()), Optional.empty());
        told.put(new ClientFailure.UpgradeRefused(Optional.empty(), Optional.empty()), Optional.empty());
        told.put(new ClientFailure.FurtherTask(List.of("TOTP")), Optional.empty());
        told.put(new ClientFailure.Unbound(StanzaCondition.CONFLICT), Optional.empty());
        told.put(new ClientFailure.Stopped(Optional.of(error)), Optional.of(error));
        told.put(new ClientFailure.Closed("x"), Optional.empty());

        told.forEach((failure, expected) -> assertThat(failure.told()).isEqualTo(expected));
        assertThat(told.keySet().stream().map(failure -> failure.on(new ClientStateTest.Letters())))
                .doesNotHaveDuplicates()
                .hasSize(ClientFailure.class.getPermittedSubclasses().length);
    }

    /** A driver that knows every case knows every effect: each one has a method of its own and calls that one. */
    @TestFactory
    Stream<DynamicTest> everyEffectOfBothRolesHasItsCase() {
        return Stream.of(
                        Map.entry(ClientEffect.class, ClientEffect.Cases.class),
                        Map.entry(ServerEffect.class, ServerEffect.Cases.class),
                        Map.entry(ClientFailure.class, ClientFailure.Cases.class))
                .map(pair -> DynamicTest.dynamicTest(pair.getKey().getSimpleName(), () -> {
                    List<String> effects = Arrays.stream(pair.getKey().getPermittedSubclasses())
                            .map(Class::getSimpleName)
                            .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                            .sorted()
                            .toList();
                    List<String> cases = Arrays.stream(pair.getValue().getDeclaredMethods())
                            .map(Method::getName)
                            .filter(name -> !name.startsWith("$"))
                            .sorted()
                            .toList();
                    assertThat(cases).isEqualTo(effects);
                }));
    }
}
