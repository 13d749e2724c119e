package im.redoubt.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A copy of the repository to break things in, with a local Maven repository of its own in front of the real one. */
final class ScratchTree {
    private final Path root;
    private final Path repository;

    private ScratchTree(Path root, Path repository) {
        this.root = root;
        this.repository = repository;
    }

    /** Copies the repository into a directory that is not there yet. */
    static ScratchTree at(Path root) {
        try {
            for (Path file : TrackedFiles.all()) {
                Path copy = root.resolve(Project.ROOT.relativize(file));
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy);
            }
            Path repository = root.resolveSibling(root.getFileName() + "-repository");
            Files.createDirectories(repository);
            return new ScratchTree(root, repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Returns the local repository that is looked at first. */
    Path repository() {
        return repository;
    }

    /** Returns the local repository of the build that runs these tests. */
    static Path realRepository() {
        return Path.of(Objects.requireNonNull(System.getProperty("redoubt.repository"), "redoubt.repository"));
    }

    /** Writes a file. */
    ScratchTree write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a file; it is a mistake when nothing changes. */
    ScratchTree edit(String name, UnaryOperator<String> change) {
        String before = Project.read(root.resolve(name));
        String after = change.apply(before);
        if (before.equals(after)) {
            throw new IllegalStateException("nothing changed in " + name);
        }
        return write(name, after);
    }

    /** Runs the Maven of this build in the copy, off line. */
    Shell.Result maven(String... arguments) {
        List<String> words = new ArrayList<>(List.of("-o"));
        words.addAll(List.of(arguments));
        return maven(new Shell(root), List.of(), words.toArray(String[]::new));
    }

    /** Runs Maven with a prepared environment, and words before the command; on line, as the SBOM asks for that. */
    Shell.Result maven(Shell shell, List<String> before, String... arguments) {
        List<String> words = new ArrayList<>(before);
        String home = Objects.requireNonNull(System.getProperty("redoubt.maven"), "redoubt.maven");
        words.addAll(List.of(
                home + "/bin/mvn",
                "-B",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + realRepository()));
        words.addAll(List.of(arguments));
        return shell.with("MAVEN_ARGS", "").run(words.toArray(String[]::new));
    }
}
