package im.redoubt.client.attack;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.client.Session;
import im.redoubt.client.SessionState;
import im.redoubt.testkit.hostile.HonestService;
import im.redoubt.testkit.hostile.Manner.Opening;
import im.redoubt.testkit.hostile.Recording;
import im.redoubt.xml.XmlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends may be as large as is announced and no larger, and its names foreign but not long. */
@Tag("LIB-01")
@Tag("LIB-08")
class StanzaSizesTest {
    private static final int MOST = XmlLimits.DELIVERED.maxBytes();
    private static final int MOST_NAME = XmlLimits.DELIVERED.maxNameBytes();

    private final HonestService service = Range.service(Range.CLASSIC);
    private final Ear ear = new Ear();

    /** Returns a message of exactly so many bytes. */
    private static String message(int bytes) {
        String empty = "<message from='romeo@example.org/x'><body></body></message>";
        return empty.replace("<body>", "<body>" + "x".repeat(bytes - empty.length()));
    }

    private static String holding(String name) {
        return "<message from='romeo@example.org/x'><" + name + " xmlns='urn:x'/><body>held</body></message>";
    }

    /** Ends the connection, saying why; the session goes on with another one. */
    private void assertEnds(String stanza) throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(ear).build().open()) {
            service.push(stanza);
            ear.await(heard -> heard.online().size() >= 2);
            session.end();
            List<Recording> recordings = range.server().awaitGone(2, Range.PATIENCE);
            assertThat(recordings.get(0).overTls()).contains("<policy-violation");
            assertThat(ear.bodies()).isEmpty();
        }
    }

    private void assertTaken(String stanza) throws InterruptedException {
        try (Range range = Range.of(service, Opening.STARTTLS);
                Session session = range.client().with(ear).build().open()) {
            service.push(stanza);
            ear.await(heard -> !heard.bodies().isEmpty());
            assertThat(ear.bodies()).hasSize(1);
            assertThat(session.state()).isInstanceOf(SessionState.Online.class);
            assertThat(range.server().recordings()).hasSize(1);
        }
    }

    @Test
    @Tag("S-15")
    void aStanzaOfExactlyTheMostIsTaken() throws InterruptedException {
        assertTaken(message(MOST));
    }

    @Test
    @Tag("S-15")
    void oneByteMoreEndsTheConnection() throws InterruptedException {
        assertEnds(message(MOST + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0639\u0646\u0635\u0631", "\u540d\u524d", "\ud801\udc00"})
    @Tag("S-18")
    void foreignNamesAreNames(String name) throws InterruptedException {
        assertTaken(holding(name));
    }

    @Test
    @Tag("S-18")
    void aNameOfTheMostBytesIsTaken() throws InterruptedException {
        assertTaken(holding("n".repeat(MOST_NAME)));
        assertThat(ear.bodies().stream().collect(Collectors.joining())).isEqualTo("held");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "\u0639"})
    @Tag("S-18")
    void aLongerNameEndsTheConnection(String letter) throws InterruptedException {
        int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
        assertEnds(holding(letter.repeat(MOST_NAME / bytes + 1)));
    }
}
