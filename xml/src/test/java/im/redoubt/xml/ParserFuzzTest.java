package im.redoubt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goes through the seeds and, with {@code JAZZER_FUZZ=1} in the environment, searches for new inputs with Jazzer for
 * {@code JAZZER_SECONDS} (60 if not given). An input that breaks a property is left in {@code target} and belongs among the
 * seeds once the fault is mended.
 */
@Tag("LIB-01")
@Tag("S-4")
@Tag("S-11")
class ParserFuzzTest {
    private static final long SPARE_SECONDS = 120;

    @TempDir
    private Path corpus;

    @ParameterizedTest
    @MethodSource("seeds")
    void holdsForEverySeed(Path seed) throws IOException {
        ParserFuzzer.fuzzerTestOneInput(Files.readAllBytes(seed));
    }

    @Test
    @Tag("jazzer")
    @EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = "1")
    void holdsForWhatJazzerFinds() throws IOException, URISyntaxException, InterruptedException {
        long seconds = Long.parseLong(
                Optional.ofNullable(System.getenv("JAZZER_SECONDS")).orElse("60"));
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + ParserFuzzer.class.getName(),
                        "--instrumentation_includes=im.redoubt.xml.**",
                        "--custom_hook_includes=im.redoubt.xml.**",
                        "--reproducer_path=target",
                        "-artifact_prefix=target/fuzz-",
                        "-seed=" + seed(),
                        "-max_total_time=" + seconds,
                        "-max_len=512",
                        corpus.toString(),
                        directory().toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "fuzz.log").toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(seconds + SPARE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(jazzer.exitValue()).as("see target/fuzz.log").isZero();
        } finally {
            jazzer.destroyForcibly();
        }
    }

    /** The ordinary run makes the same search each time, so that it is red for what changed; the long one looks elsewhere. */
    private static int seed() {
        return "long".equals(System.getProperty("redoubt.tests.extent"))
                ? new Random().nextInt(1, Integer.MAX_VALUE)
                : 1;
    }

    static List<Path> seeds() throws IOException, URISyntaxException {
        try (Stream<Path> seeds = Files.list(directory())) {
            return seeds.sorted().toList();
        }
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(ParserFuzzTest.class.getResource("seeds").toURI());
    }
}
