package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.fault.FaultProxy;
import im.redoubt.testkit.fault.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** profanity, typed into as a person does. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class ProfanityTest {
    private static final String STARTTLS = "force";
    private static final String DIRECT = "legacy";
    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+/profanity\\S+");

    private final Path directory;
    private final RedoubtServer server;

    ProfanityTest(@TempDir Path directory) {
        this.directory = directory;
        this.server = RedoubtServer.start(directory);
    }

    @BeforeAll
    void addAccounts() {
        for (String name : new String[] {"anna", "berta", "clara", "dora", "emma", "frida"}) {
            server.addUser(name, name + "-pass");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Profanity started(String name) {
        return Profanity.started(directory, name, server.ca());
    }

    @Test
    void chatsBothWays() {
        try (Profanity anna = started("anna").signedIn(server.starttlsPort(), STARTTLS);
                Profanity berta = started("berta").signedIn(server.tlsPort(), DIRECT)) {
            anna.type("/msg berta@" + DOMAIN + " from-anna <b>&amp;</b> so");
            berta.shows("(win 2)");
            berta.type("/win 2");
            berta.shows("from-anna <b>&amp;</b> so");
            berta.type("from-berta");
            anna.shows("from-berta");
        }
    }

    @Test
    void isRefusedWithAWrongPassword() {
        try (Profanity anna = started("anna")) {
            anna.signIn(server.tlsPort(), DIRECT, "wrong");
            anna.shows("Login failed");
        }
    }

    @Test
    void doesNotTrustAForeignAuthority() {
        Path foreign = TestCa.in(directory.resolve("foreign")).certificate();
        try (Profanity anna = Profanity.started(directory, "anna", foreign)) {
            anna.signIn(server.tlsPort(), DIRECT, "anna-pass");
            anna.shows("TLS certificate verification failed");
            assertThat(anna.screen()).doesNotContain("logged in");
        }
    }

    @Test
    void seesItsConversationsOnBothDevices() {
        try (Profanity desk = started("clara").signedIn(server.starttlsPort(), STARTTLS);
                Profanity phone = started("clara").signedIn(server.tlsPort(), DIRECT);
                Profanity dora = started("dora").signedIn(server.tlsPort(), DIRECT)) {
            for (Profanity device : new Profanity[] {desk, phone}) {
                device.type("/carbons on");
                device.shows("carbons preference enabled");
            }
            desk.type("/msg dora@" + DOMAIN + " written-at-the-desk");
            dora.shows("(win 2)");
            phone.type("/win 2"); // opened by the copy of what the desk sent
            phone.shows("me: written-at-the-desk");
            dora.type("/win 2");
            dora.shows("written-at-the-desk");
            dora.type("an-answer");
            desk.shows("an-answer");
            phone.shows("an-answer");
        }
    }

    @Test
    void keepsSomebodyAway() {
        try (Profanity emma = started("emma").signedIn(server.tlsPort(), DIRECT);
                Profanity frida = started("frida").signedIn(server.tlsPort(), DIRECT)) {
            emma.type("/blocked add frida@" + DOMAIN);
            emma.shows("successfully blocked");
            frida.type("/msg emma@" + DOMAIN + " while-blocked");
            frida.shows("me: while-blocked");
            frida.type("/ping"); // answered behind the message, so that has been seen to
            frida.type("/win 1");
            frida.shows("Ping response from server");
            emma.type("/blocked remove frida@" + DOMAIN);
            emma.shows("successfully unblocked");
            frida.type("/msg emma@" + DOMAIN + " when-free");
            emma.shows("(win 2)");
            emma.type("/win 2");
            emma.shows("when-free");
            assertThat(emma.screen()).doesNotContain("while-blocked");
        }
    }

    @Test
    @Tag("N-119")
    void goesOnOverAnotherConnection() throws IOException {
        try (FaultProxy network = FaultProxy.to(server.tlsPort(), Network.CLEAN);
                Profanity anna = started("anna");
                Profanity berta = started("berta").signedIn(server.tlsPort(), DIRECT)) {
            anna.type("/reconnect 1");
            anna.signedIn(network.port(), DIRECT);
            berta.type("/msg anna@" + DOMAIN + " before");
            anna.shows("(win 2)");
            anna.type("/win 2");
            anna.shows("before");
            String address = address(anna);
            network.cut();
            berta.type("/msg anna@" + DOMAIN + " meanwhile");
            anna.shows("meanwhile");
            anna.type("still-here");
            berta.shows("still-here");
            assertThat(address(anna)).isEqualTo(address);
            assertThat(anna.screen()).containsOnlyOnce(": before").containsOnlyOnce(": meanwhile");
        }
    }

    /** Its own full address, which stands at the bottom of the screen. */
    private static String address(Profanity profanity) {
        return ADDRESS.matcher(profanity.screen())
                .results()
                .map(MatchResult::group)
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
