package im.redoubt.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sent before it left takes effect, although the server was still busy with what came first. */
class LeavingTest {
    private static final Pattern NUMBER = Pattern.compile("<body>(\\d+)</body>");
    private static final int MESSAGES = 200;

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory).with("alice").with("bob").with("carol");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Each message waits for its commit, so nearly all of them wait when the connection closes. */
    @Test
    void messagesBeforeTheConnectionClosesAreKeptInOrder() {
        leaveAfterSending("bob", "");

        assertThat(received("bob")).containsExactlyElementsOf(all());
    }

    @Test
    void messagesBeforeTheEndOfTheStreamAreKeptInOrder() {
        leaveAfterSending("carol", "</stream:stream>");

        assertThat(received("carol")).containsExactlyElementsOf(all());
    }

    private static List<Integer> all() {
        return IntStream.range(0, MESSAGES).boxed().toList();
    }

    private static void leaveAfterSending(String to, String last) {
        StringBuilder text = new StringBuilder("<presence/>");
        for (int number = 0; number < MESSAGES; number++) {
            text.append("<message to='%s@localhost' type='chat'><body>%d</body></message>".formatted(to, number));
        }
        service.signIn("alice").send(text + last).close();
    }

    private static List<Integer> received(String name) {
        try (RawClient client = service.signIn(name).send("<presence/>")) {
            Matcher matcher = NUMBER.matcher(client.await("<body>" + (MESSAGES - 1) + "</body>"));
            List<Integer> numbers = new ArrayList<>();
            while (matcher.find()) {
                numbers.add(Integer.valueOf(matcher.group(1)));
            }
            return numbers;
        }
    }
}
