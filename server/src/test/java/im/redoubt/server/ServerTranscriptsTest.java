package im.redoubt.server;

import im.redoubt.testkit.transcript.Transcript;
import im.redoubt.testkit.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transcripts on the server in this process, with a fresh store for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerTranscriptsTest {
    private TestIdentity identity;

    @BeforeAll
    void makeIdentity(@TempDir Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        identity = TestIdentity.in(directory);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void keeps(Transcript transcript, @TempDir Path directory) {
        try (ServerBackend backend = new ServerBackend(directory.resolve("data"), identity, transcript.setup())) {
            transcript.run(backend);
        }
    }

    static List<Transcript> transcripts() {
        return Transcripts.runningOn(Transcript.Runner.SERVER);
    }
}
