package im.redoubt.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RawPeerTest {
    @Test
    void givesWhatCameUpToATextAndKeepsTheRest() throws IOException {
        RawPeer peer = new RawPeer(new ScriptedBackend("one two three!"));

        assertThat(peer.await("two")).isEqualTo("one two");
        assertThat(peer.awaitEnd()).isEqualTo(" three");
    }

    @Test
    void saysWhatCameWhenTheEndComesFirst() {
        assertThatThrownBy(() -> new RawPeer(new ScriptedBackend("one!")).await("two"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("before two; came: one");
    }

    @Test
    void doesNotWaitForEver() {
        assertThatThrownBy(() -> new RawPeer(new ScriptedBackend("one.")).awaitEnd())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("so far: one");
    }

    /** A server that speaks the last line of SCRAM without the proof of the first would be believed by no client. */
    @Test
    void signsInOnlyWhereItIsChallenged() {
        String features = "<stream:features></stream:features>";

        assertThatThrownBy(() -> new RawPeer(new ScriptedBackend(features + "<success></success>!")).signIn("alice"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("before </challenge>");
    }
}
