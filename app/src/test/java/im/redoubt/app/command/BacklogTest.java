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
    private static final int LONG = 300;
    private static final String PADDING = "<padding xmlns='urn:example:padding'>" + "x".repeat(20_000) + "</padding>";
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
                .with("dora")
                .with("erin")
                .with("frank");
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
        try (RawClient alice = service.signIn("alice").available()) {
            sendLong(alice, "dora", LONG);
        }
        service.signIn("dora").send("<presence/>").close();
        try (RawClient dora = service.signIn("dora").send("<presence/>")) {
            List<Integer> numbers = numbers(dora.await("<body>" + (LONG - 1) + "</body>"));
            assertThat(numbers)
                    .hasSizeGreaterThan(100)
                    .containsExactlyElementsOf(IntStream.rangeClosed(numbers.getFirst(), LONG - 1)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void whatIsSentMeanwhileWaitsBehindItOnThatDeviceOnly() {
        try (RawClient alice = service.signIn("alice").available()) {
            sendLong(alice, "erin", LONG);
            try (RawClient reading = service.signIn("erin").send("<presence/>")) {
                reading.await("<body>0</body>");
                try (RawClient other = service.signIn("erin").available()) {
                    send(alice, "erin", LONG, LONG + 1);
                    alice.send("<message to='%s' type='chat'><body>%d</body></message>"
                            .formatted(reading.address(), LONG + 1));
                    send(alice, "erin", LONG + 2, LONG + 3);
                    assertThat(numbers(other.await("<body>" + (LONG + 2) + "</body>")))
                            .containsExactly(LONG, LONG + 2);

                    assertThat(numbers(reading.await("<body>" + (LONG + 2) + "</body>")))
                            .containsExactlyElementsOf(
                                    IntStream.range(1, LONG + 3).boxed().toList());
                }
            }
        }
    }

    @Test
    void whatWaitedBehindItIsKeptBehindItWhenTheDeviceGoes() {
        try (RawClient alice = service.signIn("alice").available()) {
            sendLong(alice, "frank", LONG);
            try (RawClient gone = service.signIn("frank").send("<presence/>")) {
                gone.await("<body>0</body>");
                send(alice, "frank", LONG, LONG + 20);
                alice.send(
                        "<message to='%s' type='chat'><body>%d</body></message>".formatted(gone.address(), LONG + 20));
                alice.settle();
            }
        }
        try (RawClient frank = service.signIn("frank").send("<presence/>")) {
            List<Integer> numbers = numbers(frank.await("<body>" + (LONG + 20) + "</body>"));
            assertThat(numbers)
                    .hasSizeGreaterThan(100)
                    .containsExactlyElementsOf(IntStream.rangeClosed(numbers.getFirst(), LONG + 20)
                            .boxed()
                            .toList());
        }
    }

    /** More than fits into the buffers between the server and a client that does not read. */
    private static void sendLong(RawClient from, String to, int count) {
        for (int number = 0; number < count; number++) {
            from.send("<message to='%s@localhost' type='chat'><body>%d</body>%s</message>"
                    .formatted(to, number, PADDING));
        }
        from.settle();
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
