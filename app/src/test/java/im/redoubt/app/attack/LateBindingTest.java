package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody signs in and waits with his resource until the owner has changed the password: whoever has the old one is out. */
@Tag("A-58")
class LateBindingTest {
    private static final String BIND = "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";

    @TempDir
    private Path directory = Path.of("");

    // Started before each test.
    @SuppressWarnings("NullAway.Init")
    private RunningRedoubt service;

    @BeforeEach
    void start() {
        service = new RunningRedoubt(directory).with("alice");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void command(String input, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", service.data().toString()));
        RunningRedoubt.command(service.data(), input, all.toArray(new String[0]));
    }

    private RawClient signedIn() {
        RawClient client = Attacker.of(service).client();
        client.send(RawClient.HEADER).await("</stream:features>");
        byte[] plain = ("\0alice\0" + RunningRedoubt.PASSWORD).getBytes(StandardCharsets.UTF_8);
        client.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
                + java.util.Base64.getEncoder().encodeToString(plain)
                + "</initial-response><user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/></authenticate>");
        client.await("</success>");
        client.await("</stream:features>");
        return client;
    }

    private static void isOut(RawClient client) {
        assertThat(client.send(BIND).await("</stream:stream>"))
                .contains("<not-authorized")
                .doesNotContain("<jid>");
    }

    @Test
    void anotherPasswordEndsHim() {
        RawClient client = signedIn();
        command("another password", "user", "password", "alice", "--password-stdin");
        isOut(client);
    }

    @Test
    void aRevocationEndsHim() {
        RawClient client = signedIn();
        command("", "client", "revoke", "alice", "--all");
        isOut(client);
    }

    @Test
    void theEndOfTheAccountEndsHim() {
        RawClient client = signedIn();
        command("", "user", "remove", "alice");
        isOut(client);
    }

    @Test
    void whatConcernsOthersDoesNot() {
        service.with("bob");
        RawClient client = signedIn();
        command("another password", "user", "password", "bob", "--password-stdin");
        assertThat(client.send(BIND).await("</iq>")).contains("<jid>alice@localhost/");
    }
}
