package im.redoubt.server.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import im.redoubt.server.guard.Offenders.Listed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the offenders for the programs that block them. Belongs to one thread, which may block.
 *
 * <ul>
 *   <li>{@code offenders.log} gets a line for each address that comes on the list, for fail2ban with
 *       {@code maxretry = 1} and
 *       <pre>failregex = ^\s*redoubt\[offender\]: address=&lt;SUBNET&gt; offence=\S+ until=\S+$</pre>
 *       At 1 MiB it becomes {@code offenders.log.1}.
 *   <li>{@code offenders.nft} is replaced in one step and holds the whole list for {@code nft -f}: the sets
 *       {@code offenders4} and {@code offenders6} of the table {@code inet redoubt}, each element with the time it has
 *       left. The operator's own rules use the sets; this file blocks nothing by itself.
 * </ul>
 */
public final class OffenderFiles {

    private static final long LOG_BYTES = 1 << 20;
    private static final Set<StandardOpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    private static final Set<StandardOpenOption> REPLACE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);

    private final Offenders offenders;
    private final Path log;
    private final Path nft;
    private Instant written = Instant.MIN;
    private Optional<String> problem = Optional.empty();

    /**
     * Makes the directory with mode 0700. Nothing is written before there is an offender.
     *
     * @param offenders the list
     * @param directory where the files go
     * @throws UncheckedIOException if the directory cannot be made
     */
    public OffenderFiles(Offenders offenders, Path directory) {
        this.offenders = offenders;
        this.log = directory.resolve("offenders.log");
        this.nft = directory.resolve("offenders.nft");
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory for offenders " + directory, e);
        }
    }

    /** Writes the files if something changed and the last writing is long enough ago. To be called every second. */
    public void writeIfDue() {
        Instant now = offenders.clock().instant();
        Duration least = offenders.settings().writeEvery();
        if (!written.equals(Instant.MIN) && !now.isBefore(written) && now.isBefore(written.plus(least))) {
            return;
        }
        offenders.take().ifPresent(changes -> {
            written = now;
            try {
                appendLog(changes.fresh());
                replace(nftables(changes.all(), now));
                problem = Optional.empty();
            } catch (IOException e) {
                offenders.giveBack(changes);
                problem = Optional.of("offenders cannot be written: " + e.getMessage());
            }
        });
    }

    /**
     * Says whether the files are up to date.
     *
     * @return what is wrong, for the operator; nothing if all is well
     */
    public Optional<String> problem() {
        return problem;
    }

    private void appendLog(List<Listed> fresh) throws IOException {
        if (fresh.isEmpty()) {
            return;
        }
        if (Files.exists(log) && Files.size(log) >= LOG_BYTES) {
            Files.move(log, log.resolveSibling("offenders.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        write(log, APPEND, fresh.stream().map(OffenderFiles::logLine).collect(Collectors.joining()));
    }

    private void replace(String text) throws IOException {
        Path fresh = nft.resolveSibling("offenders.nft.new");
        write(fresh, REPLACE, text);
        Files.move(fresh, nft, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, Set<StandardOpenOption> how, String text) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, how, mode))) {
            out.write(text.getBytes(US_ASCII));
        }
    }

    private static String logLine(Listed entry) {
        return entry.since().truncatedTo(ChronoUnit.SECONDS) + " redoubt[offender]: address=" + entry.address()
                + " offence="
                + entry.offence().name().toLowerCase(Locale.ROOT).replace('_', '-') + " until="
                + entry.until().truncatedTo(ChronoUnit.SECONDS) + "\n";
    }

    /** The whole list as commands for nft; each loading replaces what the sets held. */
    static String nftables(List<Listed> all, Instant now) {
        return """
                add table inet redoubt
                add set inet redoubt offenders4 { type ipv4_addr; flags timeout; }
                add set inet redoubt offenders6 { type ipv6_addr; flags interval, timeout; }
                flush set inet redoubt offenders4
                flush set inet redoubt offenders6
                """ + elements("offenders4", all, now, false) + elements("offenders6", all, now, true);
    }

    private static String elements(String set, List<Listed> all, Instant now, boolean v6) {
        String members = all.stream()
                .filter(entry -> entry.address().v6() == v6 && entry.until().isAfter(now))
                .map(entry -> entry.address() + " timeout "
                        + Math.max(1, Duration.between(now, entry.until()).toSeconds()) + "s")
                .collect(Collectors.joining(", "));
        return members.isEmpty() ? "" : "add element inet redoubt " + set + " { " + members + " }\n";
    }
}
