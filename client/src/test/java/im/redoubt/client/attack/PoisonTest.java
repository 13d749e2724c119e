package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Counters.Kind;
import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.xml.XmlLimits;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody gets a stanza through the server that no client of ours can read. It ends the stream, was never acknowledged, and so the
 * server sends it again whenever the session goes on (XEP-0198 section 5): it must not keep the account away.
 */
@Tag("S-15")
@Tag("LIB-08")
class PoisonTest {
    private static final String BEFORE = message("before");
    private static final String BEHIND = message("behind");

    private final Ear ear = new Ear();

    private static String message(String body) {
        return "<message from='romeo@example.org/x'><body>" + body + "</body></message>";
    }

    static Stream<String> poisons() {
        XmlLimits most = XmlLimits.DELIVERED;
        return Stream.of(
                message("x".repeat(most.maxBytes())),
                "<message>" + "<x>".repeat(most.maxDepth()) + "</x>".repeat(most.maxDepth()) + "</message>",
                "<message><" + "n".repeat(most.maxNameBytes() + 1) + "/></message>",
                message("&#xFFFF;"),
                "<message>&undeclared;</message>",
                "<message><p:x/></message>");
    }

    private void assertGivenUp(Manner manner, String poison, int times) throws InterruptedException {
        HonestService service = Range.service(manner);
        try (Range range = Range.of(service, manner.opening());
                Session session = range.client().with(ear).build().open()) {
            service.push(BEFORE);
            for (int i = 0; i < times; i++) {
                service.push(poison);
            }
            service.push(BEHIND);
            ear.await(heard -> heard.bodies().contains("behind"));
            assertThat(ear.bodies()).containsExactly("before", "behind");
            Range.ping(session).await(Range.PATIENCE);
            assertThat(session.counters().of(Kind.UNREADABLE_STANZAS)).isEqualTo(times);
            assertThat(ear.online()).extracting(SessionState.Online::resumed).startsWith(false, true);
            assertThat(ear.online().stream().skip(1)).allMatch(SessionState.Online::resumed);
            assertThat(range.server().recordings()).hasSize(2 * times + 1);
            assertThat(service.begun()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void whatCannotBeReadIsGivenUpTheSecondTime(String poison) throws InterruptedException {
        assertGivenUp(Range.CLASSIC.opening(Opening.DIRECT_TLS), poison, 1);
    }

    @Test
    void thatHoldsWhenTheSessionGoesOnWithTheSignIn() throws InterruptedException {
        assertGivenUp(Range.MODERN, message("&#xFFFF;"), 1);
    }

    @Test
    void severalAreGivenUpOneBehindTheOther() throws InterruptedException {
        assertGivenUp(Range.CLASSIC.opening(Opening.DIRECT_TLS), message("&#xFFFF;"), 3);
    }
}
