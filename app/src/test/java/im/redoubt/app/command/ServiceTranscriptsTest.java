package im.redoubt.app.command;

import im.redoubt.testkit.transcript.Transcript;
import im.redoubt.testkit.transcript.Transcripts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transcripts on the whole service, each on a fresh one. */
class ServiceTranscriptsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void keeps(Transcript transcript, @TempDir Path directory) {
        try (ServiceBackend backend = new ServiceBackend(directory, transcript.setup())) {
            transcript.run(backend);
        }
    }

    static List<Transcript> transcripts() {
        return Transcripts.runningOn(Transcript.Runner.SERVICE);
    }
}
