package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is stopped as soon as it was started, while its store takes its time. */
class QuickStopTest {
    private static final int TIMES = 5;
    private static final int LONGEST_MILLIS = 300;

    @TempDir
    private Path directory = Path.of("");

    private static String events(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    /** Whoever is an administrator now and was not at the last look is told of, before the service says that it has stopped. */
    @Test
    @Tag("SRV-09")
    void anAdministratorIsRecordedBeforeTheEnd() throws Exception {
        TestIdentity identity = TestIdentity.in(directory);
        Transcript.Setup setup = new Transcript.Setup(Set.of(), Set.of("boss"), Set.of("boss"), Set.of(), List.of());
        for (int seed = 0; seed < TIMES; seed++) {
            Path data = directory.resolve("data" + seed);
            int random = seed;
            new ServerBackend(data, identity, setup, store -> SlowStore.of(store, random, LONGEST_MILLIS)).close();
            String events = events(data.resolve("events"));
            assertThat(events).containsSubsequence("\"administrator-added\"", "\"stopped\"");
        }
    }
}
