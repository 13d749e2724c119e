package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signs in, and as whom: authorization identities, and names and passwords in several spellings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {
    private static final String PASSWORD = RunningRedoubt.PASSWORD;
    private static final byte[] NONE = {};

    private final Strangers strangers;

    NamesTest(@TempDir Path directory) {
        this.strangers = new Strangers(directory);
    }

    @AfterAll
    void stop() {
        strangers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "bob@localhost",
                "alice@elsewhere.example",
                "alice@localhost/home",
                "ALICE@LOCALHOST/x",
                "@",
                "alice@",
                "alice"
            })
    @Tag("A-50")
    void nobodySignsInAsSomebodyElse(String authzid) {
        try (RawClient plain = strangers.next();
                RawClient scram = strangers.next()) {
            plain.send(Scram.auth("PLAIN", authzid + "\0alice\0" + PASSWORD));
            assertThat(plain.await("</failure>")).containsAnyOf("<invalid-authzid/>", "<malformed-request/>");
            Scram.begin(scram, "SCRAM-SHA-256", "n,a=" + authzid + ",", "alice");
            assertThat(scram.await("</failure>")).containsAnyOf("<invalid-authzid/>", "<malformed-request/>");
        }
    }

    @ParameterizedTest
    @CsvSource({"alice@localhost,alice", "ALICE@localhost,alice", "alice@localhost,ALICE"})
    @Tag("A-50")
    @Tag("A-57")
    void theSessionIsAlwaysWhoSignedIn(String authzid, String name) {
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth("PLAIN", authzid + "\0" + name + "\0" + PASSWORD))
                    .await("<success");
            client.await("/>");
            client.send(RawClient.HEADER).await("</stream:features>");
            client.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");

            assertThat(client.await("</iq>")).contains("<jid>alice@localhost/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "\0alice",
                "\0alice\0",
                "\0\0secret",
                "\0\0",
                "\0",
                "\0alice\0a\0b",
                "\0alice\0a\0",
                "\0\0alice\0a",
                "a\0b\0c\0d\0e"
            })
    @Tag("A-51")
    void aMalformedPlainMessageIsRefused(String message) {
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth("PLAIN", message));

            assertThat(client.await("</failure>"))
                    .containsAnyOf("<malformed-request/>", "<invalid-authzid/>")
                    .doesNotContain("not-authorized");
        }
    }

    @Test
    @Tag("A-51")
    void aVeryLongPasswordEndsTheStreamAndNotTheServer() {
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + "x".repeat(7_000)));
            assertThat(client.await("</failure>")).containsAnyOf("<malformed-request/>", "<not-authorized/>");
            client.send(Scram.auth("PLAIN", "\0alice\0" + "x".repeat(20_000)));
            assertThat(client.awaitEnd()).contains("<stream:error><policy-violation");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct\u00a0horse\u3000battery",
                "\uff43\uff4f\uff52\uff52\uff45\uff43\uff54 horse battery",
                "cor\u00adrect horse battery"
            })
    @Tag("A-57")
    void passwordsThatAreTheSameAfterPreparationAreTheSame(String password) {
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + password));

            assertThat(client.await("/>")).contains("<success");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"j\u00fcrgen", "ju\u0308rgen", "J\u00dcRGEN", "\uff4a\u00fcrgen"})
    @Tag("A-57")
    void namesThatAreTheSameAfterPreparationAreTheSame(String name) {
        try (RawClient client = strangers.next()) {
            Scram scram = Scram.begin(client, "SCRAM-SHA-256", "n,,", name).challenged();
            client.send(Scram.response(scram.proof(PASSWORD, NONE)));

            assertThat(client.await("</success>")).contains("<success");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse battery ", "Correct horse battery", "correct horse\u0007battery", "\u0000", " "})
    @Tag("A-57")
    void otherPasswordsAreNot(String password) {
        try (RawClient client = strangers.next()) {
            client.send(Scram.auth("PLAIN", "\0alice\0" + password));

            assertThat(client.await("</failure>")).containsAnyOf("<not-authorized/>", "<malformed-request/>");
        }
    }
}
