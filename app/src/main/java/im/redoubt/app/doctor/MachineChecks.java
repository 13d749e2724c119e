package im.redoubt.app.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import im.redoubt.app.files.OwnerFiles;
import im.redoubt.server.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Permissions, clock, disk and open files of this machine. */
final class MachineChecks {
    /** Nobody runs this program before it was made. */
    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration SKEW = Duration.ofMinutes(2);
    private static final long LITTLE_DISK_BYTES = 1L << 30;
    private static final long TOO_LITTLE_DISK_BYTES = 64L << 20;

    /** Files besides connections: libraries, the store, the log. */
    private static final int OTHER_FILES = 256;

    private final Settings settings;
    private final InstantSource clock;

    MachineChecks(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(openFiles());
        if (!Files.isDirectory(settings.data())) {
            findings.add(Finding.warn("data: " + settings.data() + " is not there yet; redoubt up makes it"));
            return findings;
        }
        try {
            findings.add(clock());
            findings.addAll(permissions());
            findings.add(disk());
        } catch (IOException e) {
            findings.add(Finding.bad("data: " + settings.data() + " cannot be looked at (" + e.getMessage()
                    + "); it must belong to the user who runs redoubt"));
        }
        return findings;
    }

    /** Against the files of the service: a clock that was set back is before what it wrote. */
    private Finding clock() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(MADE) || now.isAfter(FAR)) {
            return Finding.bad("clock: it says " + now + ", which cannot be; set it, and run a time service");
        }
        try (Stream<Path> files = Files.list(settings.data())) {
            for (Path file : files.toList()) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                if (written.isAfter(now.plus(SKEW))) {
                    return Finding.bad("clock: " + file + " was written at " + written + ", after now (" + now
                            + "); set the clock, and run a time service");
                }
            }
        }
        return Finding.ok("clock: " + now);
    }

    private List<Finding> permissions() throws IOException {
        List<Path> secrets = Stream.of(
                        settings.data(),
                        settings.data().resolve("admin.sock"),
                        settings.data().resolve("decoy.key"),
                        settings.data().resolve("token.key"),
                        settings.data().resolve("tls").resolve("ca.key"),
                        settings.data().resolve("tls").resolve("server.pem"),
                        settings.events().directory())
                .filter(Files::exists)
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (Path secret : secrets) {
            if (OwnerFiles.othersMayUse(secret)) {
                findings.add(Finding.bad("permissions: others can use " + secret + "; run chmod go= " + secret));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.ok("permissions: data, keys and socket are their owner's only"))
                : findings;
    }

    private Finding disk() throws IOException {
        long free = Files.getFileStore(settings.data()).getUsableSpace();
        String text = "disk: " + (free >> 20) + " MiB are free for " + settings.data();
        if (free < TOO_LITTLE_DISK_BYTES) {
            return Finding.bad(text + "; nothing can be kept soon, make room");
        }
        return free < LITTLE_DISK_BYTES ? Finding.warn(text + "; make room") : Finding.ok(text);
    }

    private Finding openFiles() {
        int needed = settings.limits().connections().total() + OTHER_FILES;
        long allowed = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return allowed < needed
                ? Finding.warn("open files: this user may have " + allowed + ", limits.connections needs " + needed
                        + "; run ulimit -n " + needed + " before, or set LimitNOFILE in the unit")
                : Finding.ok("open files: " + allowed + " are allowed, " + needed + " are needed");
    }
}
