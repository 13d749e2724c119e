package im.redoubt.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The page docs/interop.md. Its words are written by hand; what stands between the marks of a section comes from the
 * tests, which fail when the page says something else.
 *
 * @param lines all its lines
 */
public record Page(List<String> lines) {
    private static final String BEGIN = "<!-- %s: from the tests -->";
    private static final String END = "<!-- end of %s -->";

    /**
     * Reads the page as it is in the tree.
     *
     * @return the page
     */
    public static Page read() {
        Path root = Path.of(System.getProperty("redoubt.root", ".."));
        try {
            return new Page(Files.readAllLines(root.resolve("docs").resolve("interop.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds what the tests wrote.
     *
     * @param section its name
     * @return the lines between its marks
     * @throws IllegalStateException when the page has no such section
     */
    public List<String> section(String section) {
        return lines.subList(line(BEGIN, section) + 1, line(END, section));
    }

    /**
     * Replaces what the tests wrote.
     *
     * @param section its name
     * @param text the lines between its marks
     * @return the page with them
     */
    public Page with(String section, List<String> text) {
        List<String> all = new ArrayList<>(lines.subList(0, line(BEGIN, section) + 1));
        all.addAll(text);
        all.addAll(lines.subList(line(END, section), lines.size()));
        return new Page(List.copyOf(all));
    }

    /**
     * Writes it to {@code target/interop.md} of the module whose tests run, to be copied to docs.
     *
     * @return the file
     */
    public Path offer() {
        Path file = Path.of(System.getProperty("basedir", "."), "target", "interop.md");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int line(String mark, String section) {
        int at = lines.indexOf(mark.formatted(section));
        if (at < 0) {
            throw new IllegalStateException("docs/interop.md has no line " + mark.formatted(section));
        }
        return at;
    }
}
