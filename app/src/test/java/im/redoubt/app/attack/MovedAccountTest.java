package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts that came from a server which kept SCRAM-SHA-1 alone, at the whole service: imported, upgraded (XEP-0480), and used. */
class MovedAccountTest {
    private static final String SALT = "QV9TWENSWFE2c2VrOGJmX1o=";
    private static final Pattern GIVEN =
            Pattern.compile("<salt xmlns='urn:xmpp:scram-upgrade:0' iterations='([0-9]+)'>([A-Za-z0-9+/=]+)</salt>");
    /** Every name has either shape, as if a coin had been tossed for it: so many names show both but once in 2^39. */
    private static final int NAMES = 40;

    private static final String SHAPE = "accounts.imported_verifiers=[\"SCRAM-SHA-1 4096 17\"]";

    @TempDir
    private Path directory = Path.of("");

    private static String verifier() throws GeneralSecurityException {
        return Scram.verifier("SHA-1", RunningRedoubt.PASSWORD, SALT, "4096");
    }

    private static String command(RunningRedoubt service, String input, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", service.data().toString()));
        return RunningRedoubt.command(service.data(), input, all.toArray(new String[0]));
    }

    private static String imported(RunningRedoubt service, String lines) {
        return command(service, lines + "\n", "user", "import", "--verifiers", "-");
    }

    private static RawClient connect(RunningRedoubt service) {
        return Attacker.of(service).client();
    }

    private static String task(RawClient client, String hash, String password) throws GeneralSecurityException {
        client.send("<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-" + hash + "'/>");
        Matcher given = GIVEN.matcher(client.await("</task-data>"));
        assertThat(given.find()).isTrue();
        assertThat(given.group(1)).isEqualTo("10000");
        byte[] salted = Scram.salted(hash, password, given.group(2), given.group(1));
        return "<task-data xmlns='urn:xmpp:sasl:2'><hash xmlns='urn:xmpp:scram-upgrade:0'>"
                + Base64.getEncoder().encodeToString(salted) + "</hash></task-data>";
    }

    private static RawClient proved(RunningRedoubt service) {
        RawClient client = connect(service);
        client.send(RawClient.HEADER).await("</stream:features>");
        Scram scram = Scram.by(client::await, "SCRAM-SHA-1", "moved");
        client.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'><initial-response>"
                + Scram.base64(scram.first()) + "</initial-response>"
                + "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>"
                + "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-512</upgrade></authenticate>");
        client.send("<response xmlns='urn:xmpp:sasl:2'>"
                + Scram.base64(scram.challenged().proof(RunningRedoubt.PASSWORD, new byte[0])) + "</response>");
        assertThat(client.await("</continue>")).contains("UPGR-SCRAM-SHA-256").doesNotContain("UPGR-SCRAM-SHA-512");
        return client;
    }

    private static String signIn(RunningRedoubt service, String mechanism) {
        RawClient client = connect(service);
        client.send(RawClient.HEADER).await("</stream:features>");
        Scram scram = Scram.begin(client, mechanism, "n,,", "moved");
        client.send(Scram.response(scram.challenged().proof(RunningRedoubt.PASSWORD, new byte[0])));
        return client.await(">");
    }

    @Test
    @Tag("A-61")
    @Tag("SRV-02")
    void anAccountOfAnotherServerIsUpgradedByItsClient() throws GeneralSecurityException {
        try (RunningRedoubt service = new RunningRedoubt(
                directory, SHAPE, "accounts.scram_offered=[\"SCRAM-SHA-1\"]", "accounts.old_clients=true")) {
            assertThat(imported(service, "moved:" + verifier())).contains("Made 1 accounts; 0 lines were left out.");
            assertThat(command(service, "", "user", "list")).contains("\tlacks SCRAM-SHA-256, SCRAM-SHA-512");
            String features = connect(service).send(RawClient.HEADER).await("</stream:features>");
            assertThat(features)
                    .contains(">SCRAM-SHA-1<", ">SCRAM-SHA-1-PLUS<", ">UPGR-SCRAM-SHA-512<")
                    .doesNotContain(">SCRAM-SHA-256<", ">SCRAM-SHA-512<", "UPGR-SCRAM-SHA-1<");

            RawClient client = proved(service);
            client.send(task(client, "SHA-256", RunningRedoubt.PASSWORD));
            assertThat(client.await("</continue>"))
                    .contains("UPGR-SCRAM-SHA-512")
                    .doesNotContain("additional-data");
            client.send(task(client, "SHA-512", RunningRedoubt.PASSWORD));
            assertThat(client.await("</success>"))
                    .contains("<authorization-identifier>moved@localhost</authorization-identifier>");
            assertThat(command(service, "", "user", "list"))
                    .contains("moved@localhost")
                    .doesNotContain("lacks");
        }
        try (RunningRedoubt service = new RunningRedoubt(directory, SHAPE, "limits.sign_in_delay_milliseconds=50")) {
            for (String mechanism : new String[] {"SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1"}) {
                assertThat(signIn(service, mechanism)).as(mechanism).contains("<success");
            }
        }
        assertThat(RunningRedoubt.events(directory).lines().filter(line -> line.contains("\"verifier-added\"")))
                .hasSize(2);
    }

    /** The password is replaced while its client computes: nothing of the old one is kept, and nobody is signed in. */
    @Test
    @Tag("A-61")
    void aPasswordThatIsReplacedMeanwhileLeavesNothingBehind() throws GeneralSecurityException {
        try (RunningRedoubt service = new RunningRedoubt(directory, SHAPE, "limits.sign_in_delay_milliseconds=50")) {
            imported(service, "moved:" + verifier());
            RawClient client = proved(service);
            String hash = task(client, "SHA-256", RunningRedoubt.PASSWORD);
            command(service, "another password", "user", "password", "moved", "--password-stdin");
            client.send(hash);
            assertThat(client.await("</stream:stream>"))
                    .contains("<not-authorized", "<policy-violation")
                    .doesNotContain("<success");
            assertThat(signIn(service, "SCRAM-SHA-256")).contains("<failure");
        }
        assertThat(RunningRedoubt.events(directory)).doesNotContain("verifier-added");
    }

    /** Whoever does not exist looks like an account that was imported, or like one that was not. */
    @Test
    @Tag("A-53")
    @Tag("SRV-12")
    void nobodyKnowsByItsVerifierThatAnAccountWasImported() throws GeneralSecurityException {
        try (RunningRedoubt service = new RunningRedoubt(directory, SHAPE, "limits.sign_in_delay_milliseconds=50")) {
            String lines = "moved:" + verifier() + "\ntelling:"
                    + Scram.verifier("SHA-1", RunningRedoubt.PASSWORD, SALT, "5000") + "\nwrong:"
                    + verifier().substring(1) + "\ntwice:" + verifier() + " " + verifier();
            assertThatThrownBy(() -> imported(service, lines))
                    .hasMessageContaining("Made 1 accounts; 3 lines were left out.");
            assertThat(shape(service, "moved")).isEqualTo("4096 17");
            Set<String> shapes = new HashSet<>();
            for (int i = 0; shapes.size() < 2 && i < NAMES; i++) {
                shapes.add(shape(service, "n" + i));
            }
            assertThat(shapes).containsExactlyInAnyOrder("4096 17", "10000 16");
        }
    }

    /** Returns the count and the length of the salt that somebody is told who begins to sign in. */
    private static String shape(RunningRedoubt service, String name) {
        try (RawClient client = connect(service)) {
            client.send(RawClient.HEADER).await("</stream:features>");
            Scram scram = Scram.begin(client, "SCRAM-SHA-1", "n,,", name).challenged();
            return scram.challenge('i') + " " + Base64.getDecoder().decode(scram.challenge('s')).length;
        }
    }
}
