package im.redoubt.app.doctor;

import im.redoubt.server.settings.Settings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything a service needs from the machine and the world around it. */
public final class Doctor {
    private final Settings settings;
    private final NameLookup lookup;
    private final InstantSource clock;

    /**
     * @param settings the settings of the service
     * @param lookup looks names up
     * @param clock what time it is
     */
    public Doctor(Settings settings, NameLookup lookup, InstantSource clock) {
        this.settings = settings;
        this.lookup = lookup;
        this.clock = clock;
    }

    /**
     * Looks at everything. Blocks for some seconds where something does not answer.
     *
     * @return what was found, in a fixed order
     */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new NameChecks(settings, lookup).run());
        findings.addAll(new ListenerChecks(settings).run());
        findings.addAll(new CertificateChecks(settings, clock).run());
        findings.addAll(new MachineChecks(settings, clock).run());
        return findings;
    }
}
