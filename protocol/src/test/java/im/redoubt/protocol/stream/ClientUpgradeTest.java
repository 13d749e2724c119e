package im.redoubt.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.IterationBounds;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.SelectionPolicy;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client makes verifiers for stronger hashes (XEP-0480), for the right server and for nobody else. */
class ClientUpgradeTest {
    private static final Element BARE = Words.identifier("alice@example.org");
    private static final String SALT = "AAECAwQFBgcICQoLDA0ODw==";
    private static final String SHA_512 = "UPGR-SCRAM-SHA-512";
    private static final String SHA_256 = "UPGR-SCRAM-SHA-256";

    /** A client that offered to make a verifier for SHA-512, and proved its password by SHA-256. */
    private static ExtensibleWalk proved() {
        return ExtensibleWalk.begin(Pair.context(), Words.upgrade(SHA_256), Words.upgrade(SHA_512))
                .toSuccess();
    }

    private static ExtensibleWalk salted() {
        return proved().continues(SHA_512).says(Words.salt(SALT, "10000"));
    }

    private static List<String> offered(ExtensibleWalk walk) {
        List<String> names = new ArrayList<>();
        walk.sent().children(UpgradeTasks.NAMESPACE, "upgrade").forEach(one -> names.add(one.text()));
        return names;
    }

    @Test
    void onlyStrongerHashesThanTheOneInUseAreOffered() {
        assertThat(offered(ExtensibleWalk.begin(
                        Pair.context(), Words.upgrade(SHA_256), Words.upgrade(SHA_512), Words.upgrade("UPGR-X"))))
                .containsExactly(SHA_512);
        assertThat(offered(ExtensibleWalk.begin(Pair.context(), Words.upgrade(SHA_256))))
                .isEmpty();
        assertThat(offered(ExtensibleWalk.begin(Pair.context(), Words.upgrade("UPGR-SCRAM-SHA-1"))))
                .isEmpty();
        assertThat(offered(ExtensibleWalk.begin(Pair.context()))).isEmpty();
    }

    /** XEP-0480 section 5: "Clients SHOULD use channel-binding". What is sent is as good as the password. */
    @Test
    @Tag("A-48")
    @Tag("LIB-07")
    void withoutChannelBindingNothingIsOffered() {
        assertThat(offered(ExtensibleWalk.unbound(Pair.context(), Words.upgrade(SHA_512))))
                .isEmpty();
    }

    @Test
    void theTaskIsDoneInTheOrderOfSection3() {
        ExtensibleWalk walk = proved().continues(SHA_512);
        assertThat(walk.sent()).hasToString("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-512'/>");

        walk.says(Words.salt(SALT, "10000"));
        KeyQuestion question = ((ClientEffect.DeriveKey) walk.step().effects().get(0)).question();
        assertThat(walk.step().effects()).hasSize(1);
        assertThat(question.hash()).isEqualTo(ScramHash.SHA_512);
        assertThat(question.iterations()).isEqualTo(10_000);
        assertThat(CanonicalBase64.encode(question.salt())).isEqualTo(SALT);

        walk.derives();
        Secret expected =
                ScramHash.SHA_512.saltedPassword(Secret.utf8("pencil".toCharArray()), question.salt(), 10_000);
        assertThat(walk.sent())
                .hasToString("<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>"
                        + CanonicalBase64.encode(expected.reveal()) + "</hash></task-data>");
        walk.says(Words.with("success", Optional.empty(), BARE));
        assertThat(walk.step().next()).isInstanceOf(ExpectingBinding.class);
    }

    /** What the server says in the place of the proof, when it names a task. */
    @ParameterizedTest
    @ValueSource(strings = {"v=AAAA", "v=", "", "e=other-error", "x=1"})
    @Tag("A-43")
    @Tag("LIB-02")
    @Tag("LIB-07")
    void aServerThatHasNotProvedItselfGetsNoVerifier(String data) {
        ExtensibleWalk walk = proved().says(Words.with("continue", Optional.of(data), Words.tasks(SHA_512)));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Unproven.class);
        assertThat(walk.step().effects()).noneMatch(ClientEffect.Send.class::isInstance);
    }

    @Test
    @Tag("A-43")
    @Tag("LIB-02")
    void aTaskWithoutAProofOrBeforeItIsNotDone() {
        Element bare = Words.with("continue", Optional.empty(), Words.tasks(SHA_512));
        ExtensibleWalk early = ExtensibleWalk.begin(Pair.context(), Words.upgrade(SHA_512));

        assertThat(proved().says(bare).failure()).isInstanceOf(ClientFailure.Unproven.class);
        assertThat(early.says(bare).failure()).isInstanceOf(ClientFailure.Unproven.class);
    }

    @Test
    void theProofMayComeInAChallengeBeforeTheTask() {
        ExtensibleWalk walk = proved();
        walk.says(Words.sasl2("challenge", walk.last()))
                .says(Words.with("continue", Optional.empty(), Words.tasks(SHA_512)));

        assertThat(walk.step().next()).isInstanceOf(ExpectingSalt.class);
    }

    /** Tasks that are named, and what comes of them. */
    @Test
    @Tag("LIB-07")
    void whatWasNotOfferedIsNotDone() {
        for (String task : List.of("TOTP", SHA_256, "UPGR-SCRAM-SHA-1", "", SHA_512 + " ", "upgr-scram-sha-512")) {
            ExtensibleWalk walk = proved().continues(task);

            assertThat(walk.failure()).isEqualTo(new ClientFailure.FurtherTask(List.of(task)));
            assertThat(walk.step().effects()).noneMatch(ClientEffect.Send.class::isInstance);
        }
        assertThat(proved().continues().failure()).isEqualTo(new ClientFailure.FurtherTask(List.of()));
        assertThat(proved().continues("<script>").failure()).hasToString("FurtherTask[1]");
        ExtensibleWalk nothing =
                ExtensibleWalk.begin(Pair.context()).toSuccess().continues(SHA_512);
        assertThat(nothing.failure()).isEqualTo(new ClientFailure.FurtherTask(List.of(SHA_512)));
    }

    /** XEP-0388 section 2.6.3: "A client MAY choose any one of the offered tasks". */
    @Test
    void ofSeveralTasksTheOneIsDoneThatCanBe() {
        ExtensibleWalk walk = proved().continues("TOTP", SHA_512);

        assertThat(walk.sent().attribute("task")).contains(SHA_512);
    }

    @Test
    @Tag("LIB-08")
    void ofTasksWithoutEndAFewAreLookedAt() {
        String[] many = new String[1000];
        Arrays.fill(many, "TOTP");
        many[999] = SHA_512;

        assertThat(((ClientFailure.FurtherTask) proved().continues(many).failure()).tasks())
                .hasSize(10);
    }

    @Test
    @Tag("A-56")
    void tasksWithoutEndComeToAnEnd() {
        ExtensibleWalk walk = salted().derives();
        walk.says(Words.with("continue", Optional.empty(), Words.tasks(SHA_512)));

        assertThat(walk.failure()).isEqualTo(new ClientFailure.FurtherTask(List.of(SHA_512)));
    }

    /** The salt, the iterations, and whether a key is derived with them: the bounds of RFC 5802's own first message hold. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AAECAwQFBgcICQoLDA0ODw== | 4096       | true
            AAECAwQFBgcICQoLDA0ODw== | 1000000    | true
            AAECAwQFBgc=             | 4096       | true
            AAECAwQFBgcICQoLDA0ODw== | 4095       | false
            AAECAwQFBgcICQoLDA0ODw== | 1          | false
            AAECAwQFBgcICQoLDA0ODw== | 0          | false
            AAECAwQFBgcICQoLDA0ODw== | -4096      | false
            AAECAwQFBgcICQoLDA0ODw== | 1000001    | false
            AAECAwQFBgcICQoLDA0ODw== | 999999999  | false
            AAECAwQFBgcICQoLDA0ODw== | 4294971392 | false
            AAECAwQFBgcICQoLDA0ODw== | 99999999999999999999 | false
            AAECAwQFBgcICQoLDA0ODw== | 10e9       | false
            AAECAwQFBgcICQoLDA0ODw== | ''         | false
            AAECAwQF                 | 4096       | false
            ''                       | 4096       | false
            *                        | 4096       | false
            AAECAwQFBgcICQoLDA0ODw   | 4096       | false
            """)
    @Tag("A-44")
    @Tag("A-45")
    @Tag("LIB-07")
    void saltAndIterationsHaveTheirBounds(String salt, String iterations, boolean taken) {
        ExtensibleWalk walk = proved().continues(SHA_512).says(Words.salt(salt, iterations));

        assertThat(walk.step().effects().get(0) instanceof ClientEffect.DeriveKey)
                .isEqualTo(taken);
        if (!taken) {
            assertThat(walk.failure()).isInstanceOf(ClientFailure.Unproven.class);
        }
    }

    @Test
    @Tag("A-44")
    void theBoundsAreThoseOfTheClient() {
        ClientContext strict = Pair.context()
                .with(new ClientDemands(SelectionPolicy.DEFAULT, new IterationBounds(4096, 5000), Set.of()));
        ExtensibleWalk walk = ExtensibleWalk.begin(strict, Words.upgrade(SHA_512))
                .toSuccess()
                .continues(SHA_512)
                .says(Words.salt(SALT, "5001"));

        assertThat(((ClientFailure.Unproven) walk.failure()).why().cause()).isEqualTo(ScramAbort.Cause.ITERATIONS);
    }

    @Test
    @Tag("A-45")
    void aSaltOfAMegabyteIsNone() {
        String large = CanonicalBase64.encode(new byte[1 << 20]);

        assertThat(proved().continues(SHA_512).says(Words.salt(large, "4096")).failure())
                .isInstanceOf(ClientFailure.Unproven.class);
    }

    @Test
    void oneSaltAndNothingElseIsTaken() {
        Element salt = Words.salt(SALT, "4096").children().get(0);
        List<Element> wrong = List.of(
                Words.with("task-data", Optional.empty()),
                Words.with("task-data", Optional.empty(), salt, salt),
                Words.with("task-data", Optional.empty(), salt, Words.named("urn:x", "y")),
                Words.with("task-data", Optional.empty(), Words.named("urn:x", "salt")),
                Words.with(
                        "task-data",
                        Optional.empty(),
                        Element.named(UpgradeTasks.SCRAM, "salt").text(SALT).build()));
        for (Element element : wrong) {
            assertThat(proved().continues(SHA_512).says(element).failure()).isInstanceOf(ClientFailure.Unproven.class);
        }
    }

    /** Where the server refuses, and what it says. */
    @Test
    void aRefusalOfTheVerifierIsAFailureOfItsOwn() {
        ClientFailure expected =
                new ClientFailure.UpgradeRefused(Optional.of(SaslCondition.NOT_AUTHORIZED), Optional.empty());

        assertThat(proved().continues(SHA_512)
                        .says(Words.failure2("not-authorized"))
                        .failure())
                .isEqualTo(expected);
        assertThat(salted().derives().says(Words.failure2("not-authorized")).failure())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "continue", "failure", "task-data", "challenge"})
    @Tag("LIB-02")
    void whileTheKeyIsDerivedNothingIsTaken(String local) {
        ExtensibleWalk walk = salted().says(Words.with(local, Optional.empty(), BARE));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    /** The client does what it said it would, or does not sign in: a success in the place of a salt is no answer. */
    @ParameterizedTest
    @ValueSource(strings = {"success", "continue", "challenge", "response", "next"})
    @Tag("LIB-02")
    void behindATaskComesItsData(String local) {
        ExtensibleWalk walk = proved().continues(SHA_512).says(Words.with(local, Optional.empty(), BARE));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @Test
    void withoutThePasswordTheClientGivesUp() {
        assertThat(salted().answers(new ClientAnswer.NoKey()).failure())
                .isEqualTo(new ClientFailure.Stopped(Optional.empty()));
    }

    @Test
    @Tag("LIB-08")
    void aKeyOfAnotherHashIsTheDriversFault() {
        ClientState state = salted().step().next();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> state.on(new ClientInput.Answered(new ClientAnswer.Key(Secret.copyOf(new byte[32])))));
    }

    @Test
    @Tag("LIB-02")
    void whatIsSaidBehindATaskIsForTheSameAccount() {
        ExtensibleWalk walk =
                salted().derives().says(Words.with("success", Optional.empty(), Words.identifier("bob@example.org")));

        assertThat(walk.failure()).isInstanceOf(ClientFailure.Broken.class);
    }

    @Test
    @Tag("LIB-08")
    void theSaltedPasswordIsNotPrinted() {
        ExtensibleWalk walk = salted().derives();
        String secret =
                walk.sent().first(UpgradeTasks.SCRAM, "hash").orElseThrow().text();

        assertThat(walk.step().toString()).doesNotContain(secret);
    }

    @Test
    void questionsAreMadeWithinTheBoundsOnly() {
        byte[] salt = new byte[16];
        Optional<KeyQuestion> made = KeyQuestion.of(ScramHash.SHA_256, salt, 4096, IterationBounds.DEFAULT);
        salt[0] = 1;

        assertThat(made).hasValueSatisfying(question -> {
            assertThat(question.salt()).isEqualTo(new byte[16]);
            question.salt()[1] = 1;
            assertThat(question.salt()).isEqualTo(new byte[16]);
            assertThat(question).hasToString("SCRAM-SHA-256 with 4096 iterations");
        });
        for (int length : new int[] {0, 7, 129}) {
            assertThat(KeyQuestion.of(ScramHash.SHA_256, new byte[length], 4096, IterationBounds.DEFAULT))
                    .isEmpty();
        }
    }
}
