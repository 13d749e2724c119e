package im.redoubt.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The samples, and beside each bad one what is to be found in it: {@code NAME.expected} with a line for each finding. */
public final class Corpus {
    private static final String EXPECTED = ".expected";

    private Corpus() {}

    /** Returns the samples of a directory of the corpus, sorted. */
    public static List<Path> samples(String directory) {
        try {
            Path root = Path.of(Objects.requireNonNull(Corpus.class.getResource("/corpus/" + directory))
                    .toURI());
            try (Stream<Path> files = Files.list(root)) {
                return files.filter(file -> !file.toString().endsWith(EXPECTED))
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what is to be found; nothing where nothing is written beside the sample. */
    public static List<String> expected(Path sample) {
        Path expected = sample.resolveSibling(sample.getFileName() + EXPECTED);
        if (!Files.exists(expected)) {
            return List.of();
        }
        return text(expected)
                .lines()
                .filter(line -> !line.isBlank())
                .sorted(Heard::compare)
                .toList();
    }

    /** Returns the text of a sample. */
    public static String text(Path sample) {
        try {
            return Files.readString(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
