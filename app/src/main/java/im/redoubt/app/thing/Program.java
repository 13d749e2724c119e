package im.redoubt.app.thing;

import im.redoubt.app.Main;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program is started once more. */
final class Program {
    private Program() {}

    /**
     * Returns the words before those of the command.
     *
     * @param more further options of Java
     */
    static List<String> command(List<String> more) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib")
                        && !option.startsWith("-javaagent")
                        && !option.startsWith("-Xm"))
                .forEach(words::add);
        words.addAll(more);
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(Main.class.getName());
        return words;
    }
}
