package im.redoubt.interop;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** xmpp.js, over WebSocket, STARTTLS and direct TLS. What each scenario does is in xmppjs_peer.mjs. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class XmppJsTest {
    private final NodePeers peers;

    XmppJsTest(@TempDir Path directory) {
        this.peers = new NodePeers(directory, List.of("anna", "berta", "clara", "dora", "emma", "frida", "gerda"));
    }

    @AfterAll
    void stop() {
        peers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chats_over_websocket",
                "chats_by_direct_tls",
                "chats_with_STARTTLS",
                "is_refused_with_a_wrong_password",
                "does_not_trust_a_foreign_authority",
                "goes_on_over_another_websocket",
                "goes_on_over_another_TLS_connection",
                "comes_back_by_a_token",
                "reads_its_archive",
                "sees_its_conversations_on_both_devices",
                "keeps_somebody_away"
            })
    void doesWhatTheScenarioSays(String scenario) {
        peers.run("xmppjs_peer.mjs", scenario);
    }
}
