package im.redoubt.protocol.stream;

import im.redoubt.testkit.transcript.Transcript;
import im.redoubt.testkit.transcript.Transcripts;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transcripts of negotiation on the pure state machine. */
class NegotiationTranscriptsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    @Tag("S-13")
    @Tag("S-14")
    @Tag("T-23")
    @Tag("T-25")
    @Tag("A-49")
    @Tag("A-50")
    @Tag("A-56")
    @Tag("A-59")
    void keeps(Transcript transcript) {
        try (NegotiationBackend backend = new NegotiationBackend(transcript.setup(), Integer.MAX_VALUE)) {
            transcript.run(backend);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    @Tag("S-11")
    void keepsThemByteByByte(Transcript transcript) {
        try (NegotiationBackend backend = new NegotiationBackend(transcript.setup(), 1)) {
            transcript.run(backend);
        }
    }

    static List<Transcript> transcripts() {
        return Transcripts.runningOn(Transcript.Runner.NEGOTIATION);
    }
}
