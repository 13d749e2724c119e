package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not locked, or not what was locked, does not get into a build. */
class LockTest {
    private static final String LOCK = ".mvn/checksums/checksums.sha256";
    private static final String VICTIM = "org/jspecify/jspecify/";

    @Test
    void lockIsSortedAndHasNothingOfOurs() {
        List<String> paths = Project.read(Project.ROOT.resolve(LOCK))
                .lines()
                .map(line -> line.substring(66))
                .toList();
        assertThat(paths).isSorted().doesNotHaveDuplicates().noneMatch(path -> path.startsWith("im/redoubt/"));
    }

    @Test
    @Tag("B-156")
    @Tag("BLD-02")
    void builtAsItIsTheCopyIsFine(@TempDir Path directory) {
        assertThat(ScratchTree.at(directory.resolve("tree"))
                        .maven("-pl", "xml", "compile")
                        .output())
                .contains("BUILD SUCCESS");
    }

    @Test
    @Tag("B-156")
    @Tag("BLD-02")
    void oneChangedByteInADependencyFailsTheBuild(@TempDir Path directory) throws IOException {
        ScratchTree tree = ScratchTree.at(directory.resolve("tree"));
        Path jar = Project.files(ScratchTree.realRepository().resolve(VICTIM), ".jar").stream()
                .filter(file -> Project.read(Project.ROOT.resolve(LOCK))
                        .contains(ScratchTree.realRepository().relativize(file).toString()))
                .findFirst()
                .orElseThrow();
        Path copies = tree.repository()
                .resolve(ScratchTree.realRepository().relativize(Objects.requireNonNull(jar.getParent())));
        Files.createDirectories(copies);
        for (Path file : Project.files(Objects.requireNonNull(jar.getParent()), "")) {
            Files.copy(file, copies.resolve(file.getFileName()));
        }
        Path victim = copies.resolve(jar.getFileName());
        byte[] bytes = Files.readAllBytes(victim);
        bytes[bytes.length / 2] ^= 1;
        Files.write(victim, bytes);

        Shell.Result result = tree.maven("-pl", "xml", "compile");
        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("BUILD FAILURE", "jspecify", "checksum mismatch");
    }

    @Test
    @Tag("B-156")
    @Tag("BLD-02")
    void dependencyThatIsNotLockedFailsTheBuild(@TempDir Path directory) {
        ScratchTree tree = ScratchTree.at(directory.resolve("tree"));
        tree.edit(
                LOCK,
                text -> text.lines()
                        .filter(line -> !(line.contains(VICTIM) && line.endsWith(".jar")))
                        .collect(Collectors.joining("\n", "", "\n")));
        Shell.Result result = tree.maven("-pl", "xml", "compile");
        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("BUILD FAILURE", "jspecify", "Missing from");
    }
}
