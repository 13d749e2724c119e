package im.redoubt.server.administration;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.server.event.AdministrationAction;
import im.redoubt.server.event.EventLog;
import im.redoubt.server.event.SecurityEvent;
import im.redoubt.server.event.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices new administrators, whoever made them and however: also while the service was stopped, and by writing into the
 * store. What it saw last is in a file; where the file was taken away, everybody is new.
 */
public final class AdministratorWatch {
    /** How many administrators are watched. */
    public static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(AdministratorWatch.class);

    private final Supplier<List<BareJid>> lookup;
    private final StateFile file;
    private final EventLog events;
    private Optional<Set<BareJid>> known = Optional.empty();
    private volatile List<BareJid> current = List.of();

    /**
     * @param lookup finds the administrators; may block
     * @param directory where the file goes
     * @param events told of changes
     */
    public AdministratorWatch(Supplier<List<BareJid>> lookup, Path directory, EventLog events) {
        this.lookup = lookup;
        this.file = new StateFile(directory.resolve("administrators"));
        this.events = events;
    }

    /** Looks, and records an event for each who came or went. Blocks. */
    public synchronized void look() {
        List<BareJid> now = lookup.get();
        current = now;
        try {
            Set<BareJid> before = known.isPresent() ? known.get() : seen();
            Set<BareJid> after = new LinkedHashSet<>(now);
            known = Optional.of(after);
            if (after.equals(before)) {
                return;
            }
            // Recorded first: a process that is killed in between records twice, and never not at all.
            after.stream()
                    .filter(account -> !before.contains(account))
                    .forEach(account -> record(AdministrationAction.ADMINISTRATOR_ADDED, account));
            before.stream()
                    .filter(account -> !after.contains(account))
                    .forEach(account -> record(AdministrationAction.ADMINISTRATOR_REMOVED, account));
            file.write(now.stream().map(account -> account + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            LOG.error("The list of administrators of the last look is not usable: {}", e.getMessage());
        }
    }

    private Set<BareJid> seen() throws IOException {
        return file.read().stream()
                .flatMap(String::lines)
                .flatMap(line -> BareJid.parse(line).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void record(AdministrationAction action, BareJid account) {
        events.record(
                new SecurityEvent.Administration(Optional.empty(), Optional.empty(), action, Optional.of(account)));
    }

    /** Returns the administrators as of the last look. */
    public List<BareJid> current() {
        return current;
    }
}
