package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import im.redoubt.testkit.peer.RawWebSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** XMPP over WebSocket on the whole service: what is served, and what is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTest {
    private final WebVisitor web;

    WebSocketTest(@TempDir Path directory) {
        this.web = new WebVisitor(directory);
    }

    @AfterAll
    void stop() {
        web.close();
    }

    @Test
    void peopleTalkOverWebSocketAndTcp() throws Exception {
        try (RawWebSocket alice = web.signIn("alice");
                RawClient bob = web.service().signIn("bob").available()) {
            alice.send("<presence xmlns='jabber:client'/>").await("<presence ");
            bob.send("<message to='alice@localhost' type='chat' id='m1'><body>a &amp; b</body></message>");
            assertThat(alice.await("</message>"))
                    .contains("\n<message xmlns='jabber:client'")
                    .contains("<body>a &amp; b</body>");
            alice.send("<message xmlns='jabber:client' to='bob@localhost' type='chat'><body>well</body></message>");
            assertThat(bob.await("</message>")).contains("<body>well</body>");
            assertThat(alice.send(RawWebSocket.CLOSE).awaitEnd()).endsWith(RawWebSocket.CLOSE + "\n");
            assertThat(alice.closeCode()).isEqualTo(1000);
        }
    }
}
