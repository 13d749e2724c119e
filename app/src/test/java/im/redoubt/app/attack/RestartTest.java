package im.redoubt.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.app.command.RawClient;
import im.redoubt.app.command.RunningRedoubt;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service is stopped and started again, and sessions go on (XEP-0198 section 5). */
@Tag("SRV-13")
@Tag("N-124")
class RestartTest {
    private static final List<String> QUICK = List.of("-Xmx100m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final Pattern BODY = Pattern.compile("<body>([^<]+)</body>");
    private static final String MESSAGE = "<message to='%s' type='chat'><body>%s</body></message>";

    @TempDir
    private Path directory = Path.of("");

    private RedoubtProcess start(String... more) {
        String[] settings = new String[more.length + 2];
        settings[0] = "accounts.plain_within_tls=true";
        settings[1] = "limits.burst_stanzas=100000";
        System.arraycopy(more, 0, settings, 2, more.length);
        return RedoubtProcess.start(directory.resolve("data"), QUICK, settings);
    }

    private static void stop(RedoubtProcess process, RawClient... told) {
        process.signal("TERM");
        for (RawClient client : told) {
            assertThat(client.awaitEnd())
                    .contains("<system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'")
                    .endsWith("</stream:stream>");
            client.close();
        }
        assertThat(process.exitCode()).isEqualTo(143);
    }

    private static RawClient back(RedoubtProcess process, String name, String id, long handled) {
        return process.connect().authenticate(name, RunningRedoubt.PASSWORD).resume(id, handled);
    }

    private static List<String> bodies(String text) {
        return BODY.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static void befriend(RawClient alice, RawClient bob) {
        alice.send("<presence type='subscribe' to='bob@localhost'/>").settle();
        bob.await("subscribe");
        bob.send("<presence type='subscribed' to='alice@localhost'/>"
                        + "<presence type='subscribe' to='alice@localhost'/>")
                .settle();
        alice.await("subscribe'");
        alice.send("<presence type='subscribed' to='bob@localhost'/>").settle();
        bob.settle();
        alice.settle();
    }

    /** What was written and not acknowledged comes again, once, what was sent meanwhile comes behind it, and the counts go on. */
    @Test
    @Tag("N-119")
    void aSessionGoesOnAndNobodySawItGo() {
        String alicesId;
        String bobsId;
        String address;
        try (RedoubtProcess process = start().with("alice").with("bob");
                RawClient alice = process.signIn("alice").available();
                RawClient bob = process.signIn("bob").available()) {
            befriend(alice, bob);
            address = alice.address();
            alicesId = alice.enable();
            bobsId = bob.enable();
            bob.send(MESSAGE.formatted("alice@localhost", "one")
                    + MESSAGE.formatted("alice@localhost", "two")
                    + MESSAGE.formatted(address, "three"));
            alice.await("<body>three</body>");
            alice.send(MESSAGE.formatted("bob@localhost", "hello"));
            bob.await("<body>hello</body>");
            stop(process, alice, bob);
        }
        try (RedoubtProcess process = start();
                RawClient bob = back(process, "bob", bobsId, 1)) {
            assertThat(bob.await("/>")).contains("<resumed ", "h='3'");
            bob.send(MESSAGE.formatted("alice@localhost", "four") + MESSAGE.formatted(address, "five"));
            assertThat(bob.settle()).as("alice is there to bob").doesNotContain("<presence", "type='error'", "<body>");
            try (RawClient alice = back(process, "alice", alicesId, 1)) {
                assertThat(alice.await("/>")).contains("<resumed ", "h='1'");
                assertThat(bodies(alice.await("<body>five</body>") + alice.settle()))
                        .containsExactly("two", "three", "four", "five");
                alice.send(MESSAGE.formatted("bob@localhost", "again"));
                assertThat(bob.await("<body>again</body>"))
                        .contains("from='" + address)
                        .doesNotContain("<presence");
                bob.send(MESSAGE.formatted(address, "six"));
                alice.await("<body>six</body>");
            }
        }
    }

    /** Whose client stays away ends later as it would have without the restart. */
    @Test
    void whoDoesNotComeBackEndsLater() {
        String id;
        String address;
        try (RedoubtProcess process =
                        start("limits.resumption_seconds=20").with("alice").with("bob");
                RawClient alice = process.signIn("alice").available();
                RawClient bob = process.signIn("bob").available()) {
            befriend(alice, bob);
            address = alice.address();
            id = alice.enable();
            bob.send(MESSAGE.formatted("alice@localhost", "one"));
            alice.await("<body>one</body>");
            stop(process, alice);
        }
        try (RedoubtProcess process = start("limits.resumption_seconds=20");
                RawClient bob = process.signIn("bob").available()) {
            assertThat(bob.await("from='" + address))
                    .as("she is there to who comes")
                    .doesNotContain("unavailable");
            bob.send(MESSAGE.formatted("alice@localhost", "two")).settle();
            // A slow machine takes its time to start: the session has long enough to be seen, and then it ends.
            StringBuilder seen = new StringBuilder();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (seen.indexOf("type='unavailable'") < 0 && System.nanoTime() < until) {
                seen.append(bob.settle());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            assertThat(seen.toString()).contains("type='unavailable'");
            try (RawClient late = back(process, "alice", id, 1)) {
                assertThat(late.await("</failed>")).contains("item-not-found");
            }
            try (RawClient alice = process.signIn("alice").available()) {
                assertThat(bodies(alice.settle() + alice.settle())).containsExactly("one", "two");
            }
        }
    }

    /** What waited and was being handed over is neither lost nor handed over twice, whatever of a page was acknowledged. */
    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    @Tag("C-109")
    void whatWaitedForItIsHandedOverOnce(int acknowledged) {
        int messages = 250;
        int others = acknowledged > 0 ? 3 : 2; // the first from 0, her presence, and what she settled by
        String id;
        int seen;
        try (RedoubtProcess process = start().with("alice").with("bob");
                RawClient bob = process.signIn("bob")) {
            StringBuilder text = new StringBuilder();
            for (int number = 0; number < messages; number++) {
                text.append(MESSAGE.formatted("alice@localhost", Integer.toString(number)));
            }
            bob.send(text.toString()).settle();
            RawClient alice = process.signIn("alice");
            id = alice.enable();
            alice.send("<presence/>");
            String came = alice.await("<body>30</body>");
            if (acknowledged > 0) {
                alice.send("<a xmlns='urn:xmpp:sm:3' h='" + acknowledged + "'/>");
                came += alice.settle();
            }
            process.signal("TERM");
            came += alice.awaitEnd();
            seen = bodies(came).size();
            assertThat(process.exitCode()).isEqualTo(143);
        }
        try (RedoubtProcess process = start();
                RawClient bob = process.signIn("bob")) {
            bob.send(MESSAGE.formatted("alice@localhost", "last")).settle();
            // The first stanza that came was her own presence.
            try (RawClient alice = back(process, "alice", id, 31)) {
                assertThat(seen).isGreaterThanOrEqualTo(30);
                StringBuilder rest = new StringBuilder();
                for (int last = 99; last < messages; last += 100) { // a page comes when the one before was acknowledged
                    rest.append(alice.await("<body>" + last + "</body>"));
                    alice.send("<a xmlns='urn:xmpp:sm:3' h='" + (last + others) + "'/>");
                }
                rest.append(alice.await("<body>last</body>")).append(alice.settle());
                List<String> bodies = bodies(rest.toString());
                assertThat(bodies).doesNotHaveDuplicates().hasSize(messages - 30 + 1);
                assertThat(bodies.getFirst()).isEqualTo("30");
                assertThat(bodies.getLast()).isEqualTo("last");
            }
        }
    }

    /** An operator who changes a password or removes an account while the service is stopped ends its sessions, too. */
    @Test
    @Tag("D-117")
    void whoseAccountChangedMeanwhileDoesNotComeBack() {
        String alices;
        String bobs;
        try (RedoubtProcess process = start().with("alice").with("bob").with("carol");
                RawClient alice = process.signIn("alice").available();
                RawClient bob = process.signIn("bob").available();
                RawClient carol = process.signIn("carol")) {
            alices = alice.enable();
            bobs = bob.enable();
            carol.send(MESSAGE.formatted("alice@localhost", "to alice") + MESSAGE.formatted("bob@localhost", "to bob"))
                    .settle();
            alice.await("</body>");
            bob.await("</body>");
            stop(process, alice, bob);
        }
        Path data = directory.resolve("data");
        RunningRedoubt.command(
                data, "another pass", "user", "password", "alice", "--password-stdin", "--data", data.toString());
        RunningRedoubt.command(data, "", "user", "remove", "bob", "--data", data.toString());
        try (RedoubtProcess process = start();
                RawClient carol = process.connect().authenticate("carol", RunningRedoubt.PASSWORD);
                RawClient alice = process.connect().authenticate("alice", "another pass")) {
            process.with("bob");
            assertThat(alice.resume(alices, 0).await("</failed>")).contains("item-not-found");
            assertThat(carol.resume(alices, 0).await("</failed>")).doesNotContain("h=");
            try (RawClient again =
                    process.connect().signIn("alice", "another pass").available()) {
                assertThat(bodies(again.settle())).as("the message is kept").containsExactly("to alice");
            }
            try (RawClient bob = back(process, "bob", bobs, 0)) {
                assertThat(bob.await("</failed>")).contains("item-not-found").doesNotContain("h=");
            }
            try (RawClient bob = process.signIn("bob").available()) {
                assertThat(bodies(bob.settle())).isEmpty();
            }
        }
    }

    /** A session that a program of another version has laid down ends as if its client had not come back. */
    @Test
    void whatCannotBeReadEnds() throws SQLException {
        String id;
        String address;
        try (RedoubtProcess process = start().with("alice").with("bob");
                RawClient alice = process.signIn("alice").available();
                RawClient bob = process.signIn("bob").available()) {
            befriend(alice, bob);
            address = alice.address();
            id = alice.enable();
            bob.send(MESSAGE.formatted("alice@localhost", "one")).settle();
            alice.await("</body>");
            stop(process, alice, bob);
        }
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/redoubt.db"));
                Statement statement = store.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE hibernated_session SET format = 99"))
                    .isEqualTo(1);
        }
        try (RedoubtProcess process = start();
                RawClient late = back(process, "alice", id, 0);
                RawClient bob = process.signIn("bob").available()) {
            late.await("</failed>");
            assertThat(bob.settle()).as("she is not there any more").doesNotContain("<presence from='" + address + "'");
            try (RawClient alice = process.signIn("alice").available()) {
                assertThat(bodies(alice.settle() + alice.settle())).containsExactly("one");
            }
        }
    }

    /** What there is no room for ends when the service stops, and its messages are kept. */
    @Test
    void whatThereIsNoRoomForEnds() {
        String id;
        try (RedoubtProcess process =
                        start("limits.restart_bytes=0").with("alice").with("bob");
                RawClient alice = process.signIn("alice").available();
                RawClient bob = process.signIn("bob")) {
            id = alice.enable();
            bob.send(MESSAGE.formatted("alice@localhost", "one")).settle();
            alice.await("</body>");
            stop(process, alice, bob);
        }
        try (RedoubtProcess process = start();
                RawClient late = back(process, "alice", id, 0)) {
            late.await("</failed>");
            try (RawClient alice = process.signIn("alice").available()) {
                assertThat(bodies(alice.settle())).containsExactly("one");
            }
        }
    }

    /** A start that is killed has taken out what was laid down: it does not come twice. */
    @Test
    void whatAKilledStartTookIsNotTakenAgain() {
        String id;
        try (RedoubtProcess process = start().with("alice").with("bob");
                RawClient alice = process.signIn("alice").available();
                RawClient bob = process.signIn("bob")) {
            id = alice.enable();
            bob.send(MESSAGE.formatted("alice@localhost", "one")).settle();
            alice.await("</body>");
            alice.settle();
            stop(process, alice, bob);
        }
        try (RedoubtProcess process = start()) {
            process.kill();
        }
        try (RedoubtProcess process = start();
                RawClient alice = back(process, "alice", id, 0)) {
            assertThat(alice.await("</failed>"))
                    .contains("item-not-found", "h='1'")
                    .doesNotContain("<body>");
        }
    }
}
