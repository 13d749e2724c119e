package im.redoubt.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.xml.Element;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told of its stanzas, and what it may say of ours (XEP-0198 sections 3, 4 and 6). */
class AcknowledgementsTest {
    private final FakeWire wire = new FakeWire();
    private final Acknowledgements acknowledgements = new Acknowledgements(wire, Optional::empty);

    private void comes(String local) {
        acknowledgements.element(Element.named("urn:xmpp:sm:3", local).build().toParsed(), false);
    }

    private void answers(String handled) {
        acknowledgements.element(
                Element.named("urn:xmpp:sm:3", "a")
                        .attribute("h", handled)
                        .build()
                        .toParsed(),
                false);
    }

    private String answered() {
        return wire.written.getLast().attribute("h").orElseThrow();
    }

    @Test
    void countsFromTheMomentItIsAskedTo() {
        acknowledgements.handled();
        acknowledgements.handled();
        comes("enable");
        assertThat(wire.done).containsExactly("count");
        comes("r");
        assertThat(answered()).isEqualTo("0");
        acknowledgements.handled();
        comes("r");
        assertThat(answered()).isEqualTo("1");
        comes("r");
        assertThat(answered()).isEqualTo("1");
    }

    /** Section 4: an answer is not withheld; and who asked too early hears once more, once. */
    @Test
    @Tag("N-118")
    void whoAsksTooEarlyIsToldTwice() {
        comes("enable");
        acknowledgements.handled();
        acknowledgements.element(Element.named("urn:xmpp:sm:3", "r").build().toParsed(), true);
        assertThat(answered()).isEqualTo("1");
        acknowledgements.handled();
        acknowledgements.settled();
        assertThat(answered()).isEqualTo("2");
        acknowledgements.handled();
        acknowledgements.settled();
        assertThat(wire.written).hasSize(3);
    }

    @Test
    void whatTheClientHasHandledIsPassedOn() {
        comes("enable");
        answers("3");
        answers("4294967295");
        assertThat(wire.done).containsExactly("count", "acknowledged 3", "acknowledged 4294967295");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "4294967296"})
    @Tag("N-118")
    void anAnswerWithoutANumberEndsTheStream(String handled) {
        comes("enable");
        answers(handled);
        assertThat(wire.done).containsExactly("count", "end bad-format");
    }

    /** Section 3: at most once for a stream. */
    @Test
    void countingTwiceEndsTheStream() {
        comes("enable");
        comes("enable");
        assertThat(wire.done).containsExactly("count", "end policy-violation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "a", "enabled", "resumed", "failed", "sm", "x"})
    void whatIsNotForThisMomentEndsTheStream(String local) {
        comes(local);
        assertThat(wire.done).containsExactly("end unsupported-stanza-type");
    }

    @Test
    void nothingIsResumedWithinASession() {
        comes("resume");
        assertThat(wire.done).containsExactly("write failed");
    }
}
