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

/** Strophe, which web clients are made of, over WebSocket. What each scenario does is in strophe_peer.mjs. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class StropheTest {
    private final NodePeers peers;

    StropheTest(@TempDir Path directory) {
        this.peers = new NodePeers(directory, List.of("anna", "berta", "clara", "dora", "emma"));
    }

    @AfterAll
    void stop() {
        peers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signs_in",
                "signs_in_from_a_page_of_the_domain",
                "is_refused_on_a_foreign_page",
                "is_refused_with_a_wrong_password",
                "does_not_trust_a_foreign_authority",
                "chats_both_ways",
                "receives_offline_messages",
                "goes_on_over_another_websocket",
                "manages_its_roster",
                "finds_the_websocket_by_host_meta"
            })
    void doesWhatTheScenarioSays(String scenario) {
        peers.run("strophe_peer.mjs", scenario);
    }
}
