package im.redoubt.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the text of the sources must and must not say. */
class SourcesTest {
    private static final Pattern BROAD_CATCH =
            Pattern.compile("catch \\((final )?(Exception|RuntimeException|Throwable|Error)\\b[^)]*\\) \\{(.*)");

    private static final Pattern LEFT_OVER = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    // Put together here, since the file would otherwise say what it forbids.
    private static final Pattern DOWNLOAD_ADDRESS = Pattern.compile("(?i)"
            + String.join(
                    "|",
                    "repo1?\\.maven" + "\\.",
                    "repo\\.maven" + "\\.apache",
                    "sona" + "type\\.(org|com)",
                    "registry\\.np" + "mjs",
                    "py" + "pi\\.org",
                    "pythonhosted" + "\\.org",
                    "deb\\.debian" + "\\.org",
                    "archive\\.ubuntu" + "\\.com",
                    "(dlcdn|archive|downloads)\\.apache" + "\\.org",
                    "proxy\\.go" + "lang",
                    "plugins\\.gra" + "dle",
                    "https?://[^ \"]*(github|gitlab|codeberg)[^ \"]*/(releases|archive|raw)/",
                    "(docker|gcr|ghcr|quay)" + "\\.io/"));

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        List<String> complaints = new ArrayList<>();
        for (Path module : Project.modules()) {
            for (Path file : Project.files(module.resolve("src/main/java"), ".java")) {
                Path info = file.resolveSibling("package-info.java");
                if (!Files.exists(info) || !Project.read(info).contains("@NullMarked")) {
                    complaints.add(Project.name(info));
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void broadCatchesGiveTheirReasonOnTheLine() {
        assertThat(lines(line -> {
                    var caught = BROAD_CATCH.matcher(line);
                    return caught.find() && !caught.group(3).contains("//");
                }))
                .isEmpty();
    }

    @Test
    void suppressedWarningsGiveTheirReasonAbove() {
        List<String> complaints = new ArrayList<>();
        for (Path file : sources()) {
            String above = "";
            for (String line : Project.read(file).lines().toList()) {
                if (line.strip().startsWith("@Suppress" + "Warnings") && !above.matches("\\s*(//|\\*|/\\*).*")) {
                    complaints.add(Project.name(file) + ": " + line.strip());
                }
                above = line;
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void nothingIsLeftOver() {
        assertThat(lines(line -> LEFT_OVER.matcher(line).find())).isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() {
        assertThat(lines(line -> line.strip().startsWith("@Dis" + "abled"))).isEmpty();
    }

    @Test
    @Tag("BLD-01")
    void noDownloadAddressStandsAnywhere() {
        List<String> complaints = new ArrayList<>();
        for (Path file : TrackedFiles.text()) {
            var found = DOWNLOAD_ADDRESS.matcher(Project.read(file));
            if (found.find()) {
                complaints.add(Project.name(file) + ": " + found.group());
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static List<String> lines(Predicate<String> wrong) {
        List<String> complaints = new ArrayList<>();
        for (Path file : sources()) {
            Project.read(file)
                    .lines()
                    .filter(wrong)
                    .forEach(line -> complaints.add(Project.name(file) + ": " + line.strip()));
        }
        return complaints;
    }

    private static List<Path> sources() {
        return Project.modules().stream()
                .flatMap(module -> Project.files(module.resolve("src"), ".java").stream())
                .toList();
    }
}
