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

    /** What a problem means for the service. */
    enum Weight {
        /** It does not do its work. */
        FAILS,
        /** It does its work; the operator should know all the same. */
        NOTE
    }

    /** What a problem of this means. */
    Weight weight();

    /**
     * Makes a check of a function.
     *
     * @param name names it
     * @param weight what a problem means
     * @param problem looks
     * @return the check
     */
    static HealthCheck of(String name, Weight weight, Supplier<Optional<String>> problem) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Weight weight() {
                return weight;
            }

            @Override
            public Optional<String> problem() {
                return problem.get();
            }
        };
    }
}
