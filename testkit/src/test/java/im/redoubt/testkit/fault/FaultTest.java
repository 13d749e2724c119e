package im.redoubt.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.peer.RawPeer;
import im.redoubt.testkit.peer.ScriptedBackend;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a fault which a server takes otherwise than it must is seen: each is committed against servers that are wrong. */
class FaultTest {
    private static final String FEATURES = "<stream:features></stream:features>";

    private static void commit(Fault fault, String script) throws IOException {
        try (MisbehavingPeer peer = new MisbehavingPeer(new ScriptedBackend(script), "mallory", "bob@localhost/1")) {
            peer.commit(fault);
        }
    }

    /** All but those that only go, where there is nothing to see, and the one that needs a socket. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CONNECTS_AND_GOES"})
    void aServerThatEndsAtOnceIsNotTakenForOneThatAnswers(Fault fault) {
        assertThatThrownBy(() -> commit(fault, "!")).isInstanceOfAny(IOException.class, AssertionError.class);
    }

    @Test
    void aServerThatNeverEndsAStrangerIsSeen() {
        assertThatThrownBy(() -> commit(Fault.NEVER_ANSWERS, FEATURES + "."))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing came for too long");
    }

    @Test
    void aServerThatEndsForAnotherReasonIsSeen() {
        assertThatThrownBy(() -> commit(
                        Fault.NEVER_ANSWERS, FEATURES + "<stream:error><conflict/></stream:error></stream:stream>!"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not ended with connection-timeout");
    }

    @Test
    void aServerThatProcessesWhatWasInjectedIsSeen() {
        assertThatThrownBy(() -> commit(
                        Fault.INJECTS_BEFORE_TLS, FEATURES + "<proceed/><failure/><a>SCRAM-SHA-256</a>" + FEATURES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was processed");
    }

    @Test
    void aServerThatAnswersClearTextIsSeen() {
        assertThatThrownBy(() -> commit(Fault.SPEAKS_CLEAR_TEXT_TO_TLS, FEATURES + "<proceed/><stream:stream>!"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("clear text was answered");
    }

    @Test
    void aServerThatDoesWhatItMustIsNotBlamed() throws IOException {
        commit(Fault.NEVER_ANSWERS, FEATURES + "<stream:error><connection-timeout/></stream:error></stream:stream>!");
        commit(Fault.SPEAKS_CLEAR_TEXT_TO_TLS, FEATURES + "<proceed/>!");
    }

    @Test
    void aRawPeerSeesWhatComes() throws IOException {
        ScriptedBackend backend = new ScriptedBackend("<a>1</a><b/>!");
        try (RawPeer peer = new RawPeer(backend)) {
            assertThat(peer.send("x").await("</a>")).isEqualTo("<a>1</a>");
            assertThat(peer.awaitEnd()).isEqualTo("<b/>");
        }
        assertThat(backend.sent()).isEqualTo("x");
    }
}
