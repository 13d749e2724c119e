package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters on the whole service: what the operator sees and decides, and that nobody can make them slow. */
@Tag("SRV-08")
class FilterServiceTest {
    private static final String RULES =
            "filter=[{name = \"aside\", kind = \"message\", body = \"pills\", then = \"quarantine\"},"
                    + " {name = \"bomb\", kind = \"message\", body = \"(a+)+$\", then = \"bounce\"},"
                    + " {name = \"costly bomb\", kind = \"message\", body = \"(b?){200}b{200}c\", then = \"block\"}]";

    @TempDir
    private Path directory = Path.of("");

    private static String id(String list, int place) {
        Matcher ids = Pattern.compile("(?m)^([0-9a-f]{32})\t").matcher(list);
        for (int i = 0; i <= place; i++) {
            assertThat(ids.find()).as("message %d in: %s", place, list).isTrue();
        }
        return ids.group(1);
    }

    private String command(RunningRedoubt service, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "filter";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--data";
        all[words.length + 2] = service.data().toString();
        return RunningRedoubt.command(directory, "", all);
    }

    @Test
    @Tag("SRV-09")
    void theOperatorDecidesWhatBecomesOfWhatIsKeptAside() {
        try (RunningRedoubt service =
                new RunningRedoubt(directory, RULES).with("alice").with("bob")) {
            try (RawClient alice = service.signIn("alice").available();
                    RawClient bob = service.signIn("bob").available()) {
                alice.send("<message to='bob@localhost' type='chat' id='m1'><body>first pills \u202E</body></message>");
                alice.send("<message to='bob@localhost' type='chat' id='m2'><body>second pills</body></message>")
                        .settle();
                alice.send("<message to='bob@localhost' type='chat' id='m3'><body>hello</body></message>");
                bob.await("id='m3'");
                assertThat(command(service, "list"))
                        .isEqualTo("aside\tquarantine\t2\nbomb\tbounce\t0\ncostly bomb\tblock\t0\n");
                assertThat(service.gauge("stanzas_filtered_total\\{action=\"quarantine\",rule=\"aside\"\\}"))
                        .isEqualTo(2);
                String list = command(service, "quarantine", "list");
                assertThat(list.lines())
                        .hasSize(2)
                        .allSatisfy(line -> assertThat(line)
                                .contains("\taside\talice@localhost/", "\tbob@localhost\t")
                                .doesNotContain("pills"));
                assertThat(command(service, "quarantine", "show", id(list, 0)))
                        .contains("<body>first pills &#x202e;</body>", "id='m1'");
                assertThat(command(service, "quarantine", "release", id(list, 0)))
                        .startsWith("Released the message of alice@localhost/");
                assertThat(bob.await("id='m1'")).doesNotContain("id='m2'");
                assertThat(bob.await("</message>")).contains("<delay xmlns='urn:xmpp:delay' from='localhost' stamp='");
                assertThat(command(service, "quarantine", "drop", id(list, 1)))
                        .startsWith("Dropped the message of alice@localhost/");
                assertThat(command(service, "quarantine", "list")).isEmpty();
                bob.send("<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'/></iq>");
                assertThat(bob.await("id='q'")).contains("id='m3'", "id='m1'").doesNotContain("id='m2'");
            }
        }
        assertThat(RunningRedoubt.events(directory))
                .contains("\"action\":\"stanza-filtered\"", "\"rule\":{\"name\":\"aside\"}")
                .contains(
                        "\"action\":\"message-shown\"",
                        "\"action\":\"message-released\"",
                        "\"action\":\"message-dropped\"")
                .doesNotContain("pills");
    }

    @Test
    @Tag("SRV-13")
    void whatIsKeptAsideOutlivesTheService() {
        try (RunningRedoubt service =
                        new RunningRedoubt(directory, RULES).with("alice").with("bob");
                RawClient alice = service.signIn("alice").available()) {
            alice.send("<message to='bob@localhost' type='chat' id='m1'><body>pills</body></message>")
                    .settle();
        }
        try (RunningRedoubt service = new RunningRedoubt(directory, RULES);
                RawClient bob = service.signIn("bob").available()) {
            String list = command(service, "quarantine", "list");
            command(service, "quarantine", "release", id(list, 0));
            bob.await("id='m1'");
            assertThat(command(service, "list")).startsWith("aside\tquarantine\t0\n");
        }
    }

    /** The attack: texts that make engines that go back search for ever, while somebody else only wants to talk. */
    @Test
    @Tag("D-103")
    void nobodyWaitsForTheSearchOfAnothersText() {
        try (RunningRedoubt service =
                        new RunningRedoubt(directory, RULES).with("mallory").with("alice");
                RawClient mallory = service.signIn("mallory").available();
                RawClient alice = service.signIn("alice").available()) {
            String bomb = "a".repeat(250_000) + "!";
            String costly = "b".repeat(250_000);
            long began = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                mallory.send("<message to='alice@localhost' id='b" + i + "'><body>" + bomb + "</body></message>");
                mallory.send("<message to='alice@localhost' id='c" + i + "'><body>" + costly + "</body></message>");
            }
            alice.send("<iq type='get' id='p1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>")
                    .await("id='p1'");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            mallory.settle();
            assertThat(alice.settle()).doesNotContain("bbbb");
            assertThat(command(service, "list")).contains("costly bomb\tblock\t3\n");
        }
    }
}
