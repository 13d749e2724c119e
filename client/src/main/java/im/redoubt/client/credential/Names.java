package im.redoubt.client.credential;

import java.nio.file.Path;

/** The two ends of an absolute path. */
final class Names {
    private Names() {}

    static String of(Path absolute) {
        Path name = absolute.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("a path of a file");
        }
        return name.toString();
    }

    static Path parent(Path absolute) {
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a path of a file");
        }
        return parent;
    }
}
