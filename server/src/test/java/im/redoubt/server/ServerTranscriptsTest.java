package im.redoubt.server;

import im.redoubt.testkit.transcript.Transcript;
import im.redoubt.testkit.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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
    @Tag("S-1")
    @Tag("S-3")
    @Tag("S-4")
    @Tag("S-5")
    @Tag("S-6")
    @Tag("S-9")
    @Tag("S-10")
    @Tag("S-12")
    @Tag("S-13")
    @Tag("S-14")
    @Tag("S-15")
    @Tag("S-20")
    @Tag("T-23")
    @Tag("T-25")
    @Tag("T-35")
    @Tag("A-49")
    @Tag("A-50")
    @Tag("A-51")
    @Tag("A-53")
    @Tag("A-56")
    @Tag("A-59")
    @Tag("R-62")
    @Tag("R-63")
    @Tag("R-70")
    @Tag("R-76")
    @Tag("R-77")
    @Tag("R-79")
    @Tag("R-80")
    @Tag("X-83")
    @Tag("X-87")
    @Tag("X-93")
    @Tag("X-94")
    @Tag("X-95")
    @Tag("N-119")
    @Tag("D-107")
    @Tag("C-117")
    void keeps(Transcript transcript, @TempDir Path directory) {
        try (ServerBackend backend = new ServerBackend(directory.resolve("data"), identity, transcript.setup())) {
            transcript.run(backend);
        }
    }

    static List<Transcript> transcripts() {
        return Transcripts.runningOn(Transcript.Runner.SERVER);
    }
}
