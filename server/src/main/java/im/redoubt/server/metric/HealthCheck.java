package im.redoubt.server.metric;

import java.util.Optional;
import java.util.function.Supplier;

/** One thing that must work for the service to be healthy. */
interface HealthCheck {

    /**
     * Names it, for the page and for alerts.
     *
     * @return a short lower-case word, always the same
     */
    String name();

    /**
     * Looks.
     *
     * @return what is wrong, for the operator; nothing if all is well
     */
    Optional<String> problem();

    /**
     * Makes a check of a function.
     *
     * @param name names it
     * @param problem looks
     * @return the check
     */
    static HealthCheck of(String name, Supplier<Optional<String>> problem) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> problem() {
                return problem.get();
            }
        };
    }
}
