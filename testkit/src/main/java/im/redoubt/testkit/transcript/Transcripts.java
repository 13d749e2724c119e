package im.redoubt.testkit.transcript;

import im.redoubt.testkit.transcript.Transcript.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The transcripts of this module, grouped by feature. */
public final class Transcripts {
    private static final String ENDING = ".transcript";

    private Transcripts() {}

    /**
     * Reads those that can be run on something.
     *
     * @param runner what they are to be run on
     * @return them, sorted by name; never none
     * @throws TranscriptException if any transcript is not written as transcripts are
     */
    public static List<Transcript> runningOn(Runner runner) {
        List<Transcript> found = all().stream()
                .filter(one -> one.setup().runners().contains(runner))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no transcript runs on " + runner);
        }
        return found;
    }

    /** Reads all transcripts, sorted by name. */
    public static List<Transcript> all() {
        URL root = Objects.requireNonNull(Transcripts.class.getResource("/transcripts"), "the transcripts are missing");
        try {
            return in(root.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads all transcripts below a directory, which may be in a jar. */
    static List<Transcript> in(URI place) {
        try {
            if (!place.getScheme().equals("jar")) {
                return below(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return below(jar.getPath("/transcripts"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Transcript> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        }
    }

    private static Transcript read(Path root, Path file) {
        String name = root.relativize(file).toString();
        try {
            return TranscriptParser.parse(name.substring(0, name.length() - ENDING.length()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
