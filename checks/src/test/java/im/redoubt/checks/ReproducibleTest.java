package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builds in different surroundings give the same bytes. */
class ReproducibleTest {
    @Test
    @Tag("B-157")
    @Tag("BLD-05")
    void surroundingsLeaveNoTrace(@TempDir Path directory) throws Exception {
        // Side by side: each waits for answers from a repository for most of its time.
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<String, String>> one = both.submit(() -> buildHere(directory));
            Map<String, String> two = buildElsewhere(directory);
            assertThat(one.get()).hasSizeGreaterThan(10).containsKey("app/target/redoubt/sbom.json");
            assertThat(two).isEqualTo(one.get());
        }
    }

    private static Map<String, String> buildHere(Path directory) {
        return build(
                directory.resolve("one"),
                "022",
                new Shell(directory)
                        .with("LC_ALL", "C")
                        .with("TZ", "UTC")
                        .with("MAVEN_OPTS", "-Duser.language=en -Duser.country=GB"));
    }

    private static Map<String, String> buildElsewhere(Path directory) {
        return build(
                directory.resolve("another place/deeper"),
                "077",
                new Shell(directory)
                        .with("LC_ALL", "C.UTF-8")
                        .with("TZ", "Pacific/Auckland")
                        .with("USER", "somebody")
                        .with("MAVEN_OPTS", "-Duser.language=tr -Duser.country=TR -Duser.name=somebody"));
    }

    private static Map<String, String> build(Path place, String mask, Shell shell) {
        ScratchTree tree = ScratchTree.at(place);
        Shell.Result result = tree.maven(
                shell,
                List.of("sh", "-c", "umask " + mask + "; exec \"$@\"", "sh"),
                "-f",
                tree.root().resolve("pom.xml").toString(),
                "-pl",
                "app",
                "-am",
                "-Dmaven.test.skip=true",
                "-Dredoubt.spotbugs.skipped=true",
                "-Dspotless.check.skip=true",
                "-Dredoubt.training.skipped=true",
                "verify");
        assertThat(result.code()).as(result.output()).isZero();
        Map<String, String> sums = new TreeMap<>();
        for (Path file : Project.files(tree.root(), "")) {
            String name = tree.root().relativize(file).toString();
            if (name.matches(".*/target/(redoubt/lib/)?[^/]*\\.jar|.*/target/redoubt/sbom\\.(json|xml)")) {
                sums.put(name, Digests.sha256(file));
            }
        }
        return sums;
    }
}
