package im.redoubt.app.config;

import java.util.List;

/** A configuration that is refused, with everything that is wrong with it. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem: the place, the key, what is wrong, the mend. */
    public List<String> problems() {
        return problems;
    }
}
