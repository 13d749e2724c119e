package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.testkit.peer.RawWebSocket;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session goes on over another kind of connection and from another address (XEP-0198 section 5). */
class MovingSessionTest {
    private static final String ENABLE = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";
    private static final String MESSAGE =
            "<message to='alice@localhost' type='chat' id='%1$s'><body>%1$s</body></message>";

    @TempDir
    private Path directory = Path.of("");

    /** Asks that a session go on; {@code handled} stanzas came since it began to count. */
    private static String resume(String id, int handled) {
        return "<resume xmlns='urn:xmpp:sm:3' h='" + handled + "' previd='" + id + "'/>";
    }

    @Test
    @Tag("SRV-13")
    void fromTcpToAWebSocketAndBack() throws Exception {
        try (WebVisitor web = new WebVisitor(directory);
                RawClient bob = web.service().signIn("bob").available()) {
            Attacker first = Attacker.of(web.service()).at("127.6.0.1");
            RawClient phone = first.signIn("alice").available();
            phone.send(ENABLE);
            Matcher enabled = Pattern.compile("id='([^']+)'").matcher(phone.await("max='300'/>"));
            assertThat(enabled.find()).isTrue();
            String id = enabled.group(1);
            bob.send(MESSAGE.formatted("one"));
            phone.await("<body>one</body>");
            phone.close();
            bob.send(MESSAGE.formatted("two"));
            bob.settle();

            RawWebSocket browser = web.socket().open();
            authenticate(browser);
            browser.send(resume(id, 0));
            assertThat(browser.await("<body>two</body>"))
                    .containsSubsequence("<resumed ", "h='0'", "<body>one</body>", "<body>two</body>")
                    .containsOnlyOnce("<body>one</body>");
            assertThat(listed(web.service())).contains("127.0.0.1:").doesNotContain("127.6.0.1:");
            browser.send("<message xmlns='jabber:client' to='bob@localhost' type='chat'><body>here</body></message>");
            bob.await("<body>here</body>");
            browser.close();

            RawClient again = first.client();
            again.send(RawClient.HEADER).await("</stream:features>");
            again.send(Scram.auth("PLAIN", "\0alice\0" + RunningRedoubt.PASSWORD))
                    .await("<success");
            again.send(RawClient.HEADER).await("</stream:features>");
            again.send(resume(id, 2));
            assertThat(again.await("/>")).contains("<resumed ", "h='1'");
            bob.send(MESSAGE.formatted("three"));
            assertThat(again.await("<body>three</body>")).doesNotContain("<body>one</body>", "<body>two</body>");
            assertThat(listed(web.service())).contains("127.6.0.1:");
            again.close();
        }
    }

    private static void authenticate(RawWebSocket socket) throws Exception {
        socket.send(Scram.auth("PLAIN", "\0alice\0" + RunningRedoubt.PASSWORD)).await("<success");
        socket.await("\n");
        socket.open();
    }

    /** The line of the session of alice in the operator's list. */
    private static String listed(RunningRedoubt service) {
        int before = service.output().length();
        assertThat(service.run("session", "list")).isZero();
        return service.output()
                .substring(before)
                .lines()
                .filter(line -> line.contains("alice@localhost"))
                .findFirst()
                .orElseThrow();
    }
}
