package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static im.redoubt.interop.RunningServer.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strophe, which web clients are made of, over WebSocket. What each scenario does is in strophe_peer.js. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class StropheTest {
    private static final String SCRIPT = "strophe_peer.js";

    private final Path directory;
    private final RedoubtServer server;

    StropheTest(@TempDir Path directory) {
        this.directory = directory;
        this.server = RedoubtServer.start(directory);
    }

    @BeforeAll
    void addAccounts() throws IOException {
        try (InputStream script = Objects.requireNonNull(StropheTest.class.getResourceAsStream(SCRIPT))) {
            Files.copy(script, directory.resolve(SCRIPT));
        }
        for (String name : new String[] {"anna", "berta", "clara", "dora", "emma"}) {
            server.addUser(name, name + "-pass");
        }
    }

    @AfterAll
    void stop() {
        server.close();
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
                "manages_its_roster",
                "finds_the_websocket_by_host_meta"
            })
    void doesWhatTheScenarioSays(String scenario) {
        Path foreign = TestCa.in(directory.resolve("foreign")).certificate();
        Command.Outcome outcome = Command.of(directory, List.of("node", SCRIPT, scenario))
                .environment(Map.of(
                        "DOMAIN",
                        DOMAIN,
                        "HOST",
                        HOST,
                        "HTTPS_PORT",
                        Integer.toString(server.httpsPort()),
                        "NODE_PATH",
                        "/usr/share/nodejs",
                        "CA",
                        server.ca().toString(),
                        "FOREIGN_CA",
                        foreign.toString()))
                .limit(Duration.ofSeconds(90))
                .run();
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }
}
