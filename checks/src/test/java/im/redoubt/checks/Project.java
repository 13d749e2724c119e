package im.redoubt.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The tree that is being built: where its root is, and which modules and files it has. */
final class Project {
    static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("redoubt.root"), ".."))
            .toAbsolutePath()
            .normalize();

    private Project() {}

    /** Returns the directories of all modules, by name. */
    static List<Path> modules() {
        try (Stream<Path> found = Files.list(ROOT)) {
            return found.filter(directory -> Files.exists(directory.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the module's directory. */
    static Path module(String name) {
        return ROOT.resolve(name);
    }

    /** Returns the files below a directory whose names end so, sorted; none where there is no such directory. */
    static List<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of a file. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Returns the file's name from the root of the project. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }
}
