package im.redoubt.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.redoubt.testkit.transcript.Transcript.Runner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTest {
    private static final String TEXT = "It is so.\nruns on: server\nraw connects\n";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsADirectory() throws IOException {
        Path feature = Files.createDirectories(directory.resolve("transcripts/feature"));
        Files.writeString(feature.resolve("b.transcript"), TEXT);
        Files.writeString(feature.resolve("a.transcript"), TEXT);
        Files.writeString(feature.resolve("notes.txt"), "no transcript");

        assertThat(Transcripts.in(directory.resolve("transcripts").toUri()))
                .extracting(Transcript::name)
                .containsExactly("feature/a", "feature/b");
    }

    @Test
    void readsAJar() throws IOException {
        Path jar = directory.resolve("testkit.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("transcripts/feature/a.transcript"));
            zip.write(TEXT.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }

        assertThat(Transcripts.in(URI.create("jar:" + jar.toUri() + "!/transcripts")))
                .extracting(Transcript::toString)
                .containsExactly("feature/a: It is so.");
    }

    @Test
    void oneThatIsWrongIsNotLeftOut() throws IOException {
        Path feature = Files.createDirectories(directory.resolve("transcripts/feature"));
        Files.writeString(feature.resolve("a.transcript"), TEXT + "raw dances\n");

        assertThatThrownBy(() -> Transcripts.in(directory.resolve("transcripts").toUri()))
                .hasMessageContaining("feature/a.transcript:4: ");
    }

    @Test
    void everySentenceIsSaidOnce() {
        Set<String> seen = new HashSet<>();
        for (Transcript transcript : Transcripts.all()) {
            assertThat(seen.add(transcript.sentence())).as(transcript.name()).isTrue();
        }
    }

    @Test
    void whatTheServiceDoesTheServerDoesToo() {
        List<Transcript> server = Transcripts.runningOn(Runner.SERVER);

        assertThat(Transcripts.runningOn(Runner.SERVICE)).allMatch(server::contains);
        assertThat(Transcripts.runningOn(Runner.NEGOTIATION)).allMatch(server::contains);
    }
}
