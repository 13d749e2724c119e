package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with everything in PostgreSQL, by its one setting. */
@Tag("postgres")
class PostgresServiceTest {
    private static final Pattern NUMBER = Pattern.compile("<body>(\\d+)</body>");
    private static Optional<PostgresServer> running = Optional.empty();

    private final Path directory;
    private String url = "";

    PostgresServiceTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void startDatabase() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        running = Optional.of(
                PostgresServer.start(programs.orElseThrow(() -> new AssertionError("PostgreSQL is not installed"))));
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        if (running.isPresent()) {
            running.get().close();
        }
    }

    @BeforeEach
    void database() throws SQLException {
        url = running.orElseThrow().create();
    }

    private RunningRedoubt start(Path where) {
        return new RunningRedoubt(where, "store.url=\"" + url + "\"");
    }

    @Test
    void peopleChatAndWhatWaitsOutlivesTheService() throws SQLException {
        try (RunningRedoubt service = start(directory).with("alice").with("bob")) {
            try (RawClient alice = service.signIn("alice").available();
                    RawClient bob = service.signIn("bob").available()) {
                alice.send("<message to='bob@localhost' type='chat'><body>hello</body></message>");
                assertThat(bob.await("</message>")).contains("<body>hello</body>");
                alice.send("<iq type='set' id='r'><query xmlns='jabber:iq:roster'><item jid='bob@localhost'/></query>"
                                + "</iq>")
                        .await("id='r'");
            }
            try (RawClient alice = service.signIn("alice").available()) {
                send(alice, 0, 3);
            }
        }
        try (RunningRedoubt service = start(directory)) {
            assertThat(waiting(service, 2)).containsExactly(0, 1, 2);
            try (RawClient alice = service.signIn("alice")) {
                assertThat(alice.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
                                .await("</iq>"))
                        .contains("jid='bob@localhost'");
            }
            assertThat(service.run("user", "list")).isZero();
            assertThat(service.output()).contains("alice@localhost").contains("bob@localhost");
        }
        assertThat(directory.resolve("data/redoubt.db")).doesNotExist();
        assertThat(rows("SELECT count(*) FROM account")).isEqualTo(2);
    }

    /** Accounts can be made and listed while nothing runs; the store is found by the same setting. */
    @Test
    void commandsWorkOnItWhileTheServiceIsStopped() throws SQLException {
        String data = directory.resolve("data").toString();
        String store = "store.url=\"" + url + "\"";
        RunningRedoubt.command(
                directory,
                RunningRedoubt.PASSWORD,
                "user",
                "add",
                "carol",
                "--password-stdin",
                "--data",
                data,
                "--set",
                store);
        assertThat(RunningRedoubt.command(directory, "", "user", "list", "--data", data, "--set", store))
                .contains("carol@localhost");
        assertThat(rows("SELECT count(*) FROM account")).isEqualTo(1);
        try (RunningRedoubt service = start(directory)) {
            service.signIn("carol").close();
        }
    }

    @Test
    @Tag("C-115")
    void aSecondServiceOnTheSameDatabaseRefusesAndTheFirstGoesOn() {
        try (RunningRedoubt service = start(directory).with("alice")) {
            assertThatThrownBy(() -> start(directory.resolve("other")).close()).hasMessageContaining("in use");
            service.signIn("alice").available().close();
        }
    }

    /** The database cuts the connection that writes, again and again; what was answered for is kept, in order. */
    @Test
    @Tag("C-109")
    void whatWasAnsweredForIsKeptAlthoughTheDatabaseCutsTheConnection() throws SQLException {
        int rounds = 5;
        int each = 10;
        List<Integer> taken = new ArrayList<>();
        try (RunningRedoubt service = start(directory).with("alice").with("bob")) {
            try (RawClient alice = service.signIn("alice").available()) {
                for (int round = 0; round < rounds; round++) {
                    taken.addAll(send(alice, round * each, each));
                    running.orElseThrow().cutWriter(url);
                }
                // One more, so that the reader below knows where to stop.
                while (!send(alice, rounds * each, 1).contains(rounds * each)) {
                    // until the store has a connection again
                }
            }
            List<Integer> kept = waiting(service, rounds * each);
            assertThat(kept).isSorted().doesNotHaveDuplicates().containsAll(taken);
        }
    }

    /** Sends and waits for what was said to each, and returns the numbers that were not refused. */
    private static List<Integer> send(RawClient alice, int first, int count) {
        StringBuilder text = new StringBuilder();
        for (int number = first; number < first + count; number++) {
            text.append("<message to='bob@localhost' type='chat' id='n%d.'><body>%d</body></message>"
                    .formatted(number, number));
        }
        String answers = alice.send(text.toString()).settle();
        return IntStream.range(first, first + count)
                .filter(number -> !answers.contains("id='n" + number + ".'"))
                .boxed()
                .toList();
    }

    private static List<Integer> waiting(RunningRedoubt service, int last) {
        try (RawClient bob = service.signIn("bob").send("<presence/>")) {
            Matcher matcher = NUMBER.matcher(bob.await("<body>" + last + "</body>"));
            List<Integer> numbers = new ArrayList<>();
            while (matcher.find()) {
                numbers.add(Integer.valueOf(matcher.group(1)));
            }
            return numbers;
        }
    }

    private long rows(String query) throws SQLException {
        try (Connection connection = running.orElseThrow().connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }
}
