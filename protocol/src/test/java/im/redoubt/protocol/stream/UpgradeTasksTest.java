package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifiers that clients make of their passwords: XEP-0480 over the tasks of XEP-0388 section 2.6.3. */
@Tag("A-61")
class UpgradeTasksTest {
    private static final BareJid ALICE = BareJid.of("alice@example.org");
    private static final String SHA_256 = "UPGR-SCRAM-SHA-256";
    private static final String SHA_512 = "UPGR-SCRAM-SHA-512";

    private final Negotiator negotiator = new Negotiator();

    private static ServerStep answered(ServerState state, ServerAnswer answer) {
        return state.on(new ServerInput.Answered(answer));
    }

    private static ServerStep lacking(ServerState state, ScramHash... hashes) {
        return answered(state, new ServerAnswer.Lacking(List.of(hashes), 12_345));
    }

    private static ServerStep says(ServerStep step, Element element) {
        return step.next().on(Negotiator.received(element));
    }

    private static <T extends ServerEffect> Optional<T> effect(ServerStep step, Class<T> type) {
        return step.effects().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Element sent(ServerStep step) {
        return effect(step, ServerEffect.Send.class).orElseThrow().element();
    }

    /** Section 2.1: names without -PLUS, and none of SHA-1, whoever asks. */
    @Test
    @Tag("A-53")
    void theTasksAreAnnouncedToEverybody() {
        for (String from : List.of("alice@example.org", "nobody@example.org")) {
            ServerStep step = negotiator
                    .secureHeader()
                    .on(new ServerInput.Opened(Negotiator.header("example.org", "from", from)));
            Element features = ((ServerEffect.Send) step.effects().get(1)).element();
            List<String> names = new ArrayList<>();
            features.first(StreamNames.SASL2, "authentication")
                    .orElseThrow()
                    .children(UpgradeTasks.NAMESPACE, "upgrade")
                    .forEach(one -> names.add(one.text()));
            assertThat(names).containsExactly(SHA_256, SHA_512).allMatch(name -> name.length() <= 20);
        }
    }

    /** The example of section 3, with the verifier that the client's SaltedPassword makes. */
    @Test
    void aVerifierIsMadeOfWhatTheClientComputes() {
        ServerStep task = lacking(negotiator.proved(SHA_512), ScramHash.SHA_512);
        Element next = sent(task);
        assertThat(next.is(StreamNames.SASL2, "continue")).isTrue();
        assertThat(next.first(StreamNames.SASL2, "additional-data")
                        .orElseThrow()
                        .text())
                .startsWith("dj");
        assertThat(next.first(StreamNames.SASL2, "tasks").orElseThrow().children())
                .extracting(Element::text)
                .containsExactly(SHA_512);
        assertThat(effect(task, ServerEffect.SignedIn.class)).isEmpty();

        ServerStep salt = says(task, Negotiator.task(SHA_512));
        Element given = sent(salt).first(UpgradeTasks.SCRAM, "salt").orElseThrow();
        assertThat(given.attribute("iterations")).contains("12345");
        byte[] bytes = CanonicalBase64.decode(given.text()).orElseThrow();
        assertThat(bytes).hasSize(ScramVerifier.SALT_BYTES);

        Secret pencil = Secret.utf8("pencil".toCharArray());
        Secret salted = ScramHash.SHA_512.saltedPassword(pencil, bytes, 12_345);
        ServerStep made = says(salt, Negotiator.saltedPassword(salted.reveal()));
        ServerEffect.Upgrade wish = effect(made, ServerEffect.Upgrade.class).orElseThrow();
        assertThat(wish.account()).isEqualTo(ALICE);
        assertThat(wish.proved()).isEqualTo(Negotiator.VERIFIER);
        assertThat(wish.made()).isEqualTo(ScramVerifier.derive(ScramHash.SHA_512, pencil, bytes, 12_345));

        ServerStep success = answered(made.next(), new ServerAnswer.Upgraded());
        assertThat(effect(success, ServerEffect.SignedIn.class).orElseThrow().account())
                .isEqualTo(ALICE);
        assertThat(sent(success).is(StreamNames.SASL2, "success")).isTrue();
        assertThat(sent(success).first(StreamNames.SASL2, "additional-data")).isEmpty();
        assertThat(success.next()).isInstanceOf(AwaitingBind.class);
    }

    /** Section 2.2: a sequence of tasks, in which each has a salt of its own. */
    @Test
    void severalComeOneAfterTheOther() {
        ServerStep first = lacking(negotiator.proved(SHA_512, SHA_256, SHA_512), ScramHash.SHA_256, ScramHash.SHA_512);
        ServerStep salt = says(first, Negotiator.task(SHA_256));
        ServerStep second =
                answered(says(salt, Negotiator.saltedPassword(new byte[32])).next(), new ServerAnswer.Upgraded());
        assertThat(sent(second).is(StreamNames.SASL2, "continue")).isTrue();
        assertThat(sent(second).first(StreamNames.SASL2, "additional-data")).isEmpty();
        assertThat(sent(second).first(StreamNames.SASL2, "tasks").orElseThrow().children())
                .extracting(Element::text)
                .containsExactly(SHA_512);
        ServerStep other = says(second, Negotiator.task(SHA_512));
        assertThat(sent(other)).isNotEqualTo(sent(salt));
        ServerStep end =
                answered(says(other, Negotiator.saltedPassword(new byte[64])).next(), new ServerAnswer.Upgraded());
        assertThat(sent(end).is(StreamNames.SASL2, "success")).isTrue();
    }

    /** XEP-0388 section 2.6.1: what else was asked for is done after the last task, and told with the success. */
    @Test
    void whatElseWasAskedForComesAfterTheTasks() {
        ServerState storing = negotiator
                .provedWith(
                        SHA_512, Negotiator.requestToken("HT-SHA-256-NONE"), Negotiator.bind2(), Negotiator.userAgent())
                .on(new ServerInput.Answered(new ServerAnswer.Lacking(List.of(ScramHash.SHA_512), 10_000)))
                .next()
                .on(Negotiator.received(Negotiator.task(SHA_512)))
                .next()
                .on(Negotiator.received(Negotiator.saltedPassword(new byte[64])))
                .next();
        ServerStep token = answered(storing, new ServerAnswer.Upgraded());
        assertThat(effect(token, ServerEffect.SignedIn.class)
                        .orElseThrow()
                        .agent()
                        .id())
                .isPresent();
        assertThat(effect(token, ServerEffect.IssueToken.class)).isPresent();
        assertThat(effect(token, ServerEffect.Send.class)).isEmpty();
        ServerStep begin = answered(token.next(), new ServerAnswer.TokenIssued("secret", Instant.EPOCH));
        assertThat(effect(begin, ServerEffect.Begin.class)).isPresent();
        ServerStep end = answered(begin.next(), new ServerAnswer.Begun(ALICE.withResource("r"), List.of()));
        assertThat(sent(end).first(FastUse.NAMESPACE, "token")).isPresent();
        assertThat(sent(end).first(InlineBinding.NAMESPACE, "bound")).isPresent();
        assertThat(end.next()).isInstanceOf(Bound.class);
    }

    /** Nothing of it is done for whoever fails at a task (XEP-0388 section 2.6.2). */
    @Test
    @Tag("S-14")
    void nothingElseIsDoneForWhoFails() {
        ServerState salted = negotiator
                .provedWith(SHA_512, Negotiator.bind2())
                .on(new ServerInput.Answered(new ServerAnswer.Lacking(List.of(ScramHash.SHA_512), 10_000)))
                .next()
                .on(Negotiator.received(Negotiator.task(SHA_512)))
                .next();
        ServerStep failed = salted.on(Negotiator.received(Negotiator.saltedPassword(new byte[1])));
        assertThat(effect(failed, ServerEffect.Begin.class)).isEmpty();
        refused(failed, SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void whoLacksNothingSignsInAtOnce() {
        ServerStep step = lacking(negotiator.proved(SHA_512));
        assertThat(sent(step).first(StreamNames.SASL2, "additional-data")).isPresent();
        assertThat(step.next()).isInstanceOf(AwaitingBind.class);
    }

    /** Tasks that we do not have, or that are written in another way, are no tasks. */
    @ParameterizedTest
    @ValueSource(strings = {"UPGR-SCRAM-SHA-1", "UPGR-SCRAM-SHA-512-PLUS", "SCRAM-SHA-512", "upgr-scram-sha-512", ""})
    void aTaskThatWasNotAnnouncedIsPassedOver(String name) {
        assertThat(negotiator.proved(name)).isInstanceOf(AwaitingBind.class);
        assertThat(lacking(negotiator.proved(name, SHA_256), ScramHash.SHA_256).next())
                .isInstanceOf(AwaitingTask.class);
    }

    /** Nothing but the password, proved by SCRAM on this stream, lets anybody make a verifier. */
    @Test
    void noTokenNoCertificateAndNoPlainPasswordLeadsToATask() {
        Element upgrade =
                Element.named(UpgradeTasks.NAMESPACE, "upgrade").text(SHA_512).build();
        ServerStep token = negotiator
                .awaitingAuth()
                .on(Negotiator.received(
                        Negotiator.token("HT-SHA-256-NONE", Negotiator.fast(), Negotiator.userAgent(), upgrade)));
        assertThat(answered(token.next(), new ServerAnswer.TokenUsed("", false)).next())
                .isInstanceOf(AwaitingBind.class);
        ServerStep certificate = negotiator
                .certified("alice@example.org")
                .on(Negotiator.received(Negotiator.authenticate("EXTERNAL", "", upgrade)));
        assertThat(answered(certificate.next(), new ServerAnswer.AccountFound(true))
                        .next())
                .isInstanceOf(AwaitingBind.class);
        assertThat(negotiator.inline(upgrade).next()).isInstanceOf(AwaitingBind.class);
    }

    @Test
    @Tag("A-56")
    void afterAContinueNobodyTriesAgain() {
        for (ServerState state : List.of(negotiator.tasked(), negotiator.salted())) {
            ServerStep again =
                    state.on(Negotiator.received(Negotiator.authenticate("SCRAM-SHA-256", Negotiator.FIRST)));
            assertThat(Negotiator.error(again)).isEqualTo(StreamCondition.NOT_AUTHORIZED);
            ServerStep aborted = state.on(Negotiator.received(
                    Element.named(StreamNames.SASL2, "abort").build()));
            refused(aborted, SaslCondition.ABORTED);
        }
    }

    private static void refused(ServerStep step, SaslCondition condition) {
        assertThat(Negotiator.condition(step)).isEqualTo(condition);
        assertThat(Negotiator.penalty(step).account()).contains(ALICE);
        assertThat(sent(step).is(StreamNames.SASL2, "failure")).isTrue();
        assertThat(Negotiator.error(step)).isEqualTo(StreamCondition.POLICY_VIOLATION);
        assertThat(step.next()).isInstanceOf(Ended.class);
        assertThat(effect(step, ServerEffect.SignedIn.class)).isEmpty();
    }

    @Test
    void anotherTaskThanTheOneThatWasNamedEndsIt() {
        refused(negotiator.tasked().on(Negotiator.received(Negotiator.task(SHA_256))), SaslCondition.MALFORMED_REQUEST);
        refused(
                negotiator
                        .tasked()
                        .on(Negotiator.received(
                                Element.named(StreamNames.SASL2, "next").build())),
                SaslCondition.MALFORMED_REQUEST);
    }

    /** Exactly as long as the hash. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 32, 63, 65, 128, 1_000})
    void aHashOfAnotherLengthIsNone(int bytes) {
        refused(
                negotiator.salted().on(Negotiator.received(Negotiator.saltedPassword(new byte[bytes]))),
                SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void whatIsNotOneHashIsRefused() {
        String right = CanonicalBase64.encode(new byte[64]);
        Element hash = Element.named(UpgradeTasks.SCRAM, "hash").text(right).build();
        List<List<Element>> others = List.of(
                List.of(),
                List.of(hash, hash),
                List.of(
                        hash,
                        Element.named(UpgradeTasks.SCRAM, "password")
                                .text("pencil")
                                .build()),
                List.of(Element.named("urn:example", "hash").text(right).build()));
        for (List<Element> children : others) {
            Element.Builder data = Element.named(StreamNames.SASL2, "task-data");
            children.forEach(data::child);
            refused(negotiator.salted().on(Negotiator.received(data.build())), SaslCondition.MALFORMED_REQUEST);
        }
        for (String text : List.of("=", right + "=", " " + right, right.substring(1), "é")) {
            Element data = Element.named(StreamNames.SASL2, "task-data")
                    .child(UpgradeTasks.SCRAM, "hash", text)
                    .build();
            refused(negotiator.salted().on(Negotiator.received(data)), SaslCondition.INCORRECT_ENCODING);
        }
    }

    /** The password was changed meanwhile, or nothing can be written: nobody is signed in. */
    @Test
    void whatCannotBeStoredEndsInFailure() {
        ServerState storing = negotiator
                .salted()
                .on(Negotiator.received(Negotiator.saltedPassword(new byte[64])))
                .next();
        refused(answered(storing, new ServerAnswer.NotUpgraded()), SaslCondition.NOT_AUTHORIZED);
        refused(answered(storing, new ServerAnswer.Unavailable()), SaslCondition.TEMPORARY_AUTH_FAILURE);
        ServerStep unknown = answered(negotiator.proved(SHA_512), new ServerAnswer.Unavailable());
        assertThat(Negotiator.condition(unknown)).isEqualTo(SaslCondition.TEMPORARY_AUTH_FAILURE);
        assertThat(unknown.next()).isInstanceOf(AwaitingAuth.class);
    }
}
