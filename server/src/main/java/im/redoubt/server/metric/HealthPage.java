package im.redoubt.server.metric;

import im.redoubt.server.event.JsonWriter;
import java.util.List;
import java.util.Optional;

/** Whether the service does its work, as JSON. */
final class HealthPage {

    /**
     * What the page says.
     *
     * @param healthy whether no check found a problem that keeps the service from its work
     * @param json one object with the state and what each check says
     */
    public record Report(boolean healthy, String json) {}

    private static final String WELL = "ok";

    private final List<HealthCheck> checks;

    /**
     * Makes the page.
     *
     * @param checks what must work, in the order in which it is shown
     */
    public HealthPage(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * Asks every check.
     *
     * @return what they say
     */
    public Report report() {
        List<Optional<String>> problems = checks.stream().map(HealthPage::ask).toList();
        boolean healthy = true;
        for (int i = 0; i < checks.size(); i++) {
            healthy &= problems.get(i).isEmpty() || checks.get(i).weight() == HealthCheck.Weight.NOTE;
        }
        JsonWriter json =
                new JsonWriter().field("status", healthy ? WELL : "failing").begin("checks");
        for (int i = 0; i < checks.size(); i++) {
            json.field(checks.get(i).name(), problems.get(i).orElse(WELL));
        }
        return new Report(healthy, json.end().finish());
    }

    private static Optional<String> ask(HealthCheck check) {
        try {
            return check.problem();
        } catch (RuntimeException e) { // a check that fails is a finding
            // A check that fails in any way is a problem to be shown, not a page that cannot be.
            return Optional.of("the check itself failed: " + e.getClass().getSimpleName());
        }
    }
}
