package im.redoubt.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a start quick, and what it must not leave lying about: looked at in the program as it is installed. */
@Tag("interop")
class InstalledStartTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void classesComeLinkedFromTheCache() throws IOException {
        assertThat(start("-Xlog:aot=info")).contains("Using AOT-linked classes: true");
    }

    /** A library in a directory where others may write is one that others may replace. */
    @Test
    void nativeCodeIsLoadedFromTheInstallationOnly() throws IOException {
        Path installed = RedoubtServer.launcher().resolveSibling("app/target/redoubt/native");

        List<String> foreign = start("-Xlog:library=info")
                .lines()
                .filter(line -> line.contains("Loaded library"))
                .map(line -> line.replaceAll(".*Loaded library ([^,]*),.*", "$1"))
                .filter(library -> library.startsWith("/") && !library.startsWith(System.getProperty("java.home")))
                .toList();

        assertThat(foreign).hasSize(2).allMatch(library -> Path.of(library).startsWith(installed));
    }

    /** Starts it once as {@code up --check} and returns what Java logged. */
    private String start(String logging) throws IOException {
        Path log = directory.resolve("java.log");
        List<String> words = new ArrayList<>(List.of(RedoubtServer.launcher().toString(), "up", "--check"));
        words.addAll(List.of("--data", directory.resolve("data").toString()));
        for (String listener : List.of("starttls", "tls", "metrics")) {
            words.addAll(List.of("--set", "listen." + listener + "=[\"127.0.0.1:0\"]"));
        }
        Command.of(directory, words)
                .environment(Map.of("REDOUBT_JAVA_OPTIONS", logging + ":file=" + log))
                .run()
                .orThrow();
        return Files.readString(log);
    }
}
