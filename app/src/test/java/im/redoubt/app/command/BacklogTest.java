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

/** Messages that waited, on the whole service: in order, each once, and before anything newer (XEP-0160). */
class BacklogTest {
    private static final Pattern NUMBER = Pattern.compile("<body>(\\d+)</body>");

    @TempDir
    static Path directory;

    private static RunningRedoubt service;

    @BeforeAll
    static void start() {
        service = new RunningRedoubt(directory, "limits.bytes_per_second=100000000", "limits.burst_bytes=100000000")
                .with("alice")
                .with("bob")
                .with("carol")
                .with("dora");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatWaitedComesInOrderAndNothingNewerOvertakesIt() {
        try (RawClient alice = service.signIn("alice").available()) {
            send(alice, "bob", 0, 350);
            alice.settle();
            try (RawClient bob = service.signIn("bob").send("<presence/>")) {
                for (int from = 350; from < 500; from += 10) {
                    send(alice, "bob", from, from + 10);
                    alice.settle();
                }
                send(alice, "bob", 500, 501);
                assertThat(numbers(bob.await("<body>500</body>")))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(0, 500).boxed().toList());
            }
        }
    }

    @Test
    void secondDeviceGetsNothingThatTheFirstGot() {
        try (RawClient alice = service.signIn("alice").available()) {
            send(alice, "carol", 0, 250);
            alice.settle();
        }
        try (RawClient first = service.signIn("carol").send("<presence/>");
                RawClient second = service.signIn("carol").send("<presence/>")) {
            List<Integer> both = new ArrayList<>(numbers(first.settle()));
            both.addAll(numbers(second.settle()));
            while (both.size() < 250) {
                both.addAll(numbers(first.settle()));
                both.addAll(numbers(second.settle()));
            }
            assertThat(both)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 250).boxed().toList());
        }
    }

    @Test
    void whatNeverLeftTheServerComesAgainInTheSameOrder() {
        String padding = "<padding xmlns='urn:example:padding'>" + "x".repeat(20_000) + "</padding>";
        try (RawClient alice = service.signIn("alice").available()) {
            for (int number = 0; number < 300; number++) {
                alice.send("<message to='dora@localhost' type='chat'><body>%d</body>%s</message>"
                        .formatted(number, padding));
            }
            alice.settle();
        }
        service.signIn("dora").send("<presence/>").close();
        try (RawClient dora = service.signIn("dora").send("<presence/>")) {
            List<Integer> numbers = numbers(dora.await("<body>299</body>"));
            assertThat(numbers)
                    .hasSizeGreaterThan(100)
                    .containsExactlyElementsOf(IntStream.rangeClosed(numbers.getFirst(), 299)
                            .boxed()
                            .toList());
        }
    }

    private static void send(RawClient from, String to, int first, int end) {
        StringBuilder all = new StringBuilder();
        for (int number = first; number < end; number++) {
            all.append("<message to='%s@localhost' type='chat'><body>%d</body></message>".formatted(to, number));
        }
        from.send(all.toString());
    }

    private static List<Integer> numbers(String text) {
        List<Integer> found = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            found.add(Integer.valueOf(matcher.group(1)));
        }
        return found;
    }
}
