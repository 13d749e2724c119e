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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** slixmpp, the library that most Python programs use. What each scenario does is in slixmpp_peer.py. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SlixmppContract {
    private static final String SCRIPT = "slixmpp_peer.py";

    private final Path directory;
    private final RunningServer server;

    SlixmppContract(Path directory, RunningServer server) {
        this.directory = directory;
        this.server = server;
    }

    final RunningServer server() {
        return server;
    }

    @BeforeAll
    void addAccounts() throws IOException {
        try (InputStream script = Objects.requireNonNull(SlixmppContract.class.getResourceAsStream(SCRIPT))) {
            Files.copy(script, directory.resolve(SCRIPT));
        }
        for (String name : new String[] {"anna", "berta", "clara", "dora", "emma", "frida", "greta", "hanna", "ida"}) {
            server.addUser(name, name + "-pass");
        }
        server.addAdmin("admin", "admin-pass");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signs_in",
                "signs_in_by_direct_tls",
                "is_refused_with_a_wrong_password",
                "does_not_trust_a_foreign_authority",
                "does_not_trust_a_foreign_authority_by_direct_tls",
                "manages_its_roster",
                "subscribes_both_ways",
                "chats_both_ways",
                "receives_offline_messages",
                "is_told_that_nobody_is_there",
                "asks_the_server_what_it_is",
                "keeps_private_data",
                "shows_its_vcard_to_subscribers",
                "sees_its_conversations_on_both_devices",
                "has_its_stanzas_acknowledged",
                "keeps_somebody_away",
                "goes_on_over_another_connection",
                "reads_its_archive",
                "verifies_what_the_server_announces",
                "follows_nicknames_and_avatars_of_contacts",
                "keeps_bookmarks_on_all_devices_and_from_others",
                "subscribes_to_a_node_of_a_stranger_and_to_no_other",
                "administers_the_service",
                "may_not_administer_the_service"
            })
    void doesWhatTheScenarioSays(String scenario) {
        run(scenario);
    }

    /** Runs a scenario of the script and fails unless it went as its name says. */
    final void run(String scenario) {
        Path foreign = TestCa.in(directory.resolve("foreign")).certificate();
        Command.Outcome outcome = Command.of(directory, List.of("/usr/bin/python3", SCRIPT, scenario))
                .environment(Map.of(
                        "DOMAIN", DOMAIN,
                        "HOST", HOST,
                        "PORT", Integer.toString(server.starttlsPort()),
                        "TLS_PORT", Integer.toString(server.tlsPort()),
                        "CA", server.ca().toString(),
                        "FOREIGN_CA", foreign.toString(),
                        "RESTART", directory.resolve("restart").toString()))
                .limit(Duration.ofSeconds(90))
                .run();
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }
}
