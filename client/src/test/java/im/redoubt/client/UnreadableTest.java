package im.redoubt.client;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.protocol.stream.StreamCondition;
import im.redoubt.protocol.stream.StreamError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stanza that cannot be read ends the stream, and was not acknowledged: so it comes again, and must not for ever. */
@Tag("S-15")
@Tag("LIB-08")
final class UnreadableTest {
    private static final StreamError TOO_LARGE = StreamError.of(StreamCondition.POLICY_VIOLATION, "too large");
    private static final StreamError NO_XML = StreamError.of(StreamCondition.NOT_WELL_FORMED, "no XML");
    private static final String STANZA = "<message from='bob@example.org'/>";

    private final Rig rig = new Rig().counting();

    private Rig comesBack() {
        rig.sent();
        return rig.advance(Duration.ofSeconds(30));
    }

    private long givenUp() {
        return rig.counters().of(Counters.Kind.UNREADABLE_STANZAS);
    }

    private String asked() {
        return rig.resume().orElseThrow().attribute("h").orElseThrow();
    }

    @Test
    void firstTimeItIsNotCounted() {
        rig.connect().says(STANZA).resuming(0).garbles(TOO_LARGE);
        assertThat(rig.sent()).containsExactly(TOO_LARGE.toElement().toString());
        comesBack();
        assertThat(asked()).isEqualTo("1");
        assertThat(givenUp()).isZero();
    }

    @Test
    void secondTimeItCountsAndTheServerHearsOfIt() {
        rig.connect().says(STANZA).resuming(0).garbles(TOO_LARGE);
        comesBack().garbles(TOO_LARGE);
        assertThat(rig.sent())
                .containsExactly(
                        "<a xmlns='urn:xmpp:sm:3' h='2'/>",
                        TOO_LARGE.toElement().toString());
        comesBack();
        assertThat(asked()).isEqualTo("2");
        assertThat(givenUp()).isEqualTo(1);
        assertThat(rig.lasting().states().now()).isInstanceOf(SessionState.Online.class);
    }

    @Test
    void oneBehindAnotherIsGivenUpAsWell() {
        rig.connect().resuming(0);
        for (int i = 0; i < 4; i++) {
            rig.garbles(TOO_LARGE);
            comesBack();
        }
        assertThat(asked()).isEqualTo("2");
        assertThat(givenUp()).isEqualTo(2);
    }

    /** What came again could be read: what cannot be read is something else, and comes for the first time. */
    @Test
    void whatIsElsewhereIsSomethingElse() {
        rig.connect().resuming(0).garbles(TOO_LARGE);
        comesBack().says(STANZA).garbles(TOO_LARGE);
        comesBack();
        assertThat(asked()).isEqualTo("1");
        assertThat(givenUp()).isZero();
    }

    @Test
    void whatIsWrongOtherwiseIsSomethingElse() {
        rig.connect().resuming(0).garbles(TOO_LARGE);
        comesBack().garbles(NO_XML);
        comesBack();
        assertThat(asked()).isEqualTo("0");
        assertThat(givenUp()).isZero();
    }

    /** The server has kept it for the account meanwhile and sends it to the new session: the acknowledgement is what ends that. */
    @Test
    void inANewSessionItIsAcknowledgedBeforeTheEnd() {
        rig.connect().says(STANZA + STANZA).forgetting(0).garbles(TOO_LARGE);
        comesBack().says(STANZA).garbles(TOO_LARGE);
        assertThat(rig.sent())
                .containsExactly(
                        "<a xmlns='urn:xmpp:sm:3' h='2'/>",
                        TOO_LARGE.toElement().toString());
        assertThat(givenUp()).isEqualTo(1);
    }

    @Test
    void serverThatDoesNotCountIsToldNothing() {
        Rig uncounted = new Rig().connect();
        for (int i = 0; i < 3; i++) {
            uncounted.garbles(TOO_LARGE);
            assertThat(uncounted.sent()).isEqualTo(List.of(TOO_LARGE.toElement().toString()));
            uncounted.advance(Duration.ofSeconds(30));
            uncounted.sent();
        }
        assertThat(uncounted.counters().of(Counters.Kind.UNREADABLE_STANZAS)).isZero();
    }

    @Test
    void applicationHearsWhatEndedTheConnection() {
        rig.connect().garbles(TOO_LARGE);
        assertThat(rig.lasting().states().now())
                .isInstanceOfSatisfying(
                        SessionState.Offline.class,
                        state -> assertThat(state.why()).contains("cannot be read", "policy-violation"));
    }
}
