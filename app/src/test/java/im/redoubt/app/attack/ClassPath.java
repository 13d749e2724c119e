package im.redoubt.app.attack;

import im.redoubt.app.Main;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The class path that these tests run on, whoever runs them, for processes of their own. */
public final class ClassPath {
    private ClassPath() {}

    /** Returns it. */
    public static String own() {
        List<String> entries = new ArrayList<>();
        if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                entries.add(path(url));
            }
        }
        // Surefire puts the real class path into a property of its own when it starts from a manifest.
        entries.add(System.getProperty("surefire.test.class.path", ""));
        entries.add(System.getProperty("java.class.path", ""));
        entries.removeIf(String::isEmpty);
        return String.join(File.pathSeparator, entries);
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
