package im.redoubt.server;

import static org.assertj.core.api.Assertions.assertThat;

import im.redoubt.testkit.transcript.Transcript;
import im.redoubt.testkit.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of reports (XEP-0377) when they were taken: who reported whom, what for, and nothing that anybody wrote. */
class AbuseReportsTest {
    @Test
    @Tag("SRV-09")
    @Tag("APP-06")
    void areEventsWithoutContent(@TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Transcript reports = Transcripts.runningOn(Transcript.Runner.SERVER).stream()
                .filter(one -> one.toString().startsWith("blocking/reports:"))
                .findFirst()
                .orElseThrow();
        Path data = directory.resolve("data");
        try (ServerBackend backend = new ServerBackend(data, TestIdentity.in(directory), reports.setup())) {
            reports.run(backend);
        }
        List<String> lines = lines(data.resolve("events"));
        List<String> filed =
                lines.stream().filter(line -> line.contains("abuse-reported")).toList();
        assertThat(filed).hasSize(4);
        assertThat(filed.get(0))
                .contains("\"category\":[\"threat\"]", "\"reason\":\"spam\"", "\"ip\":\"127.0.0.1\"")
                .contains("\"user\":{\"name\":\"alice\",\"domain\":\"localhost\","
                        + "\"target\":{\"name\":\"romeo\",\"domain\":\"localhost\"}},\"labels\":{\"count\":\"2\"}");
        assertThat(filed.get(1)).contains("\"reason\":\"abuse\"", "tybalt", "\"count\":\"0\"");
        assertThat(filed.get(2)).contains("\"reason\":\"other\"", "paris");
        assertThat(filed.get(3)).contains("\"reason\":\"other\"", "verona.example");
        assertThat(lines)
                .noneMatch(line -> line.contains("trouble")
                        || line.contains("28482")
                        || line.contains("orchard")
                        || line.contains("urn:example")
                        || line.contains("mercutio")
                        || line.contains("nurse"));
    }

    private static List<String> lines(Path events) throws IOException {
        try (Stream<Path> files = Files.list(events)) {
            return files.flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
